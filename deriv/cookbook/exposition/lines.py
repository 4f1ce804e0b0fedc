"""The lines of a derivation, as few or as many as a reader asks for: brief, standard or full.

All three show one checked derivation: brief joins its lines, full takes them apart into steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ...calculus.derivation import Chain, Derivation, Line, Step
from ...calculus.replacing import replace_everywhere
from ...calculus.rule import Move, Rule, Words
from ...calculus.rules.near import Perturbation
from ...calculus.rules.tactics import COLLECT, EXPANSION_ABOVE, SUBSTITUTE
from ...calculus.simplify.laws import FRONT
from ...calculus.terms_of import depends, depends_on_any, summands
from ...checking.check import Checked
from ...language.terms import Term
from ...language.text import text
from ..document import Aligned, Block, Inlines, Row, Text
from .changes import changed
from .values import moved, value
from .words import cited, equation, inlines, listed, math

BETWEEN = (SUBSTITUTE, COLLECT, EXPANSION_ABOVE)
"""Moves that only put something in, or lines together."""


def rows(checked: Checked, detail: str) -> tuple[Row, ...]:
    """The derivation's lines; `detail` is one of DETAILS."""
    return tuple(DETAILS[detail](checked))


# ---- standard: each line, which opens into its steps and into the lemmas it cites
def _standard(checked: Checked) -> Iterator[Row]:
    for chain in checked.derivation.chains:
        yield from _chain_rows(chain, checked)


def _chain_rows(chain: Chain, checked: Checked) -> Iterator[Row]:
    before = chain.start
    for i, line in enumerate(chain.lines):
        yield Row(
            left=math(chain.subject) if i == 0 else None,
            relation=_relation(chain) if i == 0 else "=",
            right=math(line.after, changed(before, line.after)),
            reason=_reason(line, before),
            unfold=_proofs(line, checked),
            steps=tuple(_step_row(s, checked) for s in line.steps) if len(line.steps) > 1 else (),
            ok=checked.of(line).ok,
        )
        before = line.after


def _relation(chain: Chain) -> str:
    return "→" if chain.purpose == "expand" else "="


def _reason(line: Line, before: Term | None = None) -> Inlines:
    """Why, with a link to the rule; where the line says just what its rule says, the rule's name."""
    words = inlines(line.because)
    if before and len(words) == 1 and words[0] == equation(before, "=", line.after):
        words = (Text(line.steps[0].move.name),)
    for s in line.steps:
        if s.move.reason == line.because or isinstance(s.move, Perturbation):
            return cited(s.move, words)
    return cited(line.steps[0].move, words) if len(line.steps) == 1 else words


def _proofs(line: Line, checked: Checked) -> tuple[Block, ...]:
    """The lemmas of the line with this line's terms; a line that is itself made of a lemma's proof has none."""
    return tuple(Aligned(tuple(proof_rows(p, checked))) for p in line.proofs)


def proof_rows(chain: Chain, checked: Checked | None = None) -> Iterator[Row]:
    before = chain.start
    for i, line in enumerate(chain.lines):
        yield Row(
            math(chain.start) if i == 0 else None,
            "=",
            math(line.after, changed(before, line.after)),
            _reason(line, before),
            ok=checked.of(line).ok if checked else None,
        )
        before = line.after


def _step_row(step: Step, checked: Checked) -> Row:
    return Row(
        math(step.before), "=", math(step.after), cited(step.move, (Text(step.move.name),)), ok=checked.of(step).ok
    )


# ---- full: each step, and the lines of an expansion's lemma in its place
@dataclass(frozen=True)
class _Stage:
    """What stands on the board after a step."""

    term: Term
    reason: Inlines
    ok: bool | None
    unfold: tuple[Block, ...] = ()
    only_sets: bool = False  # a factor elsewhere: 2ε t for ε·2 t


def _full(checked: Checked) -> Iterator[Row]:
    for chain in checked.derivation.chains:
        left, relation, before = math(chain.subject), _relation(chain), chain.start
        for s in _without_detours(_stages(chain, checked)):
            yield Row(left, relation, math(s.term, changed(before, s.term)), s.reason, s.unfold, ok=s.ok)
            left, relation, before = None, "=", s.term


