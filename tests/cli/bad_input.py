"""Recipes that are wrong, each in one way, and what is said of them."""

GOOD = {
    "title": "A good one",
    "function": "(aᵀWb − c)²",
    "where": "{W: 'matrix(m, n)', a: vector(m), b: vector(n), c: scalar}",
    "wrt": "W",
}
BOMB = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: &d [*c, *c, *c, *c]\n"


def recipe(**changed) -> str:
    return "".join(f"{key}: {value}\n" for key, value in {**GOOD, **changed}.items())


BAD = {  # what: (the bad recipe, its place, the message, the hint)
    "unknown symbol": (recipe(function="(aᵀW q − c)²"), "2:16", "q", "declare"),
    "clashing shapes": (recipe(function="(aᵀWa − c)²"), "2:14", "cannot multiply", ""),
    "unbalanced brackets": (recipe(function="(aᵀWb − c"), "2:11", "", ""),
    "a function of nothing": (recipe(function="3"), "2:11", "no symbol in it", ""),
    "an empty function": (recipe(function="''"), "2:1", "function is empty", ""),
    "wrt not in it": (recipe(function="s²", where="{s: scalar, x: scalar}", wrt="x"), "4:6", "not occur", "has s"),
    "an unknown key": (recipe(colour="red"), "5:1", "unknown key colour", "the keys here are"),
    "a misspelt key": (recipe(layuot="numerator"), "5:1", "unknown key layuot", "did you mean layout?"),
    "a wrong expect": (recipe(expect="abᵀ"), "5:9", "expected: abᵀ; derived: 2(aᵀWb − c)abᵀ", "passes its check"),
    "an expect of another shape": (recipe(expect="baᵀ"), "5:9", "expected: an n×m matrix; derived: an m×n", "layout"),
    "100,000 brackets": (recipe(function="(" * 100_000 + "a" + ")" * 100_000), "2:", "", ""),
    "100,000 brackets that open": (recipe(function="(" * 100_000), "2:", "", ""),
    "an alias bomb": (BOMB, "1:4", "the anchor &a is not allowed", "write each value out"),
    "a tag": (recipe(title="!!python/object/apply:os.system [ls]"), "1:8", "is not allowed", "no tags"),
    "not YAML": (recipe(function="|W|"), "2:12", "this is not YAML", "needs quotes"),
}

HOSTILE = r"\input{/etc/passwd} \write18{ls} <script>alert(1)</script> <img src=x onerror=alert(1)> $x$ #% & ^^41"
