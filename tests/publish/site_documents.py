"""A small book made by hand, as the cookbook room makes a large one: what the tests of pages and of the site print."""
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


def t(*words):
    return tuple(Text(w) if isinstance(w, str) else w for w in words)


def bold(letter):
    return Math(rf"\mathbf{{{letter}}}", letter)


a, b, U, W, X = map(bold, "abUWX")

# ---- (aᵀWb − c)² -----------------------------------------------------------------------------------------------------
AWB = r"\mathbf{a}^{\mathsf{T}}\mathbf{W}\mathbf{b}"
AUB = r"\mathbf{a}^{\mathsf{T}}\mathbf{U}\mathbf{b}"
SQUARE = Math(rf"({AWB} - c)^{{2}}", "(aᵀWb − c)²")
GRADIENT = Math(rf"2\,({AWB} - c)\,\mathbf{{a}}\mathbf{{b}}^{{\mathsf{{T}}}}", "2(aᵀWb − c)abᵀ")
AT = Math(r"f(\mathbf{W} + \varepsilon\mathbf{U})", "f(W + εU)")
STEPS = Aligned((
    Row(Math(rf"\mathbf{{a}}^{{\mathsf{{T}}}}(\mathbf{{W}} + \varepsilon\mathbf{{U}})\mathbf{{b}}", "aᵀ(W + εU)b"), "=",
        Math(rf"({AWB} + \varepsilon\,\mathbf{{a}}^{{\mathsf{{T}}}}\mathbf{{U}})\mathbf{{b}}", "(aᵀW + εaᵀU)b"),
        t("A(B + C) = AB + AC"), ok=True),
    Row(None, "=", Math(rf"{AWB} + \varepsilon\,{AUB}", "aᵀWb + ε aᵀUb"), t("(A + B)C = AC + BC"), ok=True),
))
SQUARE_LINES = Aligned((
    Row(AT, "=", Math(rf"(\mathbf{{a}}^{{\mathsf{{T}}}}(\mathbf{{W}} + \varepsilon\mathbf{{U}})\mathbf{{b}} - c)^{{2}}", "(aᵀ(W + εU)b − c)²",
        rf"(\mathbf{{a}}^{{\mathsf{{T}}}}\changed{{(\mathbf{{W}} + \varepsilon\mathbf{{U}})}}\mathbf{{b}} - c)^{{2}}"),
        t("substitute ", Math(r"\mathbf{W} + \varepsilon\mathbf{U}", "W + εU"), " for ", W), ok=True),
    Row(None, "=", Math(rf"({AWB} - c + \varepsilon\,{AUB})^{{2}}", "(aᵀWb − c + ε aᵀUb)²",
        rf"(\changed{{{AWB} - c + \varepsilon\,{AUB}}})^{{2}}"),
        t(Link("rules/multiply-out", t("multiply out"))), (STEPS,), True),
    Row(None, "=", Math(rf"({AWB} - c)^{{2}} + 2\varepsilon\,({AWB} - c)\,{AUB} + O(\varepsilon^{{2}})", "…",
        rf"\changed{{({AWB} - c)^{{2}} + 2\varepsilon\,({AWB} - c)\,{AUB} + O(\varepsilon^{{2}})}}"),
        t(Link("rules/square-of-sum", t(Math(r"(s + \varepsilon t)^{2} = s^{2} + 2\varepsilon st + O(\varepsilon^{2})", "…")))), (), True),
    Row(None, "=", Math(rf"f(\mathbf{{W}}) + \varepsilon \cdot 2\,({AWB} - c)\,{AUB} + O(\varepsilon^{{2}})", "…",
        rf"\changed{{f(\mathbf{{W}})}} + \varepsilon \cdot 2\,({AWB} - c)\,{AUB} + O(\varepsilon^{{2}})"),
        t("collect"), (), True),
))
ISOLATE = Aligned((
    Row(Math(rf"2\,({AWB} - c)\,{AUB}", "2(aᵀWb − c) aᵀUb"), "=",
        Math(rf"2\,({AWB} - c)\operatorname{{tr}}({AUB})", "…", rf"2\,({AWB} - c)\changed{{\operatorname{{tr}}({AUB})}}"),
        t("a scalar is its own trace"), ok=True),
    Row(None, "=", Math(rf"2\,({AWB} - c)\operatorname{{tr}}(\mathbf{{b}}\mathbf{{a}}^{{\mathsf{{T}}}}\mathbf{{U}})", "…",
        rf"2\,({AWB} - c)\operatorname{{tr}}(\changed{{\mathbf{{b}}\mathbf{{a}}^{{\mathsf{{T}}}}\mathbf{{U}}}})"),
        t(Link("rules/trace-cyclic", t("the trace is cyclic"))), ok=True),
    Row(None, "=", Math(rf"2\,({AWB} - c)\operatorname{{tr}}(\mathbf{{U}}^{{\mathsf{{T}}}}\mathbf{{a}}\mathbf{{b}}^{{\mathsf{{T}}}})", "…",
        rf"2\,({AWB} - c)\operatorname{{tr}}(\changed{{\mathbf{{U}}^{{\mathsf{{T}}}}\mathbf{{a}}\mathbf{{b}}^{{\mathsf{{T}}}}}})"),
        t(Math(r"\operatorname{tr}\mathbf{M} = \operatorname{tr}\mathbf{M}^{\mathsf{T}}", "tr M = tr Mᵀ")), ok=True),
    Row(None, "=", Math(rf"\operatorname{{tr}}(\mathbf{{U}}^{{\mathsf{{T}}}} \cdot 2\,({AWB} - c)\,\mathbf{{a}}\mathbf{{b}}^{{\mathsf{{T}}}})", "…"),
        (), ok=True),
))
CODE = '''import numpy as np


def derivative(W, a, b, c):
    """2(aᵀWb − c)abᵀ"""
    return 2 * (a @ W @ b - c) * np.outer(a, b)
'''