def _stages(chain: Chain, checked: Checked) -> Iterator[_Stage]:
    here, put_in = chain.start, inlines(_substituted(checked.derivation))
    if chain.purpose == "expand" and chain.steps[0].move is not EXPANSION_ABOVE:
        yield _Stage(here, put_in, checked.of(chain).ok)
    for line in chain.lines:
        for before, step in zip((None, *line.steps), line.steps, strict=False):
            in_place = step.proof if isinstance(step.move, Perturbation) else None
            for inner in in_place.lines if in_place else ():
                shown = replace_everywhere(here, step.before, inner.after)
                yield _Stage(shown, _reason(inner), checked.of(inner).ok)
            here = replace_everywhere(here, step.before, step.after)
            why = put_in if step.move is SUBSTITUTE else _reason(line) if len(line.steps) == 1 else _why(step.move)
            proof = () if in_place or not step.proof else (Aligned(tuple(proof_rows(step.proof, checked))),)
            if step.move is not FRONT or before and before.move is not EXPANSION_ABOVE:
                yield _Stage(here, why, checked.of(step).ok, proof, only_sets=step.move is FRONT)


def _why(move: Move) -> Inlines:
    """The reason that the move gives by itself; an example is no reason."""
    return cited(move, inlines(move.reason if isinstance(move, Rule) or move.because else (move.name,)))


def _without_detours(stages: Iterable[_Stage]) -> list[_Stage]:
    """The stages without those that only set a factor elsewhere, or lead back to what was written before."""
    kept: list[_Stage] = []
    for stage in stages:
        written = [text(k.term) for k in kept]
        if (said := text(stage.term)) in written:
            del kept[written.index(said) + 1 :]
        elif not stage.only_sets:
            kept.append(stage)
        else:
            kept[-1] = replace(kept[-1], term=stage.term)
    return kept


# ---- brief: what is put in, what comes out to first order, and the answer
def _brief(checked: Checked) -> Iterator[Row]:
    d = checked.derivation
    put_in = next(s for c in d.chains if c.purpose == "main" for s in c.steps)
    right = math(put_in.after, changed(d.function, put_in.after))
    yield Row(math(put_in.before), "=", right, inlines(_substituted(d)), ok=checked.of(put_in).ok)
    expanding, freeing = _parted(d)
    yield _joined(expanding, _ideas(expanding), checked)
    if freeing:
        because = _said(freeing)
        how = because if len(because) == 1 else [("bring ", d.direction, " to the front")]
        yield _joined(freeing, [*how, *_after_putting_together(freeing)], checked)


def _substituted(d: Derivation) -> Words:
    return "substitute ", moved(d), " for ", d.variable


def _parted(d: Derivation) -> tuple[tuple[Chain, ...], tuple[Chain, ...]]:
    """The chains up to f(X) + ε …, no change in it that is still to be put back; and those that go on from there."""
    changes = tuple(x.symbol for x in d.definitions if x.role == "change")
    i, main = next((i, c) for i, c in enumerate(d.chains) if c.purpose == "main")
    ends = (k for k, line in enumerate(main.lines, 1) if value(d) in summands(line.after))
    k = next((k for k in ends if not depends_on_any(main.lines[k - 1].after, changes)), len(main.lines))
    head = replace(main, lines=main.lines[:k])
    tail = replace(main, start=head.end, lines=main.lines[k:])
    return (*d.chains[:i], head), (*(c for c in (tail,) if c.lines), *d.chains[i + 1 :])


def _joined(chains: tuple[Chain, ...], because: list[Words], checked: Checked) -> Row:
    """One line for several, which it opens into; with the names that it needs."""
    after = chains[-1].end
    opened = tuple(row for c in chains for row in _chain_rows(c, checked))
    if len(opened) == 1:
        return replace(opened[0], left=None, relation="=")
    factors = (x for x in checked.derivation.definitions if x.role == "factor" and depends(after, x.symbol))
    named = [(x.symbol, " = ", x.body) for x in factors if not any(x.symbol in words for words in because)]
    reason = listed([inlines(words) for words in (*because, *named)])
    return Row(None, "=", math(after), reason, unfold=(Aligned(opened),), ok=all(row.ok for row in opened))


def _ideas(chains: tuple[Chain, ...]) -> list[Words]:
    """How things change to first order; where no rule is needed for that, all that is said."""
    return _said(chains, lambda move: isinstance(move, Rule) and move.order) or _said(chains)


def _said(chains: tuple[Chain, ...], telling: Callable[[Move], object] = lambda m: m not in BETWEEN) -> list[Words]:
    """The reasons, each once, of the lines that have such a move; putting together what stands above is none."""
    lines = (line for c in chains if c.purpose != "result" for line in c.lines)
    return list(dict.fromkeys(line.because for line in lines if any(telling(s.move) for s in line.steps)))


def _after_putting_together(chains: tuple[Chain, ...]) -> list[Words]:
    return [line.because for c in chains if c.purpose == "result" for line in c.lines[1:]]


DETAILS: Mapping[str, Callable[[Checked], Iterable[Row]]] = {"brief": _brief, "standard": _standard, "full": _full}
