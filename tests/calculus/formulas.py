"""Short ways of writing terms and derivations in tests."""

from deriv.calculus.derivation import Derivation
from deriv.calculus.epsilon import derive
from deriv.calculus.rule import Words
from deriv.calculus.terms_of import depends
from deriv.checking.check import Checked, check
from deriv.language.operators import EPS, REMAINDER, SUM, VALUE, symbol
from deriv.language.reading import declare, read
from deriv.language.terms import Term, substitute
from deriv.language.text import text


def symbols(where: str) -> dict[str, Term]:
    """ "W: matrix(m, n); a: vector(m)" as symbols."""
    pairs = (s.split(":", 1) for s in where.split(";") if s.strip())
    return {name.strip(): declare(name.strip(), spec.strip()) for name, spec in pairs}


def term(formula: str, where: str) -> Term:
    return read(formula, symbols(where))


def derivation(formula: str, wrt: str, where: str, let: dict[str, str] | None = None) -> Derivation:
    known, bodies, names = symbols(where), {}, {}
    for name, f in (let or {}).items():
        bodies[name] = read(f, known)
        known[name] = symbol(name, *bodies[name].shape)
        names[known[name]] = bodies[name]
    return derive(substitute(read(formula, known), names), known[wrt], let=bodies)


def checked(formula: str, wrt: str, where: str) -> Checked:
    return check(derivation(formula, wrt, where))


def said(words: Words) -> str:
    return "".join(text(w) if isinstance(w, Term) else str(w) for w in words)


def board(d: Derivation) -> str:
    """What a reader sees: names, lines, reasons, answer; a line with ▸ unfolds."""
    out = [f"let {text(x.symbol)} = {text(x.body)}" for x in d.definitions if x.role == "name"]
    for chain in d.chains:
        for i, line in enumerate(chain.lines):
            left = (text(chain.subject) + (" → " if chain.purpose == "expand" else " = ")) if i == 0 else "= "
            out.append(f"{left}{text(line.after)}  | {'▸ ' if line.proofs else ''}{said(line.because)}")
    out.append("so " + text(d.answer))
    out += [f"where {text(x.symbol)} = {text(x.body)}" for x in d.where]
    return "\n".join(out)


def comes_to_its_end(d: Derivation) -> bool:
    """The last line of f is f(X) + ε(…), or f(X) + ε(…) + O(ε²): nothing is left to expand, no line is missing."""
    end = [c for c in d.chains if c.purpose in ("main", "result")][-1].end
    first, *rest = end.args if end.op is SUM else (end,)
    plain = all(a.op is REMAINDER or depends(a, EPS) for a in rest)
    return first.op is VALUE and plain and not any(depends(a, EPS) for a in first.args) and len(rest) <= d.order + 1
