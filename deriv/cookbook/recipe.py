"""Recipes: what a person writes to have a derivation, as a model that also explains itself to editors."""
from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator

from ..language.structures import STRUCTURES


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
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Source(_Model):
    """Where an identity can be looked up."""

    citation: Line
    """the work: author, title, year"""

    locator: str = ""
    """the place in it: a chapter, a page, an equation number"""

    printed: str = ""
    """what the source prints where that is wrong; the page notes the erratum"""


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

    title: Line = Field(examples=["Squared bilinear residual"])
    """what the page is called"""

    function: Formula = Field(examples=["(aᵀWb − c)²"])
    """the function, as one writes it"""

    where: dict[str, str] = Field(examples=[{"W": "matrix(m, n)", "c": "scalar"}])
    """every symbol with its shape and properties"""

    wrt: OneOrMore[str] = Field(min_length=1, examples=["W", ["x", "y"]])
    """the variable, or a list of variables"""

    let: dict[str, Formula] = Field({}, examples=[{"z": "Xw"}])
    """names for inner expressions, in the order in which they are introduced"""

    name: Line = "f"
    """what the function is called"""

    expect: Annotated[
        tuple[Expected, ...],
        BeforeValidator(_expectations, json_schema_input_type=Formula | Expected | list[Formula | Expected]),
    ] = ()
    """the known answer, one for each variable; the build compares it with what is derived"""

    layout: Literal["denominator", "numerator"] = "denominator"
    """the layout that leads: denominator (shaped like the variable) or numerator (its transpose)"""

    method: Literal["epsilon", "limit", "components", "lemma", "optimum", "chain"] = "epsilon"
    """the way to derive"""

    order: Annotated[Literal[1, 2], BeforeValidator(_whole)] = 1
    """1 for the gradient, 2 for the Hessian too"""

    structure: Literal[*STRUCTURES] | None = None
    """a structure that the variable has and its directions keep"""

    detail: Literal["brief", "standard", "full"] = "standard"
    """how many lines are shown"""

    assume: OneOrMore[Line] = ()
    """conditions beyond the symbols' own"""

    sources: tuple[Source, ...] = ()
    """where the identity can be looked up"""

    tags: OneOrMore[Line] = ()
    """words to find the page by"""

    notes: OneOrMore[Prose] = ()
    """remarks, a paragraph each"""

    see: OneOrMore[Line] = Field((), examples=[["trace/axb"]])
    """related recipes"""


class ChapterFile(_Model):
    """A chapter: the file recipes/<chapter>/_chapter.yaml."""

    title: Line
    """what the chapter is called"""

    order: int
    """chapters stand in this order"""

    intro: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    """what a reader should know first"""

    recipes: tuple[Line, ...] = ()
    """the recipes that come first, in order; the others follow by name"""


class CoveredRow(_Model):
    """One derivative that a book prints, or that follows from what it prints."""

    eq: Line
    """the number of its equation"""

    function: Formula
    where: dict[str, str]
    wrt: Line
    order: Annotated[Literal[1, 2], BeforeValidator(_whole)] = 1
    structure: Literal[*STRUCTURES] | None = None

    complex: bool = False
    """whether it is a derivative by a complex variable"""


class CoveredSection(_Model):
    """A section of the book."""

    title: Line
    rows: tuple[CoveredRow, ...]


class CoverageFile(_Model):
    """What a book has: the file recipes/_coverage.yaml."""

    title: Line
    """what the page is called"""

    citation: Line
    """the book"""

    intro: Prose
    sections: tuple[CoveredSection, ...]

    @property
    def rows(self) -> tuple[CoveredRow, ...]:
        return tuple(row for section in self.sections for row in section.rows)


def schema() -> dict:
    """The JSON Schema of a recipe file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Recipe.model_json_schema()}
