"""TeX in finished pages → KaTeX's HTML and MathML, so that no page does mathematics in the browser."""
from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from threading import Lock

from ...language.errors import DerivError
from ..breaking import breakable

PLACE = re.compile(r'<(span|div) class="arithmatex"(?: data-tex="([^"]*)")?>\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL)
ANNOTATION = re.compile(r'(?<=<annotation encoding="application/x-tex">).*?(?=</annotation>)', re.DOTALL)
WORKERS = 2
STARTING = Lock()
"""V8 cannot be started twice at once."""

SIGN = re.compile(r"(\\derivbreak |\\derivinnerbreak |(?=\\(?:cdot|odot|otimes)(?![A-Za-z])))(\\[A-Za-z]+|.)")
"""A sign, and before it what it is to a line that is full."""

RENDER = r"""
function render(formulas) {
  const options = display => ({
    displayMode: display,
    output: "htmlAndMathml",
    strict: code => code === "htmlExtension" ? "ignore" : "error",
    macros: {"\\changed": "\\htmlClass{changed}{#1}"},
    trust: context => {
      if (context.command === "\\htmlClass" && context.class === "changed") return true;
      throw new Error(context.command + " has no place in a formula");
    },
  });
  return JSON.stringify(formulas.map(([tex, display]) => {
    try { return {html: katex.renderToString(tex, options(display))}; }
    catch (error) { return {error: error.message}; }
  }));
}
"""


@dataclass(frozen=True)
class Formula:
    tex: str
    display: bool


def typeset(site: Path, node_modules: Path) -> int:
    """Typeset every formula of every page below `site`, and count the different ones."""
    texts = {page: page.read_text(encoding="utf-8") for page in sorted(site.rglob("*.html"))}
    places = {page: [_formula(m) for m in PLACE.finditer(text)] for page, text in texts.items()}
    formulas = list(dict.fromkeys(f for found in places.values() for f in found))
    results = dict(zip(formulas, render(formulas, node_modules), strict=True))
    _refuse_errors(site, places, results)
    for page, text in texts.items():
        if places[page]:
            page.write_text(PLACE.sub(lambda m: _typeset(m, results[_formula(m)]["html"]), text), encoding="utf-8")
    return len(formulas)


def render(formulas: list[Formula], node_modules: Path) -> list[dict[str, str]]:
    """{"html": …} or {"error": …} for each formula."""
    sent = [(_with_breaks(f.tex) if f.display else f.tex, f.display) for f in formulas]
    katex = (node_modules / "katex/dist/katex.min.js").read_text(encoding="utf-8")
    with ThreadPoolExecutor(WORKERS) as pool:  # V8 does not hold Python's lock while it works
        done = list(pool.map(lambda i: _render_share(sent[i::WORKERS], katex), range(WORKERS)))
    return [done[i % WORKERS][i // WORKERS] for i in range(len(formulas))]


def _render_share(sent: list[tuple[str, bool]], katex: str) -> list[dict[str, str]]:
    # in a thread of its own, always: in one that runs an event loop, such as a notebook's, MiniRacer waits for itself
    from py_mini_racer import MiniRacer

    with STARTING:
        engine = MiniRacer()
    with engine:
        engine.eval(katex)
        engine.eval(RENDER)
        return json.loads(engine.call("render", sent))


def _with_breaks(tex: str) -> str:
    """A long line goes on before a + − = outside of brackets; KaTeX by itself would break it after any sign."""

    def kept(sign: re.Match) -> str:
        return (r"\allowbreak " if sign[1] == r"\derivbreak " else "") + sign[2] + r"\nobreak "

    return SIGN.sub(kept, breakable(tex))


def _formula(place: re.Match) -> Formula:
    return Formula(unescape(place[4]).strip(), place[3] == "[")


def _typeset(place: re.Match, html: str) -> str:
    """The typeset formula; what a reader copies from it is the TeX of the page, without marks or breaks."""
    tex = unescape(place[4] if place[2] is None else place[2]).strip()
    return f'<{place[1]} class="arithmatex">{ANNOTATION.sub(lambda _: escape(tex), html)}</{place[1]}>'


def _refuse_errors(site: Path, places: dict[Path, list[Formula]], results: dict[Formula, dict[str, str]]) -> None:
    errors = [
        f"{page.relative_to(site)}: {results[f]['error']}\n    in {f.tex}"
        for page, found in places.items()
        for f in dict.fromkeys(found)
        if "error" in results[f]
    ]
    if errors:
        raise DerivError("\n".join(["KaTeX cannot read these formulas:", *errors[:20]]))
