"""Recipes read: what is right becomes terms, and what is wrong is said with its place, why, and what to do."""
import pytest

from deriv.cookbook.entry import read_entry
from deriv.cookbook.places import Refused
from deriv.cookbook.yaml_file import parse
from deriv.language.reading import declare, read

BASE = {
    "title": "Squared residual",
    "function": "(aᵀWb − c)²",
    "where": "{W: 'matrix(m, n)', a: vector(m), b: vector(n), c: scalar}",
    "wrt": "W",
}


def written(changed) -> str:
    return "\n".join(f"{key}: {value}" for key, value in {**BASE, **changed}.items())


def entry(**changed):
    return read_entry("chapter/name", parse("recipes/chapter/name.yaml", written(changed).encode()))


WRONG = [  # a changed key with «» around the fault; the message; the hint
    ("function", "(aᵀW «q» − c)²", "q", "declare"),
    ("function", "(aᵀ«V»b − c)²", "V", "declare"),
    ("function", "'(aᵀW «q» − c)²'", "q", "declare"),
    ("function", "|\n  (aᵀWb\n   − «q»)²", "q", "declare"),
    ("function", ">\n  (aᵀWb\n  − «q»)²", "q", "declare"),
    ("function", "(aᵀ«W»a − c)²", "multiply", ""),
    ("function", "«(»aᵀWb − c", "(", ""),
    ("function", "aᵀWb − c«)»", ")", ""),
    ("function", "«3»", "no symbol in it", ""),
    ("wrt", "«Z»", "Z is not declared in where", "the function has W, a, b, c"),
    ("wrt", "[W, «w»]", "w is not declared in where", "did you mean W?"),
    ("wrt", "[W, «W»]", "W is given twice", ""),
    ("where", "{W: 'matrix(m, n)', a: vector(m), b: vector(n), c: «scalr»}", "scalr", "did you mean scalar?"),
    ("where", "{W: matrix(m, «n)», a: vector(m)}", "a declaration was cut at this comma", "quotes"),
    ("name", "«a»", "a is a symbol, so the function needs another name", "name: g"),
    ("name", "«2»", "2", ""),
    ("name", "«the loss»", "the loss", ""),
    ("let", "{r: aᵀW «q»}", "q", "declare"),
    ("let", "{«b»: aᵀWb}", "b is declared already", "once"),
    ("where", "{W: 'matrix(m, n)', λ: scalar, «lambda»: scalar}", "lambda is declared already", "once"),
    ("where", "{W: 'matrix(m, n)', «ε»: scalar}", "ε is the small number", "another name"),
    ("where", "{W: 'matrix(m, n)', «2»: scalar}", "2 is not a name", ""),
    ("expect", "2(aᵀWb − «d»)abᵀ", "d", "declare"),
    ("expect", "{numerator: 2(aᵀWb − «d»)baᵀ}", "d", "declare"),
    ("expect", "«[abᵀ, a]»", "2 answers are expected of 1 variables", "one answer for each entry of wrt"),
    ("method", "«limit»", "method limit is not derived yet", "only method epsilon"),
    ("structure", "«hermitian»", "structure cannot be hermitian", "symmetric"),
    ("structure", "«symmetric»", "only a square matrix can be symmetric; W is an m×n matrix", "leave structure out"),
    ("assume", "«c > 0»", "assume is not derived yet", "leave assume out"),
]


@pytest.mark.parametrize(("key", "value", "message", "hint"), WRONG, ids=[f"{w[0]} {w[1]}" for w in WRONG])
def test_each_mistake_has_one_clear_error_at_its_place(key, value, message, hint):
    before, marked = written({key: value}).replace("»", "").split("«")
    with pytest.raises(Refused) as refused:
        entry(**{key: value.replace("«", "").replace("»", "")})
    (problem,) = refused.value.problems
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert message in problem.message
    assert hint in problem.hint
    shown = str(problem).splitlines()
    assert shown[0].startswith(f"recipes/chapter/name.yaml:{line}:{column}: ")
    assert shown[2].strip("^ ") == ""
    assert shown[1][shown[2].index("^") :].startswith(marked[:1])


def test_a_variable_that_the_function_lacks():
    with pytest.raises(Refused) as refused:
        entry(where="{W: 'matrix(m, n)', a: vector(m), b: vector(n), c: scalar, X: 'matrix(m, n)'}", wrt="X")
    assert [p.message for p in refused.value.problems] == ["X does not occur in the function"]
    assert refused.value.problems[0].hint == "the function has W, a, b, c"


def test_several_mistakes_are_told_at_once():
    with pytest.raises(Refused) as refused:
        entry(where="{W: 'matrx(m, n)', a: vector(m), b: vectr(n), c: scalar}", method="limit")
    assert len(refused.value.problems) == 3


def test_names_stand_for_what_they_name():
    e = entry(function="s²", let="{r: aᵀWb, s: r − c}")
    assert [*e.symbols] == ["W", "a", "b", "c"]
    assert e.symbols["W"] is declare("W", "matrix(m, n)")
    assert e.function is read("(aᵀWb − c)²", e.symbols)
    assert e.let == {"r": read("aᵀWb", e.symbols), "s": read("aᵀWb − c", e.symbols)}
    assert e.variables == (e.symbols["W"],)


def test_answers_are_read_by_layout_with_names_put_back():
    e = entry(function="r²", let="{r: aᵀWb − c}", expect="{denominator: 2r abᵀ, numerator: 2r baᵀ}")
    assert list(e.expected[0]) == ["denominator", "numerator"]
    assert e.expected[0]["denominator"] is read("2(aᵀWb − c)abᵀ", e.symbols)


def test_greek_letters_and_their_names_are_one():
    e = entry(function="lambda x²", where="{x: scalar, λ: scalar}", wrt="lambda", expect="x²")
    assert e.variables == (e.symbols["λ"],)
