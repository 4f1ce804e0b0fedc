"""The text of an array expression in a target's names, with as few brackets as a reader needs."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ...language.dimensions import Dim
from ...language.facts import Fact, has
from .arrays import Array, is_decimal, parts, value_of
from .lowering import NoCode
from .targets import Target

# Python binds @ as tightly as *; a product of matrices is bracketed inside a product of numbers all the same.
SUM, MATMUL, PRODUCT, SIGN, POWER, ATOM = range(6)
ARITHMETIC = {"number", "constant", "size", "+", "neg", "*", "/", "**"}


@dataclass(frozen=True)
class Text:
    text: str
    binds: int

    def at(self, level: int) -> str:
        """The text where an operand must bind at least so tightly."""
        return self.text if self.binds >= level else f"({self.text})"


@dataclass(frozen=True)
class Writer:
    """What writing needs to know: the target, the names of the dimensions, an argument to take types from."""

    target: Target
    sizes: Mapping[str, str]
    like: str

    def write(self, root: Array, names: Mapping[Array, str]) -> str:
        """The text of an expression; its named parts are called by their names."""
        return self._texts(root, names)[root].text

    def lines(self, root: Array, names: Mapping[Array, str], width: int) -> list[str]:
        """The text; where it is too wide, with a summand of its longest sum a line, or a sum over an index in two."""
        done = self._texts(root, names)
        whole = done[root].text
        if len(whole) <= width:
            return [whole]
        if root.op == "sigma":
            return ["sum(", *(f"    {line}" for line in _comprehension(root, done)), ")"]
        sums = [a for a in done if a.op == "+" and done[a].binds == SUM]
        longest = max(sums, key=lambda a: len(done[a].text), default=None)
        if longest is None:
            return [whole]
        around = "{}" if longest is root else self.write(root, {**names, longest: "{}"})
        if around.count("{}") != 1:
            return [whole]
        head, tail = around.split("{}")
        opening, closing = ("", "") if head.endswith("(") and tail.startswith(")") else ("(", ")")
        return [f"{head}{opening}", *(f"    {line}" for line in _summands(longest, done)), f"{closing}{tail}"]

    def assigned(self, part: Array, names: Mapping[Array, str], width: int) -> list[str]:
        """The lines that give the part the name it has in `names`."""
        name = names[part]
        if part.op != "powers":
            first, *rest = self.lines(part, names, width - len(name))
            return [f"{name} = {first}", *rest]
        eye, base, last = (self.write(x, names) for x in part.args)
        return [f"{name} = [{eye}]", f"for _ in range({last}):", f"    {name}.append({name}[-1] @ {base})"]

    def _texts(self, root: Array, names: Mapping[Array, str]) -> dict[Array, Text]:
        done: dict[Array, Text] = {}
        for part in parts(root, closed=names):
            called = part in names and (part is not root or not part.args)
            done[part] = Text(names[part], ATOM) if called else self._text(part, done)
        return done

    def _text(self, a: Array, done: Mapping[Array, Text]) -> Text:
        args = [done[x] for x in a.args]
        match a.op:
            case "number":
                return number_text(a.data)
            case "size":
                return dimension_text(a.data, self.sizes)
            case "constant":
                return Text(self.target.calls[a.data], ATOM)
            case "+":
                return _sum(a, done)
            case "neg":
                return Text(f"-{args[0].at(PRODUCT)}", min(args[0].binds if args[0].binds >= PRODUCT else ATOM, SIGN))
            case "*":
                return Text(" * ".join([args[0].at(PRODUCT), *(x.at(SIGN) for x in args[1:])]), PRODUCT)
            case "/":
                return Text(f"{args[0].at(PRODUCT)} / {args[1].at(SIGN)}", PRODUCT)
            case "@":
                left = args[0].at(SIGN if a.args[0].op in ("*", "/") else MATMUL)
                return Text(f"{left} @ {args[1].at(SIGN)}", MATMUL)
            case "**":
                return _power(*args)
            case "index":
                return Text(f"{args[0].at(ATOM)}[{', '.join(x.text for x in args[1:])}]", ATOM)
            case "sigma":
                body, loop = _comprehension(a, done)
                return Text(f"sum({body} {loop})", ATOM)
        return self._call(a, args)

    def _call(self, a: Array, args: list[Text]) -> Text:
        template = self.target.calls.get(a.op)
        if template is None:
            raise NoCode(f"{self.target.title} has no {a.op}", "another target may; or write it without")
        texts = [x.text for x in args]
        if "{size}" in template:
            size = texts[0] if len(texts) == 1 else f"({', '.join(texts)})"
            return Text(template.format(size=size, like=self.like), ATOM)
        if "{}" not in template:
            template += "({})"
            texts = [", ".join(self._lifted(a, texts))]
        elif template.startswith("{}"):
            texts = [args[0].at(ATOM)]
        else:
            texts = self._lifted(a, texts)
        return Text(template.format(*texts), ATOM)

    def _lifted(self, a: Array, texts: list[str]) -> list[str]:
        """The arguments; where all are plain numbers, as arrays for a target whose functions take nothing else."""
        lifting = self.target.lifting is None or a.op in self.target.lifting
        if self.target.lifted and lifting and all(_is_plain(x) for x in a.args):
            return [self.target.lifted.format(t) for t in texts]
        return texts


def _is_plain(a: Array) -> bool:
    """Is the value a Python number, whatever the arguments?"""
    return all(x.op in ARITHMETIC or (x.op == "name" and x.ndim == 0 and has(x.data, Fact.INTEGER)) for x in parts(a))


def _sum(a: Array, done: Mapping[Array, Text]) -> Text:
    first, *rest = a.args
    signed = [f" - {done[x.args[0]].at(MATMUL)}" if x.op == "neg" else f" + {done[x].at(MATMUL)}" for x in rest]
    return Text(done[first].text + "".join(signed), SUM)


def _summands(a: Array, done: Mapping[Array, Text]) -> list[str]:
    first, *rest = a.args
    signed = [("-", x.args[0]) if x.op == "neg" else ("+", x) for x in rest]
    return [done[first].text, *(f"{sign} {done[x].at(MATMUL)}" for sign, x in signed)]


def _comprehension(a: Array, done: Mapping[Array, Text]) -> tuple[str, str]:
    """The body of a sum over an index, and the loop that it runs through."""
    index, low, stop, body = (done[x].text for x in a.args)
    return body, f"for {index} in range({stop})" if value_of(a.args[1]) == 0 else f"for {index} in range({low}, {stop})"


def _power(base: Text, exponent: Text) -> Text:
    above = exponent.at(SIGN)
    close = all(t.isidentifier() or t.isdigit() for t in (base.text, above))
    return Text(f"{base.at(ATOM)}{'**' if close else ' ** '}{above}", POWER)


def number_text(value: Fraction) -> Text:
    """A whole number, an exact decimal, or a quotient."""
    if value.denominator == 1 and value < 2**53:
        return Text(str(value.numerator), ATOM)
    if is_decimal(value):
        return Text(repr(float(value)), ATOM)
    return Text(f"{value.numerator} / {value.denominator}", PRODUCT)


def dimension_text(d: int | Dim, sizes: Mapping[str, str]) -> Text:
    """A dimension in the names of the function's sizes: m * n, p + 1."""
    if isinstance(d, int):
        return Text(str(d), ATOM)
    out, first = "", True
    for called, factor in d.monomials:
        unknown = [n for n in called if n not in sizes]
        if unknown:
            raise NoCode(f"the size {unknown[0]} cannot be told from the arguments", "declare a symbol of that size")
        words = [*([str(abs(factor))] if abs(factor) != 1 or not called else []), *(sizes[n] for n in called)]
        sign = ("-" if factor < 0 else "") if first else (" - " if factor < 0 else " + ")
        out, first = out + sign + " * ".join(words), False
    return Text(out, ATOM if out.isidentifier() or out.isdigit() else PRODUCT if len(d.monomials) == 1 else SUM)
