"""What was found, as formulas: the derivative and the Hessian, in both layouts, and the other ways of writing them."""

from __future__ import annotations

from collections.abc import Iterator

from ...calculus.derivation import Derivation, Form
from ...calculus.epsilon.isolation import paired
from ...calculus.first_order import Expansion
from ...calculus.simplify import simplified
from ...language.build import add, times
from ...language.facts import Fact, has
from ...language.operators import COMMUTATION, DIMENSION, DIVIDE, SCALE, SUM, SYMBOL, VEC, number, symbol
from ...language.structures import STRUCTURES
from ...language.terms import Term, make, subterms
from ...language.transposing import transposed
from ..document import Block, Display, Inlines, Math, Paragraph, Text
from .structures import are_free, counted, which_to_use
from .values import moved_value, value
from .words import equation, inlines, joined, listed, math, size

Results = tuple[Math, ...]


def results(d: Derivation, variables: tuple[Term, ...]) -> Results:
    """The derivative; to second order the Hessian too, or the second differential where there is no matrix for it."""
    first = equation_of(left_side(d, variables), math(d.answer))
    if d.second is None:
        return (first,)
    if d.hessian is None:
        f, x, u = math(d.name), math(d.variable), math(d.direction)
        left = Math(rf"\mathrm{{d}}^2{f.tex}({x.tex})[{u.tex}, {u.tex}]", f"d²{f.text}({x.text})[{u.text}, {u.text}]")
        return first, equation_of(left, math(simplified(times(number(2), d.second))))
    return first, equation_of(_second_left_side(d, variables), math(d.hessian_answer))


def result_displays(formulas: Results) -> tuple[Display, ...]:
    return tuple(Display(formula, title="result") for formula in formulas)


def equation_of(left: Math, right: Math) -> Math:
    return Math(f"{left.tex} = {right.tex}", f"{left.text} = {right.text}")


# ---- left sides
def left_side(d: Derivation, variables: tuple[Term, ...]) -> Math:
    """∂f/∂X; ∇f and df/dt where there is one variable only; df(X)[U], d_X f[U] beside others."""
    alone = len(variables) == 1
    f, x = math(d.name), math(d.variable)
    if d.kind == "derivative" and alone:
        return _fraction(r"\mathrm{d}", "d", f, x)
    if d.kind == "differential":
        u = math(d.direction)
        if not alone:
            return Math(rf"\mathrm{{d}}_{{{x.tex}}}{f.tex}[{u.tex}]", f"d_{x.text} {f.text}[{u.text}]")
        return Math(rf"\mathrm{{d}}{f.tex}({x.tex})[{u.tex}]", f"d{f.text}({x.text})[{u.text}]")
    if d.kind == "gradient" and (d.variable.is_vector or d.structure) and alone:
        return Math(rf"\nabla {f.tex}", f"∇{f.text}")
    return partial(d)


def partial(d: Derivation) -> Math:
    """∂f/∂X"""
    return _fraction(r"\partial", "∂", math(d.name), math(d.variable))


def _second_left_side(d: Derivation, variables: tuple[Term, ...]) -> Math:
    """∇²f; d²f/dt²; ∂²f/∂x∂xᵀ beside other variables."""
    alone = len(variables) == 1
    f, x = math(d.name), math(d.variable)
    if d.variable.is_scalar:
        tex, text = (r"\mathrm{d}", "d") if alone else (r"\partial", "∂")
        return Math(rf"\frac{{{tex}^2 {f.tex}}}{{{tex} {x.tex}^2}}", f"{text}²{f.text}/{text}{x.text}²")
    if d.variable.is_vector and alone:
        return Math(rf"\nabla^2 {f.tex}", f"∇²{f.text}")
    below = rf"\partial {x.tex}\,\partial {x.tex}^\top"
    return Math(rf"\frac{{\partial^2 {f.tex}}}{{{below}}}", f"∂²{f.text}/∂{x.text}∂{x.text}ᵀ")


def _fraction(tex: str, text: str, f: Math, x: Math) -> Math:
    return Math(rf"\frac{{{tex} {f.tex}}}{{{tex} {x.tex}}}", f"{text}{f.text}/{text}{x.text}")


# ---- layouts
def expansion_formula(d: Derivation) -> Math:
    """f(X + εU) = f(X) + ε tr(UᵀG) + O(ε²): the statement that belongs to no layout."""
    return equation(moved_value(d), "=", Expansion(value(d), _first(d), False, _second(d)).term)


def _first(d: Derivation) -> Term:
    if d.kind in ("derivative", "differential"):
        return d.answer
    return times(d.answer, d.direction) if d.kind == "jacobian" else paired(d.direction, d.answer)


def _second(d: Derivation) -> Term | None:
    """½ uᵀHu, ½ f″(t), or what holds U twice"""
    if d.hessian is None:
        return d.second
    h, u = d.hessian_answer, d.direction
    return simplified(times(number("1/2"), paired(u, times(h, u)) if u.is_vector else h))


def transposed_result(d: Derivation) -> Math:
    """The other layout: ∂f/∂x as a row, ∂f/∂X transposed; of a Jacobian the transpose."""
    return equation_of(partial(d), math(d.answer if alike_in_both_layouts(d) else _turned(d.answer)))


def alike_in_both_layouts(d: Derivation) -> bool:
    """Is the transpose of the result the result itself? Among symmetric directions the gradient is symmetric."""
    return transposed(d.answer) is d.answer or has(d.direction, Fact.SYMMETRIC)