squared = Document(
    "matrix/squared-bilinear-residual",
    "Squared residual of a bilinear form",
    (
        Heading(1, t("Squared residual of a bilinear form")),
        Paragraph(t("The function ", SQUARE, " of ", W, ", an ", Math(r"m \times n", "m × n"), " matrix; ", a, " is a vector of length ",
                    Math("m", "m"), ", ", b, " of length ", Math("n", "n"), ", and ", Math("c", "c"), " a number.")),
        Note("result", "Gradient", (Display(Math(rf"\frac{{\partial f}}{{\partial \mathbf{{W}}}} = {GRADIENT.tex}", "∂f/∂W = " + GRADIENT.text), "gradient"),)),
        Heading(2, t("Derivation"), "derivation"),
        SQUARE_LINES,
        Paragraph(t("The first-order term, with ", U, " brought to the front:")),
        ISOLATE,
        Heading(2, t("Result"), "result"),
        Table((t("Layout"), t("Shape"), t("Derivative")), (
            (t("denominator"), t(Math(r"m \times n", "m × n")), (GRADIENT,)),
            (t("numerator"), t(Math(r"n \times m", "n × m")), (Math(rf"2\,({AWB} - c)\,\mathbf{{b}}\mathbf{{a}}^{{\mathsf{{T}}}}", "2(aᵀWb − c)baᵀ"),)),
        )),
        Note("check", "Checked by machine", (Paragraph(t(
            "8 lines and 21 steps hold at random points with m = 3, n = 4; worst relative error 3 · 10⁻¹⁴. ",
            "The gradient agrees with differences of the function as typed.")),)),
        Heading(2, t("NumPy"), "code"),
        Source("python", CODE),
        Heading(2, t("LaTeX"), "latex"),
        Source("latex", GRADIENT.tex + "\n", "result"),
        Fold(t("The whole derivation"), (Source("latex", "\\begin{align*}\n  x &= y\n\\end{align*}\n"),)),
        Download("pdf", t("Handout (PDF)")),
        Heading(2, t("Sources"), "sources"),
        Bullets((t("COMP6208 ", Text("Advanced Machine Learning", "emphasis"), ", Differential Calculus, “Example”"),
                 t(Link("https://example.org/cookbook.pdf", t("The Matrix Cookbook")), ", (88)"))),
        Note("erratum", "Printed differently", (Paragraph(t("The slide omits ", Math(r"O(\varepsilon^{2})", "O(ε²)"), ".")),)),
    ),
    "The gradient of (aᵀWb − c)² by W, derived line by line.",
    ("bilinear form", "square"),
    "recipes/matrix/squared-bilinear-residual.yaml",
)

