"""The page of a rule: statement, conditions, proof or why it needs none, the check, and who uses it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...calculus.lemmas import in_letters
from ...calculus.rule import Move, Rule, letters
from ...checking.verdict import Verdict
from ...language.terms import ANY
from ..document import Aligned, Block, Bullets, Display, Document, Heading, Inlines, Link, Note, Paragraph, Table, Text
from .lines import proof_rows
from .words import declarations, equation, inlines, rule_slug

Users = Iterable[tuple[str, str]]  # slug and title


def rule_page(move: Move, verdicts: Mapping[str, Verdict], users: Users) -> Document:
    """`verdicts` by name: "numerical", "exact"; `users` are the recipes whose derivations have a step by this rule."""
    blocks: list[Block] = [Heading(1, (Text(_title(move)),)), *_statement(move), *_conditions(move)]
    blocks += [Heading(2, (Text("Why"),), anchor="proof"), *_proof(move)]
    blocks += [Heading(2, (Text("Check"),), anchor="check"), _check(verdicts)]
    used = tuple((Link(slug, (Text(title),)),) for slug, title in users)
    blocks += [
        Heading(2, (Text("Used in"),), anchor="used"),
        Bullets(used) if used else Paragraph((Text("No recipe uses this rule yet."),)),
    ]
    return Document(
        rule_slug(move),
        _title(move),
        tuple(blocks),
        description=f"The rule “{move.name}”: statement, proof and uses",
        tags=("rule",),
    )


def _title(move: Move) -> str:
    return move.name[0].upper() + move.name[1:]


def _statement(move: Move) -> tuple[Block, ...]:
    if isinstance(move, Rule):
        return (Display(equation(move.lhs, "=", move.rhs), title="rule"),)
    shown = tuple(Display(equation(a, "=", b), title="example") for a, b in move.examples)
    if not move.because:
        return shown
    return (Paragraph(inlines(move.because)), *((Paragraph((Text("For example,"),)), *shown) if shown else ()))


def _conditions(move: Move) -> tuple[Block, ...]:
    sides = (move.lhs, move.rhs) if isinstance(move, Rule) else tuple(t for e in move.examples for t in e)
    found = sorted(
        {x for side in sides for x in letters(side) if x.shape != ANY}, key=lambda t: (t.data[0], str(t.shape))
    )
    said: list[Block] = []
    if found:
        said.append(Paragraph((Text("Here "), *declarations(found), Text("."))))
    if move.needs:
        said.append(Note("conditions", "Conditions", (Paragraph((*inlines(move.needs), Text("."))),)))
    return tuple(said)


def _proof(move: Move) -> tuple[Block, ...]:
    chain = in_letters(move) if isinstance(move, Rule) else None
    if chain is not None:
        return (Aligned(tuple(proof_rows(chain))),)
    if move.axiom:
        return (Paragraph((Text(f"Taken as known: {move.axiom}."),)),)
    return (
        Paragraph(
            (Text("A proof is still to be written; the rule is checked numerically, and exactly at small sizes."),)
        ),
    )


def proof_status(move: Move) -> str:
    if isinstance(move, Rule) and in_letters(move) is not None:
        return "proved"
    return "taken as known" if move.axiom else "proof to be written"


def _check(verdicts: Mapping[str, Verdict]) -> Block:
    if any(v.ok is False for v in verdicts.values()):
        kind, title = "failure", "Fails its check"
    elif any(v.ok for v in verdicts.values()):
        kind, title = "check", "Checked by machine"
    else:
        kind, title = "note", "Checked in each use only"
    return Note(kind, title, (Bullets(tuple(_verdict(n, v) for n, v in verdicts.items())),))


def _verdict(name: str, v: Verdict) -> Inlines:
    state = {True: "holds", False: "FAILS", None: "not checked"}[v.ok]
    detail = f"{v.how}, worst relative difference {v.error:.0e}" if v.ok and v.error else v.how or v.why
    return (Text(f"{name}: {state}" + (f" ({detail})" if detail else "")),)


def rules_index(moves: Iterable[Move], counts: Mapping[Move, int]) -> Document:
    rows = tuple(
        (
            (Link(rule_slug(m), (Text(_title(m)),)),),
            inlines(m.statement) if isinstance(m, Rule) else inlines(m.reason),
            (Text(proof_status(m)),),
            (Text(str(counts.get(m, 0))),),
        )
        for m in sorted(moves, key=lambda m: m.name.lower())
    )
    table = Table(((Text("rule"),), (Text("statement"),), (Text("proof"),), (Text("uses"),)), rows, name="rules")
    blocks = (
        Heading(1, (Text("Rules"),)),
        Paragraph((Text("Every step of every derivation is one of these, at one place."),)),
        table,
    )
    return Document("rules/index", "Rules", blocks, description="The rules that derivations are made of")


__all__ = ["proof_status", "rule_page", "rule_slug", "rules_index"]
