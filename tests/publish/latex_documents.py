"""Documents as the cookbook writes them, made by hand from well-known derivations; what the writers' tests print."""
import re

from deriv.cookbook.document import (
    Aligned,
    Bullets,
    Code,
    Display,
    Document,
    Download,
    Heading,
    Link,
    Math,
    Note,
    Paragraph,
    Row,
    Source,
    Table,
    Text,
)

_WORDS = {
    "ε": r"\varepsilon ", "δ": r"\bm{\delta}", "λ": r"\lambda ", "∂": r"\partial ", "∇": r"\nabla ", "Σ": r"\sum ",
    "⊙": r"\odot ", "−": "-", "·": r"\cdot ", "′": "'", "½": r"\tfrac{1}{2}", "‖": r"\|", "→": r"\to ", "≠": r"\ne ",
    "1ᵀ": r"\mathbf{1}^{\mathsf{T}}",
    "tr": r"\operatorname{tr}", "log": r"\log ", "tanh": r"\tanh ", "softmax": r"\operatorname{softmax}",
}
_RAISED = dict(zip("⁰¹²³⁴⁻ᵀᵏ", ["0", "1", "2", "3", "4", "-", r"\mathsf{T}", "k"], strict=True))
_TOKEN = re.compile(r"1ᵀ|tr\b|log|tanh|softmax|[⁰¹²³⁴⁻ᵀᵏ]+|₁|_F|\^\{[^}]*\}|_\{[^}]*\}|.")


def formulas(vectors=""):
    """Unicode → Math, where capitals are matrices and `vectors` lists the letters set bold."""

    def one(token):
        if token in _WORDS:
            return _WORDS[token]
        if token[0] in _RAISED:
            return "^{" + "".join(_RAISED[c] for c in token) + "}"
        if token[0] in "^_" and token.endswith("}"):
            return f"{token[0]}{{{''.join(map(one, _TOKEN.findall(token[2:-1])))}}}"
        if token == "₁":
            return "_{1}"
        return rf"\mathbf{{{token}}}" if token in "ABIKMRSUVWX" or token in vectors else token

    return lambda text: Math("".join(map(one, _TOKEN.findall(text))).replace(r"\mathbf{O}", "O"), text)


def words(math, *parts):
    """Text and, in $…$, formulas."""
    return tuple(
        math(piece[1:-1]) if piece.startswith("$") else Text(piece)
        for part in parts for piece in re.findall(r"\$[^$]*\$|[^$]+", part)
    )


def aligned(math, *lines):
    """Rows from (left, relation, right, reason) with an empty left where the line goes on."""
    return Aligned(tuple(
        Row(math(left) if left else None, relation, math(right), words(math, reason) if reason else (), ok=True)
        for left, relation, right, reason in lines
    ))


def _page(slug, title, math, statement, *blocks, answer, wrt, where=""):
    """A page as the cookbook makes it: the statement and the result, the derivation, layouts, check, code, sources."""
    names = (Paragraph(words(math, where)),) if where else ()
    transposed = Math(f"({answer.tex})^{{\\mathsf{{T}}}}", f"({answer.text})ᵀ")
    return Document(slug, title, (
        Heading(1, (Text(title),)),
        Paragraph(words(math, statement)),
        Note("result", "Result", (Display(answer, "the gradient"), *names)),
        Heading(2, (Text("Derivation"),)),
        *blocks,
        Paragraph((Text("so"),)), Display(answer), *names,
        Heading(2, (Text("In both layouts"),)),
        Table((words(math, "layout"), words(math, "derivative"), words(math, "shape")), (
            (words(math, "denominator"), (answer,), words(math, f"as ${wrt}$")),
            (words(math, "numerator"), (transposed,), words(math, f"as ${wrt}ᵀ$")),
        )),
        Note("check", "Checked", (Paragraph((Text("6 lines, 11 steps; worst error 2·10⁻¹³ at m = 3, n = 4."),)),)),
        Heading(2, (Text("Code"),)),
        Source("python", "def derivative(X):\n    return np.linalg.inv(X).T\n", "NumPy"),
        Heading(2, (Text("Sources"),)),
        Bullets(((Text("Petersen and Pedersen, "), Text("The Matrix Cookbook", "emphasis"), Text(", eq. (57)")),)),
        Download("pdf", (Text("This page as PDF"),)),
    ), description=title, tags=("trace",), source=f"recipes/{slug}.yaml")


