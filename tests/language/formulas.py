"""Well-typed formulas by the thousand, for Hypothesis: every composite in brackets, so that each has one reading."""
from hypothesis import strategies as st

from tests.language.symbols import declared

SYMBOLS = declared(
    "A B: matrix(m, n)", "C: matrix(n, m)", "X: invertible matrix(n, n)", "S: symmetric matrix(n, n)",
    "Sigma: positive definite matrix(n, n)", "W1: matrix(m, m)", "a b: vector(m)", "x y mu x1 ek: vector(n)",
    "r: row vector(n)", "c s t u loss w_max: scalar", "lambda: positive scalar", "k: positive integer",
)
SCALARS = ["2", "3", "0", "1", "0.05", "1.5", "½", "(2/7)", "n", "(m + 1)", "pi", "e", "(-1)", "(-3)", "(-½)"]
ENTRYWISE = ("exp", "log", "sin", "tanh", "sigmoid", "abs", "sqrt", "softplus")
DIMS = ("m", "n")
DENOMINATORS = ("2", "c", "n", "(s + t)", "(x'*y)", "norm2(x)", "(2*c)", "exp(s)")


def leaves(shape) -> st.SearchStrategy[str]:
    names = [n for n, t in SYMBOLS.items() if tuple(map(str, t.shape)) == shape]
    if shape == ():
        return st.sampled_from(names + SCALARS)
    filled = [f"ones({', '.join(shape)})", f"zeros({', '.join(shape)})"]
    square = [f"eye({shape[0]})", "I"] if len(set(shape)) == 1 else []
    return st.sampled_from(names + filled + square)


@st.composite
def formulas(draw, shape=None, depth=4) -> tuple[str, tuple[str, ...]]:
    """A formula and its shape."""
    if shape is None:
        shape = draw(st.sampled_from([(), (), ("n", "1"), ("1", "n"), ("m", "n"), ("n", "n")]))
    return draw(_formula(shape, depth)), shape


def _formula(shape, depth) -> st.SearchStrategy[str]:
    return _composite(shape, depth) if depth else leaves(shape)


@st.composite
def _composite(draw, shape, depth) -> str:
    def part(s=shape):
        return draw(_formula(s, draw(st.integers(0, depth - 1))))

    def a(*choices):
        return draw(st.sampled_from(choices))

    square = ("n", "n")
    scalar_ways = (
        "power", "root", "function", "absolute", "trace", "det", "norm", "frobenius", "inner", "total", "quadratic",
        "divide", "exponent",
    )
    matrix_ways = ("scale", "product", "transpose", "hadamard", "quotient", "entrywise power", "function", "divide")
    ways = ["sum", "difference", "minus", "leaf"]
    ways += scalar_ways if shape == () else matrix_ways
    ways += ["product"] if shape == () else []
    ways += ["inverse", "matrix power", "diag"] if shape == square else ["diagvec"] if shape == ("n", "1") else []
    match a(*ways):
        case "leaf":
            return draw(leaves(shape))
        case "sum":
            return f"({' + '.join(part() for _ in range(a(2, 3)))})"
        case "difference":
            return f"({part()} - {part()})"
        case "minus":
            return f"(-{part()})"
        case "product" if shape == ():
            return f"({a('*', ' ').join(part() for _ in range(a(2, 3)))})"
        case "product":
            inner = a(*DIMS)
            return f"({part((shape[0], inner))}*{part((inner, shape[1]))})"
        case "quadratic":
            return f"({part(('1', 'n'))}*{part(('n', '1'))})"
        case "scale":
            return f"({part(())}{a('*', ' ')}{part()})"
        case "divide":
            return f"({part()}/{a(*DENOMINATORS)})"
        case "power":
            return f"({part(())})^{a('2', '3', '{-1}', '{-2}', 'k', '(k-1)', '(1/3)', '(-1/2)', 'n', 's', '{1.5}')}"
        case "exponent":
            return f"e^({part(())})"
        case "root":
            return f"sqrt({part(())})"
        case "function":
            return f"{a(*ENTRYWISE)}({part()})"
        case "absolute":
            return f"abs({part(())})"
        case "trace":
            return f"tr({part(square)})"
        case "det":
            return f"det({part(square)})"
        case "norm":
            return f"norm2({part(('n', '1'))})"
        case "frobenius":
            return f"normF({part(('m', 'n'))}){a('', '^2')}"
        case "inner":
            return f"inner({part(('m', 'n'))}, {part(('m', 'n'))})"
        case "total":
            return f"sum({part(('n', '1'))})"
        case "transpose":
            return f"({part(shape[::-1])})'"
        case "hadamard":
            return f"({a(' .* ').join(part() for _ in range(a(2, 3)))})"
        case "quotient":
            return f"({part()} ./ {part()})"
        case "entrywise power":
            return f"({part()}).^{a('2', '(1/2)', 'k', '(-1)', '3', 's')}"
        case "inverse":
            return f"inv({part()})"
        case "matrix power":
            return f"({part()})^{a('2', 'k', '(k+1)', '{-2}')}"
        case "diag":
            return f"diag({part(('n', '1'))})"
        case "diagvec":
            return f"diagvec({part(square)})"
