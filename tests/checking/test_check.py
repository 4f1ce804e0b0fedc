"""Derivations: right ones pass, and every wrong line, step, proof and result is caught where it stands."""
from dataclasses import replace

import pytest

from deriv.calculus.derivation import Definition, Line, Step
from deriv.calculus.epsilon import derive
from deriv.calculus.rule import Rule
from deriv.checking.check import check
from deriv.checking.exact import prove
from deriv.language import operators as o
from deriv.language.build import add, negative, power, times
from deriv.language.operators.entrywise import ABS, EXP, LOG, RELU
from deriv.language.terms import make, substitute
from tests.checking.hand_made import (
    ANY_MOVE,
    BILINEAR,
    LOGDET,
    NAMED,
    RIGHT,
    M,
    T,
    U,
    X,
    chain,
    det,
    e,
    f,
    inv,
    log,
    tr,
    with_line,
)
from tests.checking.mutants import mutated

ONE, TWO = o.number(1), o.number(2)


@pytest.mark.parametrize("derivation", RIGHT.values(), ids=RIGHT)
def test_right_derivations_pass(derivation):
    checked = check(derivation)
    assert checked.verdict, checked.verdict.why
    assert checked.verdict.error < 1e-7
    assert checked.result.trials == 4
    for part in (*derivation.chains, *derivation.lines, *derivation.steps):
        assert checked.of(part)


def test_the_same_check_says_the_same():
    assert check(NAMED).verdict == check(NAMED).verdict


# ---- wrong lines -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("derivation", [LOGDET, BILINEAR, NAMED], ids=["log-determinant", "bilinear", "named"])
def test_a_wrong_line_is_caught_at_that_line(derivation):
    caught, survivors = 0, []
    for number, of in enumerate(derivation.chains):
        for which, line in enumerate(of.lines):
            before = of.lines[which - 1].after if which else of.start
            for what, after in mutated(line.after):
                if after is None:
                    continue
                wrong = with_line(derivation, number, which, after)
                checked = check(wrong)
                if checked.of(wrong.chains[number].lines[which]).ok is False:
                    caught += 1
                    assert not checked.of(wrong.chains[number].lines[which].steps[0])
                    assert all(checked.of(earlier) for earlier in wrong.chains[number].lines[:which])
                    assert not checked.verdict
                else:
                    sides = _spelled_out(before, derivation), _spelled_out(after, derivation)
                    survivors.append(Rule(what, *sides, needs=("the logarithms are real",)))
    assert caught > 40
    assert not [s.name for s in survivors if not prove(s)], "neither caught nor true"


def _spelled_out(term, derivation):
    """The term without names, for a proof that knows none."""
    named = {d.symbol: d.body for d in derivation.definitions}
    return substitute(term, {make(o.VALUE, f, derivation.variable): derivation.function, **named})


@pytest.mark.parametrize(("order", "derivation"), [
    (0, with_line(LOGDET, 0, 2, add(det(X), log(det(add(o.eye("n"), e(times(inv(X), U)))))))),
    (1, with_line(LOGDET, 0, 4, add(log(det(X)), e(tr(times(U, T(inv(X))))), o.remainder(2)))),
    (2, with_line(LOGDET, 0, 4, add(log(det(X)), e(tr(times(inv(X), U))), o.remainder(3)))),
    (2, with_line(LOGDET, 0, 4, add(log(det(X)), e(tr(times(inv(X), U)))))),
    (0, with_line(LOGDET, 1, 0, add(tr(times(T(U), T(inv(X)))), o.remainder(2)))),
], ids=["a log lost", "a transpose", "O(ε³)", "no remainder", "a remainder in an exact line"])  # fmt: skip
def test_a_failure_says_at_which_order_the_sides_part(order, derivation):
    verdict = check(derivation).verdict
    assert verdict.ok is False
    assert (f"order {order} in ε" if order or derivation.chains[1] is LOGDET.chains[1] else "order 2") in verdict.why
    assert "n = 3" in verdict.why or "n = 4" in verdict.why


def test_a_weaker_remainder_is_true():
    weaker = with_line(LOGDET, 0, 4, add(log(det(X)), o.remainder(1)))
    assert check(weaker).verdict


# ---- wrong results ---------------------------------------------------------------------------------------------------
WRONG_RESULTS = {
    "gradient transposed": replace(LOGDET, result=inv(X), answer=inv(X)),
    "gradient doubled": replace(BILINEAR, result=times(TWO, BILINEAR.result), answer=times(TWO, BILINEAR.result)),
    "gradient of another shape": replace(BILINEAR, result=T(BILINEAR.result), answer=T(BILINEAR.result)),
    "answer is another": replace(LOGDET, answer=negative(LOGDET.answer)),
    "differential dropped": replace(LOGDET, differential=o.number(0)),
    "derivative": replace(RIGHT["scalar"], result=power(o.symbol("t"), TWO)),
    "jacobian": replace(RIGHT["jacobian"], result=negative(RIGHT["jacobian"].result)),
    "differential's answer": replace(RIGHT["inverse"], answer=times(inv(X), U, inv(X))),
    "unknown kind": replace(LOGDET, kind="surprise"),
    "function is another": replace(LOGDET, definitions=(Definition(f, det(X), "function", (X,)),)),
}


