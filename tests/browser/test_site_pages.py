"""Pages in a real browser: nothing complains, nothing overflows, everything that opens opens."""
import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from tests.publish.site_documents import ANSWER, m

pytestmark = pytest.mark.browser

PAGE = "matrix/squared-bilinear-residual.html"
BOTH = pytest.mark.parametrize("site", ["book", "cookbook"])


def pages(site):
    return sorted(p.relative_to(site).as_posix() for p in site.rglob("*.html") if p.name != "404.html")


OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
RAW_TEX = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const hostile = node.data.includes("<script>");  // which is words, as the tests of hostile pages say
    const source = node.parentElement.closest("pre, code, script, style, annotation");
    if (!hostile && !source && /\\\\[a-z(\\[]/.test(node.data)) found.push(node.data.trim());
  }
  return found;
}"""
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"


@BOTH
def test_every_page(site, window, request):
    """No complaint, no raw TeX, and, with everything open, no sideways scrolling on a wide screen or a phone."""
    site = request.getfixturevalue(site)
    page = window()
    for name in pages(site):
        page.goto(f"file://{site}/{name}")
        page.evaluate(OPEN_ALL)
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(OVERFLOW) <= 0, f"{name} is wider than {width} px"
        assert page.evaluate(RAW_TEX) == [], name
        assert page.complaints == [], name


class Places(HTMLParser):
    """The links of a page and the places that can be linked to."""

    def __init__(self, page):
        super().__init__()
        self.links, self.ids = [], {""}
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids.add(attrs.get("id"))
        if tag == "a" and "href" in attrs:
            self.links.append(attrs["href"])


@BOTH
def test_every_link_leads_somewhere(site, request):
    site = request.getfixturevalue(site)
    places = {name: Places(site / name) for name in pages(site)}
    assert sum(len(p.links) for p in places.values()) > 100
    for name, found in places.items():
        for link in found.links:
            if link.startswith("https://"):
                continue
            path, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert (site / target).is_file(), f"{name} links to {link}"
            assert not anchor or unquote(anchor) in places[target].ids, f"{name} links to {link}"


def test_a_line_opens_into_its_steps(book, window):
    page = window()
    page.goto(f"file://{book}/{PAGE}")
    steps = page.get_by_text("Step by step")
    assert not steps.is_visible()
    summary = page.locator("details.unfold > summary").first
    summary.click()
    assert steps.is_visible()
    assert page.locator(".inside .line").first.is_visible()
    summary.press("Enter")
    assert not steps.is_visible()


def test_the_triangle_is_large_enough_to_hit(book, window):
    page = window(360)
    page.goto(f"file://{book}/{PAGE}")
    box = page.locator("details.unfold > summary").first.bounding_box()
    assert box["width"] >= 24 and box["height"] >= 24


def test_an_anchor_of_a_line(book, window):
    page = window()
    page.goto(f"file://{book}/determinant/log-determinant.html#near-identity")
    assert page.locator("#near-identity").evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"


# ---- layout ----------------------------------------------------------------------------------------------------------
def boxes(page, css):
    return [e.bounding_box() for e in page.locator(css).all() if e.is_visible()]


def test_reasons_stand_beside_their_lines_on_a_wide_screen(book, window):
    page = window(1440)
    page.goto(f"file://{book}/{PAGE}")
    rights = boxes(page, ".says:has(> .reason:not(:empty)) > .right .katex-html")
    reasons = boxes(page, ".says > .reason:not(:empty)")
    assert len(reasons) >= 7
    assert len({round(r["x"]) for r in reasons}) == 1, "reasons share a left edge"
    for right, reason in zip(rights, reasons, strict=True):
        assert reason["x"] > right["x"] and abs(reason["y"] - right["y"]) < 25


def test_reasons_stand_under_their_lines_on_a_phone(book, window):
    page = window(360)
    page.goto(f"file://{book}/{PAGE}")
    first = page.locator(".derivation > .line").first
    left, right, reason = (first.locator(css).bounding_box() for css in (".left", ".right", ".reason"))
    assert left["y"] + left["height"] <= right["y"] + 1
    assert right["y"] + right["height"] <= reason["y"] + 1


def test_relation_signs_of_a_chain_are_in_one_column(book, window):
    page = window(1440)
    page.goto(f"file://{book}/{PAGE}")
    signs = page.locator(".derivation").first.locator("> .line > .relation").all()
    assert len({round(s.bounding_box()["x"]) for s in signs}) == 1


def test_a_formula_that_is_too_wide_scrolls_in_its_own_box(book, window):
    page = window(360)
    page.goto(f"file://{book}/trace/wide.html")
    for css in (".display .arithmatex", ".derivation .right .arithmatex", ".table", ".md-content p", ".md-content ul"):
        widths = [e.evaluate("e => e.scrollWidth - e.clientWidth") for e in page.locator(css).all()]
        assert max(widths) > 0, css


# ---- what is copied -------------------------------------------------------------------------------------------------
@pytest.fixture
def copying(window, served):
    page = window(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{served}/{PAGE}")
    return page


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def test_the_button_beside_a_formula_copies_its_latex(copying):
    copying.locator(".remark.result .copy").click()
    assert clipboard(copying) == rf"\frac{{\partial f}}{{\partial\mathbf{{W}}}} = {ANSWER.tex}"


def test_the_button_on_code_copies_it(copying):
    block = copying.locator(".language-python.highlight").first
    block.hover()
    block.locator("button[data-clipboard-target]").click()
    assert clipboard(copying).startswith("import numpy as np")
    assert "np.outer(a, b)" in clipboard(copying)


def test_a_selected_formula_is_copied_as_latex(copying):
    copying.evaluate("""() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelectorAll(".derivation .right .katex")[0]);
      getSelection().addRange(range);
    }""")
    copying.keyboard.press("Control+c")
    assert m("(aᵀ(W + εU)b − c)²").tex in clipboard(copying)
    assert "changed" not in clipboard(copying)


def test_no_copy_button_without_scripts(book, window):
    page = window(java_script_enabled=False)
    page.goto(f"file://{book}/{PAGE}")
    assert not page.locator(".copy").first.is_visible()
    assert page.locator(".katex").first.is_visible()


# ---- light and dark, fonts -------------------------------------------------------------------------------------------
def colour(page, css, of="color"):
    return page.locator(css).first.evaluate(f"e => getComputedStyle(e).{of}")


def test_dark_where_the_system_is_dark(book, window):
    page = window(dark=True)
    page.goto(f"file://{book}/{PAGE}")
    assert colour(page, "body", "backgroundColor") == "rgb(22, 24, 29)"
    assert colour(page, ".right .katex") == "rgb(223, 225, 229)"


def test_the_switch_goes_to_dark_and_stays(served, window):
    page = window()
    page.goto(f"{served}/{PAGE}")
    assert colour(page, "body", "backgroundColor") == "rgb(253, 252, 250)"
    page.locator("label[title=Dark]").click()
    page.reload()
    assert colour(page, "body", "backgroundColor") == "rgb(22, 24, 29)"


def test_the_fonts_are_our_own(book, window):
    page = window()
    page.goto(f"file://{book}/{PAGE}")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert {"Source Serif 4", "Source Sans 3", "KaTeX_Main", "KaTeX_Math"} <= {f.strip('"') for f in loaded}


def test_the_page_does_not_jump_while_it_loads(served, window):
    page = window()
    page.add_init_script("""
      window.shift = 0;
      new PerformanceObserver(list => { for (const e of list.getEntries()) window.shift += e.value; })
        .observe({type: "layout-shift", buffered: true});
    """)
    page.goto(f"{served}/{PAGE}", wait_until="networkidle")
    assert page.evaluate("window.shift") < 0.1


# ---- reading without looking, finding -------------------------------------------------------------------------------
def test_every_formula_has_mathml(book, window):
    page = window()
    page.goto(f"file://{book}/{PAGE}")
    assert page.locator(".katex").count() == page.locator(".katex math").count() > 40
    assert page.locator(".katex-html:not([aria-hidden=true])").count() == 0


def test_every_control_has_a_name(book, window):
    page = window()
    page.goto(f"file://{book}/{PAGE}")
    nameless = page.evaluate("""[...document.querySelectorAll("main button, main summary, main a")]
      .filter(e => !(e.textContent.trim() || e.title || e.ariaLabel)).map(e => e.outerHTML)""")
    assert nameless == []


@pytest.mark.parametrize("query", ["logdet", "log-determinant", "determinant"])
def test_search_in_a_folder_without_a_server(book, window, query):
    page = window()
    page.goto(f"file://{book}/index.html")
    page.locator(".md-search__input").press_sequentially(query)
    hit = page.locator(".md-search-result__link").first
    hit.wait_for()
    assert re.search("determinant/log-determinant", hit.get_attribute("href"))
