"""A YAML file against its model: the model, or everything that is wrong, each at its place."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError

from .places import Problem, Refused
from .yaml_file import YamlFile

M = TypeVar("M", bound=BaseModel)


def fit(model: type[M], file: YamlFile) -> M:
    """The file's data as a model."""
    try:
        return model.model_validate(file.data)
    except ValidationError as e:
        faults = e.errors(include_url=False)
    misspelt = {nearest(f["loc"][-1], _keys(model, f["loc"])) for f in faults if f["type"] == "extra_forbidden"}
    wrong_inside = {f["loc"][:-1] for f in faults}  # a list whose entries are all wrong is not empty
    kept = [
        f for f in faults
        if not (f["type"] == "missing" and f["loc"][-1] in misspelt)
        and not (f["type"] == "too_short" and f["loc"] in wrong_inside)
    ]
    raise Refused(_problem(model, file, fault) for fault in kept)


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of some words that was probably meant."""
    words = list(words)
    by_case = {w.casefold(): w for w in words}
    return by_case.get(word.casefold()) or next(iter(get_close_matches(word, words, 1, 0.6)), None)


def did_you_mean(word: str, words: Iterable[str]) -> str:
    found = nearest(word, words)
    return f"did you mean {found}?" if found else ""


def _problem(model: type[BaseModel], file: YamlFile, fault: dict) -> Problem:
    path, last = fault["loc"], fault["loc"][-1]
    name = next(part for part in reversed(path) if isinstance(part, str))
    key, value = file.key(path), file.place(path)
    context = fault.get("ctx", {})
    match fault["type"]:
        case "extra_forbidden":
            keys = _keys(model, path)
            hint = did_you_mean(last, keys) or f"the keys here are {', '.join(keys)}"
            return Problem(f"unknown key {last}", key, hint)
        case "missing":
            return Problem(f"the key {last} is missing", replace(value, end=value.start), _explained(model, path))
        case "literal_error":
            choices = context["expected"].replace("'", "")
            return Problem(f"{name} cannot be {fault['input']}", value, f"it is {choices}")
        case "string_too_short" | "too_short":
            return Problem(f"{name} is empty", key)
        case "string_too_long":
            return Problem(f"{name} is longer than {context['max_length']} characters", key)
        case "string_pattern_mismatch":
            return Problem(f"{name} must stand on one line", key)
        case "value_error":
            return Problem(str(context["error"]), value)
        case kind:
            what = f"an entry of {name}" if isinstance(last, int) else name
            return Problem(f"{what} must be {NEEDED.get(kind, 'something else')}", key, NEEDED_HINTS.get(kind, ""))


def _explained(model: type[BaseModel], path: tuple) -> str:
    field = _model_at(model, path).model_fields[path[-1]]
    example = field.examples[0] if field.examples else ""
    if isinstance(example, dict):
        example = ", ".join(f"{k}: {v}" for k, v in example.items())
    return (field.description or "") + (f", such as {example}" if example else "")


NEEDED = {
    "string_type": "text",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "dict_type": "a map of names",
    "model_type": "a map of keys",
    "tuple_type": "a list",
}
NEEDED_HINTS = {
    "string_type": "text that begins with [ or { needs quotes",
    "dict_type": "one line for each name, such as   W: matrix(m, n)",
    "model_type": "such as   citation: …",
    "tuple_type": "such as   - …",
}


def _model_at(model: type[BaseModel], path: tuple) -> type[BaseModel]:
    """The model that the last key of a path belongs to."""
    for part in path[:-1]:
        if part in model.model_fields:
            model = next((m for m in _models(model.model_fields[part].annotation)), model)
    return model


def _models(annotation) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _keys(model: type[BaseModel], path: tuple) -> list[str]:
    return list(_model_at(model, path).model_fields)