# ---- log |X| -------------------------------------------------------------------------------------------------------
LEMMA = Aligned((
    Row(Math(r"|\mathbf{I} + \varepsilon\mathbf{M}|", "|I + εM|"), "=", Math(r"\prod_{i}(1 + \varepsilon\lambda_{i})", "∏(1 + ελᵢ)"),
        t("the determinant is the product of the eigenvalues"), ok=True),
    Row(None, "=", Math(r"1 + \varepsilon\operatorname{tr}\mathbf{M} + O(\varepsilon^{2})", "1 + ε tr M + O(ε²)"), t("multiply out"), ok=True),
))
logdet = Document(
    "determinant/log-determinant",
    "Log-determinant",
    (
        Heading(1, t("Log-determinant")),
        Paragraph(t("The function ", Math(r"\log|\mathbf{X}|", "log|X|"), " of ", X, ", ", Math(r"n \times n", "n × n"), ".")),
        Note("result", "Gradient", (Display(Math(r"\frac{\partial f}{\partial \mathbf{X}} = \mathbf{X}^{-\mathsf{T}}", "∂f/∂X = X⁻ᵀ"), "gradient"),)),
        Note("conditions", "Where it holds", (Bullets((t(X, " is invertible"), t(Math(r"|\mathbf{X}| > 0", "|X| > 0")))),)),
        Heading(2, t("Derivation"), "derivation"),
        Aligned((
            Row(Math(r"f(\mathbf{X} + \varepsilon\mathbf{U})", "f(X + εU)"), "=", Math(r"\log|\mathbf{X} + \varepsilon\mathbf{U}|", "log|X + εU|",
                r"\log|\changed{\mathbf{X} + \varepsilon\mathbf{U}}|"),
                t("substitute ", Math(r"\mathbf{X} + \varepsilon\mathbf{U}", "X + εU"), " for ", X), (), True),
            Row(None, "=", Math(r"\log|\mathbf{X}(\mathbf{I} + \varepsilon\mathbf{X}^{-1}\mathbf{U})|", "log|X(I + εX⁻¹U)|",
                r"\log|\changed{\mathbf{X}(\mathbf{I} + \varepsilon\mathbf{X}^{-1}\mathbf{U})}|"),
                t("take ", X, " out; ", X, " is invertible"), (), True),
            Row(None, "=", Math(r"\log|\mathbf{X}| + \log(1 + \varepsilon\operatorname{tr}(\mathbf{X}^{-1}\mathbf{U}) + O(\varepsilon^{2}))", "…",
                r"\log|\mathbf{X}| + \log(\changed{1 + \varepsilon\operatorname{tr}(\mathbf{X}^{-1}\mathbf{U}) + O(\varepsilon^{2})})"),
                t(Link("rules/determinant-near-identity", t(Math(r"|\mathbf{I} + \varepsilon\mathbf{M}| = 1 + \varepsilon\operatorname{tr}\mathbf{M} + O(\varepsilon^{2})", "…")))),
                (Paragraph(t("With ", Math(r"\mathbf{M} = \mathbf{X}^{-1}\mathbf{U}", "M = X⁻¹U"), ":")), LEMMA), True, "near-identity"),
            Row(None, "=", Math(r"f(\mathbf{X}) + \varepsilon\operatorname{tr}(\mathbf{X}^{-1}\mathbf{U}) + O(\varepsilon^{2})", "…"),
                t(Math(r"\log(1 + t) = t + O(t^{2})", "log(1 + t) = t + O(t²)")), (), True),
        )),
        Note("check", "Checked by machine", (Paragraph(t("5 lines and 9 steps hold at random points.")),)),
    ),
    "The gradient of log|X| is X⁻ᵀ.",
    ("determinant", "logarithm", "logdet"),
    "recipes/determinant/log-determinant.yaml",
)