@pytest.mark.parametrize("derivation", WRONG_RESULTS.values(), ids=WRONG_RESULTS)
def test_wrong_results_are_caught(derivation):
    checked = check(derivation)
    assert checked.result.ok is False
    assert checked.result.why
    assert not checked.verdict


# ---- subjects, names and proofs --------------------------------------------------------------------------------------
def test_a_chain_must_start_with_its_subject():
    main = LOGDET.chains[0]
    stranger = chain("main", make(o.VALUE, f, X), main.start, *(line.after for line in main.lines))
    checked = check(replace(LOGDET, chains=(stranger,)))
    assert not checked.of(stranger)
    assert all(checked.of(line) for line in stranger.lines)


def test_the_change_of_a_name_must_be_its_change():
    half = Definition(M, times(T(o.symbol("Z", "m", "n")), o.symbol("Y", "m", "n")), "change")
    checked = check(replace(NAMED, definitions=(NAMED.definitions[0], half)))
    assert not checked.of(NAMED.chains[0].lines[1])
    assert checked.of(NAMED.chains[1].lines[0])


def _with_proof(proof):
    start = det(add(o.eye("n"), e(U)))
    end = add(ONE, e(tr(U)), o.remainder(2))
    step = Step(start, end, ANY_MOVE, proof(start, end))
    main = chain("main", start, start)
    derivation = replace(LOGDET, chains=(replace(main, lines=(Line(end, ("a lemma",), (step,)),)),))
    return derivation, step


@pytest.mark.parametrize(("holds", "proof"), [
    (True, lambda start, end: chain("lemma", start, start, end)),
    (False, lambda start, end: chain("lemma", start, start, add(ONE, e(tr(U)), o.remainder(3)), end)),
    (False, lambda start, end: chain("lemma", tr(U), tr(U), tr(T(U)))),
    (False, lambda start, end: chain("lemma", start, start, add(ONE, o.remainder(1)))),
], ids=["right", "wrong line", "of something else", "of less"])  # fmt: skip
def test_a_proof_must_hold_and_prove_its_step(holds, proof):
    derivation, step = _with_proof(proof)
    checked = check(derivation)
    assert checked.of(step).ok is holds
    assert checked.of(derivation.lines[0]).ok is holds
    assert checked.verdict.ok is holds


def test_equal_lines_after_different_ones_are_told_apart():
    right, wrong = tr(times(T(U), T(inv(X)))), tr(times(U, T(inv(X))))
    d = replace(LOGDET, chains=tuple(chain("isolate", start, start, LOGDET.differential) for start in (right, wrong)))
    good, bad = d.lines
    assert good.after is bad.after
    checked = check(d)
    assert checked.of(good) and not checked.of(bad)


# ---- where there is nothing to check ---------------------------------------------------------------------------------
UNCHECKED = {
    "defined nowhere": replace(LOGDET, function=log(negative(power(tr(X), TWO)))),
    "a function without a body": replace(LOGDET, function=make(o.VALUE, o.symbol("h"), X)),
}


@pytest.mark.parametrize("derivation", UNCHECKED.values(), ids=UNCHECKED)
def test_what_cannot_be_checked_is_not_called_right(derivation):
    checked = check(derivation)
    assert checked.verdict.ok is None
    assert checked.verdict.why
    assert all(checked.of(part).ok is None for part in derivation.lines)


# ---- the engine's own ------------------------------------------------------------------------------------------------
A, w, v = o.symbol("A", "m", "n"), o.symbol("w", "n", 1), o.symbol("v", "m", 1)
S = o.symbol("S", "n", "n")
ENGINE = {
    "relu": (make(o.TOTAL, make(RELU, times(A, w))), w),
    "abs": (make(o.TOTAL, make(ABS, times(A, w))), w),
    "log of entries": (make(o.TOTAL, make(LOG, times(A, w))), w),
    "softmax": (log(times(T(o.ones("m")), make(EXP, times(A, w)))), w),
    "erf": (make(o.TOTAL, make(o.sympy_function("erf"), w)), w),
    "quotient": (make(o.DIVIDE, times(T(w), S, w), times(T(w), w)), w),
    "vector": (times(A, make(EXP, w)), w),
    "inverse": (inv(S), S),
}


@pytest.mark.parametrize(("function", "variable"), ENGINE.values(), ids=ENGINE)
def test_the_engine_is_right(function, variable):
    checked = check(derive(function, variable))
    assert checked.verdict, checked.verdict.why
    assert checked.verdict.error < 1e-7


@pytest.mark.parametrize(("function", "variable"), ENGINE.values(), ids=ENGINE)
def test_what_the_engine_finds_is_the_only_result_that_passes(function, variable):
    derivation = derive(function, variable)
    right = derivation.differential
    for what, wrong in mutated(right):
        if wrong is not None and wrong.shape == function.shape and not prove(Rule(what, right, wrong)):
            assert not check(replace(derivation, differential=wrong)).result, what