_m = formulas("ab")
SQUARE = _page(
    "bilinear/squared-residual", "Squared residual of a bilinear form", _m,
    "Let $f(W) = (aᵀWb − c)²$, where $W$ is an m × n matrix, $a$ and $b$ are vectors and $c$ is a number.",
    aligned(
        _m,
        ("f(W + εU)", "=", "(aᵀ(W + εU)b − c)²", "substitute $W + εU$ for $W$"),
        ("", "=", "(aᵀWb − c + ε aᵀUb)²", "multiply out"),
        ("", "=", "(aᵀWb − c)² + 2ε (aᵀWb − c) aᵀUb + O(ε²)", "$(s + εt)² = s² + 2εst + O(ε²)$"),
        ("", "=", "f(W) + ε · 2(aᵀWb − c) aᵀUb + O(ε²)", "collect"),
    ),
    Paragraph((Text("The first-order term, with the direction in front:"),)),
    aligned(
        _m,
        ("2(aᵀWb − c) aᵀUb", "=", "2(aᵀWb − c) tr(aᵀUb)", "a scalar is its own trace"),
        ("", "=", "2(aᵀWb − c) tr(baᵀU)", "the trace is cyclic"),
        ("", "=", "tr(Uᵀ · 2(aᵀWb − c) abᵀ)", "$tr M = tr Mᵀ$"),
    ),
    answer=_m("∂f/∂W = 2(aᵀWb − c) abᵀ"), wrt="W",
)

_m = formulas()
_NEAR_IDENTITY = (
    Paragraph(words(
        _m, "For an n × n matrix $M$, $|I + εM| = 1 + ε tr M + O(ε²)$: of the n! products that make the determinant, ",
        "every one but that of the diagonal has two factors of order $ε$.",
    )),
    aligned(_m, ("|I + εM|", "=", "1 + ε tr M + O(ε²)", "keep the diagonal")),
)
LOGDET = _page(
    "determinant/log-det", "Log-determinant", _m,
    "Let $f(X) = log |X|$, where $X$ is invertible with $|X| > 0$.",
    Aligned((
        *aligned(
            _m,
            ("f(X + εU)", "=", "log |X + εU|", "substitute $X + εU$ for $X$"),
            ("", "=", "log |X(I + εX⁻¹U)|", "take $X$ out; $X$ is invertible"),
            ("", "=", "log(|X| |I + εX⁻¹U|)", "$|AB| = |A||B|$"),
            ("", "=", "log |X| + log |I + εX⁻¹U|", "$log ab = log a + log b$"),
        ).rows,
        Row(None, "=", _m("log |X| + log(1 + ε tr(X⁻¹U) + O(ε²))"),
            (Link("rules/det-near-identity", words(_m, "$|I + εM| = 1 + ε tr M + O(ε²)$")),),
            unfold=_NEAR_IDENTITY, ok=True),
        *aligned(_m, ("", "=", "f(X) + ε tr(X⁻¹U) + O(ε²)", "$log(1 + t) = t + O(t²)$")).rows,
    )),
    aligned(_m, ("tr(X⁻¹U)", "=", "tr(UᵀX⁻ᵀ)", "$tr M = tr Mᵀ$")),
    answer=_m("∂f/∂X = X⁻ᵀ"), wrt="X",
)