# ---- wide lines, a refusal, hostile words ---------------------------------------------------------------------------
TERM = r"\mathbf{A}_{%d}^{\mathsf{T}}(\mathbf{A}_{%d}\mathbf{X}\mathbf{B}_{%d} - \mathbf{C}_{%d})\mathbf{B}_{%d}^{\mathsf{T}}"
WIDE = Math(" + ".join(TERM % ((i,) * 5) for i in range(1, 9)), "A₁ᵀ(A₁XB₁ − C₁)B₁ᵀ + …")
wide = Document(
    "trace/wide",
    "A sum of eight squares " + "ofsquaredresiduals" * 5,
    (
        Heading(1, t("A sum of eight squares " + "ofsquaredresiduals" * 5)),
        Paragraph(t("The answer is long: ", WIDE, ".")),
        Note("result", "Gradient", (Display(WIDE),)),
        Aligned((Row(WIDE, "=", WIDE, t("a reason of many words that goes on for longer than any reason should go on"), (
            Aligned((Row(bold("K"), "→", WIDE, t("and so on"), (Aligned((Row(WIDE, "=", WIDE, (), ok=False),)),)),)),
        ), True),)),
        Table((t("Function"), t("Gradient")), (((WIDE,), (WIDE,)),)),
        Note("failure", "Not published", (Paragraph(t("The check of line 2 failed at order ε.")), Source("text", "  0.1 against 0.2"))),
        Source("python", "x = " + " + ".join(["long"] * 80)),
    ),
)
hostile = Document(
    "trace/hostile",
    HOSTILE,
    (
        Heading(1, t(HOSTILE, " ", Math("x^{2}", 'x² "}'))),
        Heading(2, t(HOSTILE), "anchor"),
        Paragraph(t("1. ", HOSTILE, Code(HOSTILE), Text(HOSTILE, "strong"))),
        Paragraph(t("!!! note\n    x")),
        Paragraph(t("    code?\u0002wzxhzdk:0\u0003\ud800\u202e")),
        Bullets((t(HOSTILE), t("- x"), ())),
        Note("note", HOSTILE, (Paragraph(t(HOSTILE)), Source("text", HOSTILE + "\n```\n~~~\n</code>", HOSTILE))),
        Fold(t(HOSTILE), (Table((t(HOSTILE),), ((t(HOSTILE),),), "results"),)),
        Source("text", "```\n" + HOSTILE + "\n````\n</code></pre>", HOSTILE),
        Aligned((Row(None, "=", Math("a < b", "a < b"), t(HOSTILE)),)),
    ),
    HOSTILE,
    (HOSTILE,),
    HOSTILE,
)

# ---- pages that lead to others -----------------------------------------------------------------------------------------
chapter = Document("trace/index", "Traces & squares", (
    Heading(1, t("Traces & squares")),
    Paragraph(t("Functions that are a trace, or become one.")),
    Table((t("Function"), t("Gradient")), (
        ((Link(squared.slug, (SQUARE,)),), (GRADIENT,)),
        ((Link(wide.slug, t("a long one")),), t("…")),
    ), "results"),
))
results = Document("results", "All results", (
    Heading(1, t("All results")),
    Table((t("Function"), t("by"), t("Derivative"), t("Page")), (
        ((SQUARE,), (W,), (GRADIENT,), (Link(squared.slug, t("Squared residual of a bilinear form")),)),
        ((Math(r"\log|\mathbf{X}|", "log|X|"),), (X,), (Math(r"\mathbf{X}^{-\mathsf{T}}", "X⁻ᵀ"),), (Link(logdet.slug, t("Log-determinant")),)),
    ), "results"),
))


def rule(name, title, statement):
    return Document(f"rules/{name}", title, (
        Heading(1, t(title)),
        Display(statement, title),
        Note("conditions", "Where it holds", (Paragraph(t("For all matrices whose shapes fit.")),)),
        Heading(2, t("Proof")),
        Paragraph(t("Entry by entry.")),
        Note("check", "Checked by machine", (Paragraph(t("Exactly at 2 × 2, and at random points.")),)),
        Heading(2, t("Used in")),
        Bullets(((Link("matrix/squared-bilinear-residual#derivation", t("Squared residual of a bilinear form")),),)),
    ))


matrix = Document("matrix/index", "Bilinear forms of a matrix", (Heading(1, t("Bilinear forms of a matrix")),))

rules = (
    Document("rules/index", "Rules", (Heading(1, t("Rules")), Bullets(((Link("rules/trace-cyclic", t("The trace is cyclic")),),)))),
    rule("trace-cyclic", "The trace is cyclic", Math(r"\operatorname{tr}(\mathbf{A}\mathbf{B}) = \operatorname{tr}(\mathbf{B}\mathbf{A})", "tr(AB) = tr(BA)")),
    rule("multiply-out", "Multiply out", Math(r"\mathbf{A}(\mathbf{B} + \mathbf{C}) = \mathbf{A}\mathbf{B} + \mathbf{A}\mathbf{C}", "A(B + C) = AB + AC")),
    rule("square-of-sum", "A square near s", Math(r"(s + \varepsilon t)^{2} = s^{2} + 2\varepsilon st + O(\varepsilon^{2})", "(s + εt)² = …")),
    rule("determinant-near-identity", "The determinant near I",
         Math(r"|\mathbf{I} + \varepsilon\mathbf{M}| = 1 + \varepsilon\operatorname{tr}\mathbf{M} + O(\varepsilon^{2})", "|I + εM| = …")),
)

BOOK = (results, matrix, squared, chapter, wide, hostile, logdet, *rules)
