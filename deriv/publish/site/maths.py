"""TeX in finished pages → KaTeX's HTML and MathML, so that no page does mathematics in the browser."""
from __future__ import annotations

import json
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from ...language.errors import DerivError

PLACE = re.compile(r'<(span|div) class="arithmatex"(?: data-tex="([^"]*)")?>\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL)
ANNOTATION = re.compile(r'(?<=<annotation encoding="application/x-tex">).*?(?=</annotation>)', re.DOTALL)
WORKERS = 2

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


def render(formulas: list[Formula], node_modules: Path) -> Iterable[dict[str, str]]:
    """{"html": …} or {"error": …} for each formula."""
    if not formulas:
        return []
    shares = [formulas[i::WORKERS] for i in range(WORKERS)]
    with ThreadPoolExecutor(WORKERS) as pool:
        done = list(pool.map(lambda share: _render_share(share, node_modules), shares))
    return [done[i % WORKERS][i // WORKERS] for i in range(len(formulas))]


def _render_share(formulas: list[Formula], node_modules: Path) -> list[dict[str, str]]:
    from py_mini_racer import MiniRacer  # V8 leaves Python's lock while it works

    engine = MiniRacer()
    engine.eval((node_modules / "katex/dist/katex.min.js").read_text(encoding="utf-8"))
    engine.eval(RENDER)
    return json.loads(engine.call("render", [[f.tex, f.display] for f in formulas]))


def _formula(place: re.Match) -> Formula:
    return Formula(unescape(place[4]).strip(), place[3] == "[")


def _typeset(place: re.Match, html: str) -> str:
    """The typeset formula; what a reader copies from it carries no marks."""
    if place[2] is not None:
        html = ANNOTATION.sub(lambda _: escape(unescape(place[2])), html)
    return f'<{place[1]} class="arithmatex">{html}</{place[1]}>'


def _refuse_errors(site: Path, places: dict[Path, list[Formula]], results: dict[Formula, dict[str, str]]) -> None:
    errors = [
        f"{page.relative_to(site)}: {results[f]['error']}\n    in {f.tex}"
        for page, found in places.items()
        for f in dict.fromkeys(found)
        if "error" in results[f]
    ]
    if errors:
        raise DerivError("\n".join(["KaTeX cannot read these formulas:", *errors[:20]]))
