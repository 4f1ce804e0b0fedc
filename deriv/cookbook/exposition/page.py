"""The page of a recipe: the statement and the result at once, then why, then what one takes away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...calculus.derivation import Derivation
from ...calculus.lemmas.entries import BACK, OUT
from ...calculus.rule import Move
from ...calculus.rules.tactics import COLLECT, EXPANSION_ABOVE, NAME, PUT_BACK, SPLIT, SUBSTITUTE
from ...language.facts import facts
from ...language.operators import symbol
from ...language.terms import mentions
from ..document import (
    Block,
    Bullets,
    Document,
    Download,
    Heading,
    Inlines,
    Link,
    Math,
    Note,
    Paragraph,
    Source,
    Table,
    Text,
)
from .derivation import derivation_blocks, shared_names, throughout, where
from .fragment import Statement, conditions
from .results import Results, layout_rows, result_displays, results, transposed_result
from .words import cited, declarations, listed, math, rule_slug, scientific

if TYPE_CHECKING:
    from ..entry import Entry
    from ..working import Worked


BOOKKEEPING = (SUBSTITUTE, COLLECT, EXPANSION_ABOVE, NAME, PUT_BACK, SPLIT, OUT, BACK)


def page(
    worked: Worked, sources: Mapping[str, tuple[Source, ...]] | None = None, titles: Mapping[str, str] | None = None
) -> Document:
    """`sources` are texts to copy ("code", "latex"), one for each variable; `titles` those of the pages named."""
    entry, sources = worked.entry, sources or {}
    several = len(worked.checked) > 1
    blocks: list[Block] = [Heading(1, (Text(entry.recipe.title),)), *statement(entry)]
    blocks += frames(worked)
    blocks += conditions(worked.derivations)
    known = shared_names(worked.derivations)
    told = {x for d in worked.derivations for x in d.where}
    blocks += throughout(tuple(x for x in known if x not in told))
    for c in worked.checked:
        blocks.append(
            Heading(
                2,
                (Text("Derivation"), *_by(c.derivation, several)),
                anchor="derivation" + _suffix(c.derivation, several),
            )
        )
        blocks += derivation_blocks(c, entry.variables, entry.recipe.detail, known)
    blocks += remarks(entry)
    blocks += [Heading(2, (Text("In both layouts"),), anchor="layouts"), layouts(worked)]
    blocks += [Heading(2, (Text("Check"),), anchor="check"), check_note(worked)]
    if sources.get("code"):
        blocks += [Heading(2, (Text("Code"),), anchor="code"), *sources["code"]]
    if sources.get("latex"):
        blocks += [Heading(2, (Text("LaTeX"),), anchor="latex"), *sources["latex"]]
    blocks += [Heading(2, (Text("Handout"),), anchor="handout"), Download("pdf", (Text("This page as a PDF handout"),))]
    blocks += origins(entry)
    blocks += rules_used(worked)
    blocks += see_also(entry, titles or {})
    return Document(
        entry.slug,
        entry.recipe.title,
        tuple(blocks),
        description=_description(worked),
        tags=entry.recipe.tags,
        source=entry.file.file,
    )


def stated(entry: Entry) -> Statement:
    """The recipe's function as it was typed."""
    names = {symbol(n, *body.shape, facts=facts(body)): body for n, body in entry.let.items()}
    return Statement(entry.recipe.name, entry.typed, entry.variables, names, entry.recipe.structure or "")


def statement(entry: Entry) -> tuple[Block, ...]:
    it = stated(entry)
    said: Inlines = (*it.given, Text(", where ")) if it.given else (Text("where "),)
    used = [s for s in entry.symbols.values() if mentions(entry.function, s)]
    return it.function, Paragraph((*said, *declarations(used), Text(".")))


def frames(worked: Worked) -> tuple[Note, ...]:
    """What was found, in one frame with its names; where one name has two meanings, a frame for each variable."""
    shown = [(result_displays(leading_results(worked.entry, d)), d.where) for d in worked.derivations]
    names = tuple(dict.fromkeys(x for _, used in shown for x in used))
    if len({x.symbol for x in names}) < len(names):
        return tuple(Note("result", "", (*displays, *where(used))) for displays, used in shown)
    return (Note("result", "", (*(display for displays, _ in shown for display in displays), *where(names))),)


