"""A small book made by hand, as the cookbook room makes a large one: what the tests of pages and of the site print."""
import re

from deriv.cookbook.document import (
    Aligned,
    Bullets,
    Code,
    Display,
    Document,
    Download,
    Fold,
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

HOSTILE = '</title><script>alert("x")</script> & `code` \\(\\frac{\\) {: onclick=x } [x](javascript:alert(1)) $1$'

TEX = {
    "ε": r"\varepsilon ", "λ": r"\lambda ", "−": "-", "·": r"\cdot ", "×": r"\times ", "∏": r"\prod ", "O": "O",
    "tr": r"\operatorname{tr}", "log": r"\log ", "ᵀ": r"^{\mathsf{T}}", "⁻ᵀ": r"^{-\mathsf{T}}",
    "⁻¹": "^{-1}", "²": "^{2}", "ᵢ": "_{i}", "«": r"\changed{", "»": "}",
}
TOKEN = re.compile(r"tr\b|log|⁻ᵀ|⁻¹|O(?=\()|.")


def m(text):
    """A formula from Unicode: capitals, a and b stand bold, «…» is what is new."""

    def one(token):
        bold = token in "ab" or token.isascii() and token.isupper()
        return TEX.get(token) or (rf"\mathbf{{{token}}}" if bold else token)

    def tex(of):
        return "".join(map(one, TOKEN.findall(of)))

    plain = re.sub("[«»]", "", text)
    return Math(tex(plain), plain, tex(text) if plain != text else "")


def words(said):
    """Text with formulas in $…$ and links to rules as [words](name)."""
    pieces = re.split(r"(\$[^$]*\$|\[[^]]*\]\([^)]*\))", said)
    return tuple(_piece(p) for p in pieces if p)


def _piece(p):
    if p[0] == "$":
        return m(p[1:-1])
    if p[0] == "[":
        said, rule = p[1:-1].split("](")
        return Link(f"rules/{rule}", words(said))
    return Text(p)


def para(said):
    return Paragraph(words(said))


def line(left, right, reason="", relation="=", **more):
    return Row(m(left) if left else None, relation, m(right), words(reason), **({"ok": True} | more))


def gradient(formula):
    return Note("result", "Gradient", (Display(formula, "gradient"),))


# ---- (aᵀWb − c)² -----------------------------------------------------------------------------------------------------
STEPS = (
    line("aᵀ(W + εU)b", "(aᵀW + εaᵀU)b", "$A(B + C) = AB + AC$"),
    line("", "aᵀWb + εaᵀUb", "$(A + B)C = AC + BC$"),
)
SQUARE_LINES = Aligned((
    line("f(W + εU)", "(aᵀ«(W + εU)»b − c)²", "substitute $W + εU$ for $W$"),
    line("", "(«aᵀWb − c + ε aᵀUb»)²", "[multiply out](multiply-out)", steps=STEPS),
    line("", "«(aᵀWb − c)² + 2ε(aᵀWb − c)aᵀUb + O(ε²)»", "[$(s + εt)² = s² + 2εst + O(ε²)$](square-of-sum)"),
    line("", "«f(W)» + ε·2(aᵀWb − c)aᵀUb + O(ε²)", "collect"),
))
ISOLATE = Aligned((
    line("2(aᵀWb − c)aᵀUb", "2(aᵀWb − c)«tr(aᵀUb)»", "a scalar is its own trace"),
    line("", "2(aᵀWb − c)tr(«baᵀU»)", "[the trace is cyclic](trace-cyclic)"),
    line("", "2(aᵀWb − c)tr(«Uᵀabᵀ»)", "$tr A = tr Aᵀ$"),
    line("", "tr(Uᵀ·2(aᵀWb − c)abᵀ)"),
))
CODE = '''import numpy as np


def derivative(W, a, b, c):
    """2(aᵀWb − c)abᵀ"""
    return 2 * (a @ W @ b - c) * np.outer(a, b)
'''
ANSWER = m("2(aᵀWb − c)abᵀ")
TITLE = "Squared residual of a bilinear form"

squared = Document(
    "matrix/squared-bilinear-residual",
    TITLE,
    (
        Heading(1, words(TITLE)),
        para("The function $(aᵀWb − c)²$ of $W$, an $m × n$ matrix; $a$ and $b$ are vectors, $c$ is a number."),
        gradient(Math(rf"\frac{{\partial f}}{{\partial\mathbf{{W}}}} = {ANSWER.tex}", f"∂f/∂W = {ANSWER.text}")),
        Heading(2, words("Derivation"), "derivation"),
        SQUARE_LINES,
        para("The first-order term, with $U$ brought to the front:"),
        ISOLATE,
        Heading(2, words("Result"), "result"),
        Table((words("Layout"), words("Shape"), words("Derivative")), (
            (words("denominator"), words("$m × n$"), (ANSWER,)),
            (words("numerator"), words("$n × m$"), words("$2(aᵀWb − c)baᵀ$")),
        )),
        Note("check", "Checked by machine", (para(
            "8 lines and 21 steps hold at random points with m = 3, n = 4; worst relative error 3 · 10⁻¹⁴. "
            "The gradient agrees with differences of the function as typed."
        ),)),
        Heading(2, words("NumPy"), "code"),
        Source("python", CODE),
        Heading(2, words("LaTeX"), "latex"),
        Source("latex", ANSWER.tex + "\n", "result"),
        Fold(words("The whole derivation"), (Source("latex", "\\begin{align*}\n  x &= y\n\\end{align*}\n"),)),
        Download("pdf", words("Handout (PDF)")),
        Heading(2, words("Sources"), "sources"),
        Bullets((
            (Text("COMP6208 "), Text("Advanced Machine Learning", "emphasis"), Text(", “Example”")),
            (Link("https://example.org/cookbook.pdf", words("The Matrix Cookbook")), Text(", (88)")),
        )),
        Note("erratum", "Printed differently", (para("The slide omits $O(ε²)$."),)),
    ),
    "The gradient of (aᵀWb − c)² by W, derived line by line.",
    ("bilinear form", "square"),
    "recipes/matrix/squared-bilinear-residual.yaml",
)

# ---- log |X| -------------------------------------------------------------------------------------------------------
LEMMA = Aligned((
    line("|I + εM|", "∏(1 + ελᵢ)", "the determinant is the product of the eigenvalues"),
    line("", "1 + ε tr M + O(ε²)", "multiply out"),
))
logdet = Document(
    "determinant/log-determinant",
    "Log-determinant",
    (
        Heading(1, words("Log-determinant")),
        para("The function $log|X|$ of $X$, $n × n$."),
        gradient(m("X⁻ᵀ")),
        Note("conditions", "Where it holds", (Bullets((words("$X$ is invertible"), words("$|X| > 0$"))),)),
        Heading(2, words("Derivation"), "derivation"),
        Aligned((
            line("f(X + εU)", "log|«X + εU»|", "substitute $X + εU$ for $X$"),
            line("", "log|«X(I + εX⁻¹U)»|", "take $X$ out; $X$ is invertible"),
            line(
                "", "log|X| + log(«1 + ε tr(X⁻¹U) + O(ε²)»)",
                "[$|I + εM| = 1 + ε tr M + O(ε²)$](determinant-near-identity)",
                unfold=(para("With $M = X⁻¹U$:"), LEMMA), anchor="near-identity",
            ),
            line("", "f(X) + ε tr(X⁻¹U) + O(ε²)", "$log(1 + t) = t + O(t²)$"),
        )),
        Note("check", "Checked by machine", (para("5 lines and 9 steps hold at random points."),)),
    ),
    "The gradient of log|X| is X⁻ᵀ.",
    ("determinant", "logarithm", "logdet"),
    "recipes/determinant/log-determinant.yaml",
)

# ---- wide lines, a refusal, hostile words ---------------------------------------------------------------------------
WIDE = m(" + ".join(["Aᵀ(AXB − C)Bᵀ"] * 8))
UNBROKEN = Math(rf"\left({WIDE.tex}\right)^{{2}}", f"({WIDE.text})²")
LONG = "A sum of eight squares " + "ofsquaredresiduals" * 5
LONG_REASON = words("a reason of many words that goes on for longer than any reason should go on")
NESTED = Aligned((Row(m("K"), "→", WIDE, words("and so on"), (Aligned((Row(WIDE, "=", UNBROKEN, ok=False),)),)),))
wide = Document("trace/wide", LONG, (
    Heading(1, words(LONG)),
    Paragraph((Text("The answer is long: "), WIDE, Text(", "), UNBROKEN, Text("."))),
    Bullets(((UNBROKEN,),)),
    Note("result", "Gradient", (Display(WIDE), Display(UNBROKEN))),
    Aligned((Row(WIDE, "=", UNBROKEN, LONG_REASON, (NESTED,), STEPS, True),)),
    Table((words("Function"), words("Gradient")), (((WIDE,), (WIDE,)),)),
    Note("failure", "Not published", (para("The check of line 2 failed."), Source("text", "  0.1 against 0.2"))),
    Source("python", "x = " + " + ".join(["long"] * 80)),
))
hostile = Document(
    "trace/hostile",
    HOSTILE,
    (
        Heading(1, (Text(HOSTILE), Text(" "), Math("x^{2}", 'x² "}'))),
        Heading(2, (Text(HOSTILE),), "anchor"),
        Paragraph((Text("1. "), Text(HOSTILE), Code(HOSTILE), Text(HOSTILE, "strong"))),
        Paragraph((Text("!!! note\n    x"),)),
        Paragraph((Text("    code?\u0002wzxhzdk:0\u0003\ud800\u202e"),)),
        Bullets(((Text(HOSTILE),), (Text("- x"),), ())),
        Note("note", HOSTILE, (Paragraph((Text(HOSTILE),)), Source("text", HOSTILE + "\n```\n~~~\n</code>", HOSTILE))),
        Fold((Text(HOSTILE),), (Table(((Text(HOSTILE),),), (((Text(HOSTILE),),),), "results"),)),
        Source("text", "```\n" + HOSTILE + "\n````\n</code></pre>", HOSTILE),
        Aligned((Row(None, "=", Math("a < b", "a < b"), (Text(HOSTILE),)),)),
    ),
    HOSTILE,
    (HOSTILE,),
    HOSTILE,
)


# ---- pages that lead to others --------------------------------------------------------------------------------------
def row(document, function, variable, result):
    return (Link(document.slug, (Text(document.title),)),), (m(function),), (m(variable),), (m(result),)


HEADER = (words("identity"), words("function"), words("by"), words("result"))
SQUARED_ROW = row(squared, "(aᵀWb − c)²", "W", "2(aᵀWb − c)abᵀ")
LOGDET_ROW = row(logdet, "log|X|", "X", "X⁻ᵀ")

results = Document("results", "All results", (
    Heading(1, words("All results")),
    Table(HEADER, (SQUARED_ROW, LOGDET_ROW), "results"),
))
matrix = Document("matrix/index", "Bilinear forms", (
    Heading(1, words("Bilinear forms")),
    Table(HEADER, (SQUARED_ROW,), "results"),
))
traces = Document("trace/index", "Traces & squares", (
    Heading(1, words("Traces & squares")),
    para("Functions that are a trace, or become one."),
    Bullets(((Link(wide.slug, words("a long one")),),)),
))


def rule(name, title, statement):
    return Document(f"rules/{name}", title, (
        Heading(1, words(title)),
        Display(m(statement), title),
        Note("conditions", "Where it holds", (para("For all matrices whose shapes fit."),)),
        Heading(2, words("Why")),
        para("Entry by entry."),
        Note("check", "Checked by machine", (para("Exactly at 2 × 2, and at random points."),)),
        Heading(2, words("Used in")),
        Bullets(((Link(f"{squared.slug}#derivation", words(TITLE)),),)),
    ))


rules = (
    Document("rules/index", "Rules", (
        Heading(1, words("Rules")),
        Bullets((words("[The trace is cyclic](trace-cyclic)"),)),
    )),
    rule("trace-cyclic", "The trace is cyclic", "tr(AB) = tr(BA)"),
    rule("multiply-out", "Multiply out", "A(B + C) = AB + AC"),
    rule("square-of-sum", "A square near s", "(s + εt)² = s² + 2εst + O(ε²)"),
    rule("determinant-near-identity", "The determinant near I", "|I + εM| = 1 + ε tr M + O(ε²)"),
)

BOOK = (results, matrix, squared, traces, wide, hostile, logdet, *rules)