def layout_rows(d: Derivation, variables: tuple[Term, ...]) -> Iterator[tuple[Inlines, Inlines]]:
    """What a layout says, and the result in it; first what all layouts agree on."""
    yield (Text("free of any layout"),), (expansion_formula(d),)
    own = equation_of(left_side(d, variables), math(d.answer))
    if d.kind == "gradient" and alike_in_both_layouts(d) and not d.variable.is_vector:
        yield (Text("both layouts, as it is symmetric"),), (own,)
    elif d.kind == "gradient":
        yield (Text("denominator layout, shaped like "), math(d.variable)), (own,)
        yield (Text("numerator layout, its transpose"),), (transposed_result(d),)
    elif d.kind == "jacobian":
        shape = size(d.answer.shape)
        yield (Text("numerator layout, the Jacobian, "), shape), (own,)
        yield (Text("denominator layout, its transpose"),), (transposed_result(d),)
    elif d.kind == "derivative":
        yield (Text("both layouts, as "), math(d.variable), Text(" is a scalar")), (own,)
    for form in d.forms:
        if form.kind == "vec" and form.matrix is not None:
            yield (Text("numerator layout, the Jacobian, "), _stacked_size(d)), (_of_stacked(d, form.matrix),)
            yield (Text("denominator layout, its transpose"),), (_of_stacked(d, _turned(form.matrix)),)
    for second in results(d, variables)[1:]:
        said = "the Hessian, symmetric in both layouts" if d.variable.is_vector else "to second order, in both layouts"
        yield (Text(said),), (second,)


def _of_stacked(d: Derivation, matrix: Term) -> Math:
    """∂vec F/∂vec X = J"""
    f, x = (math(t if t.is_vector else make(VEC, t)) for t in (d.name, d.variable))
    return equation_of(_fraction(r"\partial", "∂", f, x), math(matrix))


def _turned(t: Term) -> Term:
    """The transpose, with ᵀ inside every summand."""
    if t.op is SUM:
        return add(*(_turned(a) for a in t.args))
    if t.op is SCALE:
        return make(SCALE, t.args[0], _turned(t.args[1]))
    if t.op is DIVIDE:
        return make(DIVIDE, _turned(t.args[0]), t.args[1])
    return transposed(t)


# ---- other ways of writing the result
def other_forms(d: Derivation) -> tuple[Block, ...]:
    """Each form of the result, with the words that a reader needs around it."""
    return tuple(block for form in d.forms for block in _FORMS.get(form.kind, _introduced)(d, form))


def _introduced(d: Derivation, form: Form) -> Iterator[Block]:
    if form.kind in _WORDS:
        yield Paragraph((Text(_WORDS[form.kind]),))
    yield _display(form)


def _stacked(d: Derivation, form: Form) -> Iterator[Block]:
    yield Paragraph((Text("or, with the columns stacked, by a matrix of size "), _stacked_size(d), Text(",")))
    yield from _with_commutation(form)


def _quadratic(d: Derivation, form: Form) -> Iterator[Block]:
    yield Paragraph((Text("as a quadratic form,"),))
    yield from _with_commutation(form)


def _with_commutation(form: Form) -> Iterator[Block]:
    yield _display(form)
    permuting = [t for t in subterms(form.right) if t.op is COMMUTATION]
    if permuting:
        yield Paragraph((Text("where "), *listed([_commutation(k, form.right) for k in permuting]), Text(".")))


def _stacked_size(d: Derivation) -> Math:
    """(p·q) × (m·n); of a vector one number"""
    sides = [(m,) if n == 1 else (m, n) for m, n in (d.function.shape, d.direction.shape)]
    tex = [str(s[0]) if len(s) == 1 else rf"({s[0]} \cdot {s[1]})" for s in sides]
    text = [str(s[0]) if len(s) == 1 else f"({s[0]}·{s[1]})" for s in sides]
    return Math(r" \times ".join(tex), " × ".join(text))


def _commutation(k: Term, beside: Term) -> Inlines:
    """K_{m,n} vec(Z) = vec(Zᵀ) for every m×n matrix Z"""
    used = {t.data[0] for t in subterms(beside) if t.op is SYMBOL}
    rows, columns = (t.data if t.op is DIMENSION else int(t.data) for t in k.args)
    z = symbol(next(n for n in ("A", "Z", "M", "A1") if n not in used), rows, columns)
    law = equation(times(k, make(VEC, z)), "=", make(VEC, transposed(z)))
    return law, Text(" for every "), size(z.shape), Text(" matrix "), math(z)


def _shared(d: Derivation, form: Form) -> Iterator[Block]:
    if not STRUCTURES[d.structure].ties:
        yield Paragraph(are_free())
        return
    yield Paragraph(counted(d))
    yield _display(form)
    yield Paragraph(which_to_use(d, left_side(d, d.definitions[0].parameters)))


def _display(form: Form) -> Display:
    left = [Math(rf"\mathrm{{{w.text}}}", w.text) if isinstance(w, Text) else w for w in inlines(form.left)]
    return Display(equation_of(joined(*left), math(form.right)), title=form.kind)


_WORDS = {"entries": "or, entry by entry,"}
_FORMS = {"vec": _stacked, "quadratic": _quadratic, "shared entries": _shared}