def leading_results(entry: Entry, d: Derivation) -> Results:
    """The results in the layout that the recipe leads with."""
    first, *second = results(d, entry.variables)
    leads = entry.recipe.layout == "numerator" and d.kind == "gradient"
    return transposed_result(d) if leads else first, *second


def _by(d: Derivation, several: bool) -> Inlines:
    return (Text(" by "), math(d.variable)) if several else ()


def _suffix(d: Derivation, several: bool) -> str:
    return f"-by-{d.variable.data[0]}" if several else ""


def layouts(worked: Worked) -> Table:
    """Layout-free, denominator and numerator layout, for each variable."""
    rows = tuple(row for d in worked.derivations for row in layout_rows(d, worked.entry.variables))
    return Table(((Text("layout"),), (Text("result"),)), rows, name="layouts")


def check_note(worked: Worked) -> Note:
    """What was checked, at which sizes, with which error; a failed page is never made."""
    lines = sum(len(d.lines) for d in worked.derivations)
    steps = sum(1 for d in worked.derivations for _ in d.steps)
    error = max(c.verdict.error for c in worked.checked)
    said = (
        f"Each of the {lines} lines and {steps} steps above was evaluated on both sides at random values, "
        f"as a function of ε, and the coefficients below the order of the remainder agree; "
        f"the result agrees with the function as typed. The largest relative difference is {scientific(error)}."
    )
    sizes = worked.checked[0].verdict.sizes
    tried: tuple[Block, ...] = (Paragraph((Text("Sizes tried: "), *_sizes(sizes), Text("."))),) if sizes else ()
    return Note("check", "Checked by machine", (Paragraph((Text(said),)), *tried))


def _sizes(sizes: tuple[tuple[str, int], ...]) -> Inlines:
    sets: list[dict[str, int]] = [{}]
    for n, k in sizes:
        if n in sets[-1]:
            sets.append({})
        sets[-1][n] = k
    said = [", ".join(f"{n} = {k}" for n, k in one.items()) for one in sets]
    return listed([(Math(one, one),) for one in said])


def remarks(entry: Entry) -> tuple[Block, ...]:
    notes = tuple(Note("note", "", (Paragraph((Text(n),)),)) for n in entry.recipe.notes)
    errata = tuple(
        Note(
            "erratum",
            "Erratum",
            (Paragraph((Text(f"{s.citation}{', ' + s.locator if s.locator else ''}, prints: {s.printed}"),)),),
        )
        for s in entry.recipe.sources
        if s.printed
    )
    return notes + errata


def origins(entry: Entry) -> tuple[Block, ...]:
    if not entry.recipe.sources:
        return ()
    items = tuple((Text(s.citation + (f" — {s.locator}" if s.locator else "")),) for s in entry.recipe.sources)
    return Heading(2, (Text("Sources"),), anchor="sources"), Bullets(items)


def moves_used(worked: Worked) -> tuple[Move, ...]:
    return tuple(dict.fromkeys(s.move for d in worked.derivations for s in d.steps))


def _theorems(worked: Worked) -> tuple[Move, ...]:
    """The moves that a reader would look up; not the bookkeeping between them."""
    return tuple(m for m in moves_used(worked) if m not in BOOKKEEPING)


def rules_used(worked: Worked) -> tuple[Block, ...]:
    items = tuple(cited(m, (Text(m.name),)) for m in sorted(_theorems(worked), key=rule_slug))
    return Heading(2, (Text("Rules used"),), anchor="rules"), Paragraph(listed(items))


def see_also(entry: Entry, titles: Mapping[str, str]) -> tuple[Block, ...]:
    if not entry.recipe.see:
        return ()
    return Heading(2, (Text("See also"),), anchor="see"), Bullets(
        tuple((Link(s, (Text(titles.get(s, s)),)),) for s in entry.recipe.see)
    )


def _description(worked: Worked) -> str:
    first = results(worked.derivations[0], worked.entry.variables)[0]
    return f"{first.text}: derived line by line and checked by machine"
