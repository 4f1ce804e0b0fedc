"""Recipes: what a person writes to have a derivation, as a model that also explains itself to editors."""
from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator


def _listed(value: object) -> object:
    """One is a list of one."""
    return value if isinstance(value, list | tuple) else [value]


def _expectations(value: object) -> object:
    return [{"result": v} if isinstance(v, str) else v for v in _listed(value)]


def _whole(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdecimal() else value


T = TypeVar("T")
OneOrMore = Annotated[tuple[T, ...], BeforeValidator(_listed, json_schema_input_type=T | list[T])]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\n]*$")]
Formula = Annotated[str, StringConstraints(min_length=1), WithJsonSchema({"type": ["string", "number"]})]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Model):
    """Where an identity can be looked up."""

    citation: Annotated[Line, Field(description="the work: author, title, year")]
    locator: Annotated[str, Field(description="the place in it: a chapter, a page, an equation number")] = ""
    printed: Annotated[str, Field(description="what the source prints where that is wrong; the page notes the erratum")] = ""


class Expected(_Model):
    """A known answer, in the recipe's own layout or named by its layout."""

    result: Formula | None = None
    denominator: Formula | None = None
    numerator: Formula | None = None

    @model_validator(mode="after")
    def _something(self) -> Expected:
        if self.result is self.denominator is self.numerator is None:
            raise ValueError("an expected answer needs denominator: or numerator:")
        return self

    @property
    def formulas(self) -> dict[str, str]:
        """The formulas given, by layout; "result" is in the recipe's own."""
        return {layout: formula for layout, formula in self if formula is not None}


class Recipe(_Model):
    """One function to be derived: the file recipes/<chapter>/<name>.yaml."""

    model_config = ConfigDict(title="deriv recipe")

    title: Annotated[Line, Field(description="what the page is called", examples=["Squared bilinear residual"])]
    function: Annotated[Formula, Field(description="the function, as one writes it", examples=["(aᵀWb − c)²"])]
    where: Annotated[
        dict[str, str],
        Field(description="every symbol with its shape and properties", examples=[{"W": "matrix(m, n)", "c": "scalar"}]),
    ]
    wrt: Annotated[
        OneOrMore[str], Field(min_length=1, description="the variable, or a list of variables", examples=["W", ["x", "y"]])
    ]
    let: Annotated[
        dict[str, Formula],
        Field(description="names for inner expressions, in the order in which they are introduced", examples=[{"z": "Xw"}]),
    ] = {}
    name: Annotated[Line, Field(description="what the function is called")] = "f"
    expect: Annotated[
        tuple[Expected, ...],
        BeforeValidator(_expectations, json_schema_input_type=Formula | Expected | list[Formula | Expected]),
        Field(description="the known answer, one for each variable; the build compares it with what is derived"),
    ] = ()
    layout: Annotated[
        Literal["denominator", "numerator"],
        Field(description="the layout that leads: denominator (shaped like the variable) or numerator (its transpose)"),
    ] = "denominator"
    method: Annotated[
        Literal["epsilon", "limit", "components", "lemma", "optimum", "chain"], Field(description="the way to derive")
    ] = "epsilon"
    order: Annotated[
        Literal[1, 2], BeforeValidator(_whole), Field(description="1 for the gradient, 2 for the Hessian too")
    ] = 1
    structure: Annotated[
        Literal["symmetric", "diagonal", "lower triangular", "skew", "toeplitz"] | None,
        Field(description="a structure that the directions keep too"),
    ] = None
    detail: Annotated[Literal["brief", "standard", "full"], Field(description="how many lines are shown")] = "standard"
    assume: Annotated[OneOrMore[Line], Field(description="conditions beyond the symbols' own")] = ()
    sources: Annotated[tuple[Source, ...], Field(description="where the identity can be looked up")] = ()
    tags: Annotated[OneOrMore[Line], Field(description="words to find the page by")] = ()
    notes: Annotated[OneOrMore[Prose], Field(description="remarks, a paragraph each")] = ()
    see: Annotated[OneOrMore[Line], Field(description="related recipes", examples=[["trace/axb"]])] = ()


class ChapterFile(_Model):
    """A chapter: the file recipes/<chapter>/_chapter.yaml."""

    title: Line
    order: Annotated[int, Field(description="chapters stand in this order")]
    intro: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    recipes: Annotated[tuple[Line, ...], Field(description="the recipes that come first, in order; the others follow by name")] = ()


DERIVED: dict[str, tuple[object, ...]] = {
    "method": ("epsilon",), "order": (1,), "structure": (None,), "detail": ("standard",), "assume": ((),),
}
"""Keys of which the recipe says more than is derived so far, with the values that are."""


def schema() -> dict:
    """The JSON Schema of a recipe file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Recipe.model_json_schema()}