_m = formulas("xu")
RAYLEIGH = _page(
    "vectors/rayleigh", "Rayleigh quotient", _m,
    "Let $f(x) = xᵀAx / xᵀx$, where $x ≠ 0$.",
    Paragraph(words(_m, "Let $p = xᵀAx$ and $q = xᵀx$, so $f = p/q$. Replacing $x$ by $x + εu$,")),
    aligned(
        _m,
        ("p", "→", "p + ε uᵀ(A + Aᵀ)x + O(ε²)", "multiply out; $xᵀAu = uᵀAᵀx$"),
        ("q", "→", "q + 2ε uᵀx + O(ε²)", "multiply out; $xᵀu = uᵀx$"),
    ),
    aligned(
        _m,
        ("f(x + εu)", "=", "(p + εp₁)/(q + εq₁) + O(ε²)", "$p₁ = uᵀ(A + Aᵀ)x$, $q₁ = 2uᵀx$"),
        ("", "=", "p/q + ε (p₁ − f q₁)/q + O(ε²)", "quotient"),
        ("", "=", "f(x) + ε uᵀ((A + Aᵀ)x − 2f(x) x)/xᵀx + O(ε²)", "put back $p₁$, $q₁$, $q$"),
    ),
    answer=_m("∇f = ((A + Aᵀ)x − 2f(x) x) / xᵀx"), wrt="x",
)

_m = formulas("wuzpye")
SOFTMAX = _page(
    "learning/softmax", "Softmax cross-entropy", _m,
    "Let $f(w) = log(1ᵀe^{z}) − yᵀz$ with $z = Xw$.",
    Paragraph(words(_m, "Let $z = Xw$, $s = 1ᵀe^{z}$ and $p = e^{z}/s$. Replacing $w$ by $w + εu$,")),
    aligned(
        _m,
        ("z", "→", "z + ε Xu", ""),
        ("e^{z}", "→", "e^{z} + ε e^{z} ⊙ Xu + O(ε²)", "entry by entry, $e^{t+ε} = e^{t}(1 + ε) + O(ε²)$"),
        ("s", "→", "s + ε (e^{z})ᵀXu + O(ε²)", "$1ᵀ(a ⊙ b) = aᵀb$"),
        ("log s", "→", "log s + ε pᵀXu + O(ε²)", "$log(s + εt) = log s + ε t/s + O(ε²)$"),
    ),
    aligned(
        _m,
        ("f(w + εu)", "=", "f(w) + ε (p − y)ᵀXu + O(ε²)", "collect"),
        ("", "=", "f(w) + ε uᵀXᵀ(p − y) + O(ε²)", "a scalar equals its transpose"),
    ),
    answer=_m("∇f = Xᵀ(softmax(Xw) − y)"), wrt="w",
)

_m = formulas("hrxyδ")
NETWORK = _page(
    "learning/two-layers", "A network of two layers", _m,
    "Let $f(W) = ½‖V tanh(Wx) − y‖²$.",
    Paragraph(words(_m, "Let $h = tanh(Wx)$ and $r = Vh − y$. Replacing $W$ by $W + εU$,")),
    aligned(
        _m,
        ("Wx", "→", "Wx + ε Ux", ""),
        ("h", "→", "h + ε (1 − h ⊙ h) ⊙ Ux + O(ε²)", "$tanh′ = 1 − tanh²$, entry by entry"),
        ("r", "→", "r + ε V((1 − h ⊙ h) ⊙ Ux) + O(ε²)", ""),
        ("½‖r‖²", "→", "½‖r‖² + ε rᵀV((1 − h ⊙ h) ⊙ Ux) + O(ε²)", "squared norm"),
    ),
    aligned(
        _m,
        ("f(W + εU)", "=", "f(W) + ε ((Vᵀr) ⊙ (1 − h ⊙ h))ᵀUx + O(ε²)", "$aᵀ(b ⊙ c) = (a ⊙ b)ᵀc$"),
        ("", "=", "f(W) + ε tr(Uᵀ δxᵀ) + O(ε²)", "$aᵀUb = tr(Uᵀabᵀ)$, $δ = Vᵀr ⊙ (1 − h ⊙ h)$"),
    ),
    answer=_m("∂f/∂W = δxᵀ"), wrt="W", where="where $δ = Vᵀ(Vh − y) ⊙ (1 − h ⊙ h)$ and $h = tanh(Wx)$.",
)

_m = formulas()
POWER = _page(
    "trace/power", "Trace of a power", _m,
    "Let $f(X) = tr Xᵏ$, where k is a positive integer.",
    aligned(
        _m,
        ("f(X + εU)", "=", "tr (X + εU)ᵏ", "substitute"),
        ("", "=", "tr Xᵏ + ε Σ_{r=0}^{k−1} tr(X^{r} U X^{k−1−r}) + O(ε²)", "multiply out: $U$ in each of the k places"),
        ("", "=", "f(X) + kε tr(X^{k−1}U) + O(ε²)", "the trace is cyclic: all k terms are equal"),
    ),
    aligned(_m, ("k tr(X^{k−1}U)", "=", "tr(Uᵀ k(Xᵀ)^{k−1})", "$tr M = tr Mᵀ$")),
    answer=_m("∂f/∂X = k(Xᵀ)^{k−1}"), wrt="X",
)

_m = formulas()
NESTED = _page(
    "determinant/ridge", "Log-determinant and squared residual", _m,
    "Let $f(X) = log |XᵀX + λI| + ‖AX − B‖²_F$.",
    aligned(
        _m,
        ("log |K + ε(UᵀX + XᵀU) + O(ε²)|", "=", "log |K| + ε tr(K⁻¹(UᵀX + XᵀU)) + O(ε²)", "log-determinant near $K$"),
        ("f(X + εU)", "=", "f(X) + ε [ tr(K⁻¹(UᵀX + XᵀU)) + 2 tr(RᵀAU) ] + tr(K⁻¹UᵀX) − tr(K⁻¹XᵀU) + O(ε²)",
         "all first-order terms side by side, each to be brought to the form in which the direction stands in front"),
    ),
    answer=_m("∂f/∂X = 2XK⁻¹ + 2Aᵀ(AX − B)"), wrt="X",
)

RULE = Document("rules/det-near-identity", "Determinant near the identity", (
    Heading(1, (Text("Determinant near the identity"),)),
    Display(_m("|I + εM| = 1 + ε tr M + O(ε²)")),
    *_NEAR_IDENTITY,
))

PAGES = (SQUARE, LOGDET, RAYLEIGH, SOFTMAX, NETWORK, POWER, NESTED)

HOSTILE_WORDS = r"\input{/etc/passwd} \write18{touch x} 50% #1 ^^M a&b $x_i$ ~ {} <b> -- `` ?` | ä Đ λ² 😀"
HOSTILE = Document("hostile/title", HOSTILE_WORDS, (
    Heading(1, (Text(HOSTILE_WORDS),)),
    Paragraph((Text(HOSTILE_WORDS, "strong"), Text(HOSTILE_WORDS, "emphasis"), Code(HOSTILE_WORDS))),
    Paragraph((Link("https://example.org/a_b?x=1&y=%20#z", (Text(HOSTILE_WORDS),)),)),
    Paragraph((Link("rules/none", (Text(HOSTILE_WORDS),)),)),
    Aligned((Row(_m("X"), "=", _m("A"), (Text(HOSTILE_WORDS),)),)),
    Note("erratum", HOSTILE_WORDS, (Paragraph((Text(HOSTILE_WORDS),)),)),
    Bullets(((Text(HOSTILE_WORDS),),)),
    Table(((Text(HOSTILE_WORDS),), (Text("b"),)), (((Text(HOSTILE_WORDS),), (Code(HOSTILE_WORDS),)),)),
))
