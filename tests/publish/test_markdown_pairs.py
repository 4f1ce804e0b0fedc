"""Documents as Markdown: pairs of what goes in and what comes out, and text that must stay text."""
import re
from html.parser import HTMLParser

import markdown as python_markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

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
from deriv.language.errors import DerivError
from deriv.publish.markdown import markdown
from tests.publish.site_documents import BOOK, HOSTILE, hostile

X2 = Math("x^{2}", "x²")
MARKED = Math("x + y", "x + y", r"x + \changed{y}")


def page(*blocks, slug="trace/axb", **more):
    return markdown(Document(slug, more.pop("title", ""), blocks, **more))


def words(*parts):
    return tuple(Text(p) if isinstance(p, str) else p for p in parts)


# ---- Markdown ------------------------------------------------------------------------------------------------------
BLOCKS = [
    (Heading(1, words("Title")), "# Title"),
    (Heading(2, words("Why"), "why"), "## Why {: #why }"),
    (Heading(2, words("Of ", X2), "of"), r'## Of \(x^{2}\) {: #of data-toc-label="Of x²" }'),
    (Paragraph(words("By ", X2, ".")), r"By \(x^{2}\)."),
    (Paragraph(words("  two\nlines ")), "two lines"),
    (Paragraph(words(Text("a", "strong"), " ", Text("b", "emphasis"))), "<strong>a</strong> <em>b</em>"),
    (Paragraph(words(Code("a*b"))), "<code>a&#42;b</code>"),
    (Paragraph(words(Link("rules/cyclic#why", words("it")))), "[it](../rules/cyclic.md#why)"),
    (Paragraph(words(Link("trace/index", words("it")))), "[it](index.md)"),
    (Paragraph(words(Link("#why", words("it")))), "[it](#why)"),
    (Paragraph(words(Link("https://example.org/a_b", words("it")))), "[it](https://example.org/a_b)"),
    (Paragraph(words("1. * # [x](y) <b> $")), "1&#46; &#42; &#35; &#91;x&#93;(y) &#60;b&#62; &#36;"),
    (Paragraph(words("first-order, - and x - y")), "first-order, &#45; and x &#45; y"),
    (Bullets((words("a"), words("b ", X2))), "- a\n- b \\(x^{2}\\)"),
    (Source("python", "x = 1\n"), "```python\nx = 1\n```"),
    (Source("text", "````\n"), "`````text\n````\n`````"),
]


@pytest.mark.parametrize(("block", "expected"), BLOCKS, ids=lambda p: p if isinstance(p, str) else "")
def test_block_as_markdown(block, expected):
    assert page(block) == expected + "\n"


# ---- HTML ----------------------------------------------------------------------------------------------------------
IN_HTML = [
    (Paragraph(words("a < b & ", Code("`"))), "<p>a &lt; b &amp; <code>&#96;</code></p>"),
    (Paragraph(words(Link("rules/cyclic#why", words("it")))), '<p><a href="../rules/cyclic.html#why">it</a></p>'),
    (Paragraph(words(X2)), r'<p><span class="arithmatex">\(x^{2}\)</span></p>'),
    (Paragraph(words(MARKED)), r'<p><span class="arithmatex" data-tex="x + y">\(x + \changed{y}\)</span></p>'),
    (Heading(3, words("Why"), "why"), '<h3 id="why">Why</h3>'),
    (Bullets((words("a"),)), "<ul>\n<li>a</li>\n</ul>"),
    (Display(Math("a < b", "a < b")), r'<div class="arithmatex">\[a &lt; b\]</div>'),
    (Display(X2, "the square"), 'role="group" aria-label="the square"'),
    (Display(X2, "the square"), 'data-clipboard-text="x^{2}"'),
    (Table((words("f"),), ((words("g"),),), "results"), '<table class="results">\n<thead>\n<tr><th>f</th></tr>'),
    (Table((), ((words("g"), words(X2)),)), r'<tr><td>g</td><td><span class="arithmatex">\(x^{2}\)</span></td></tr>'),
    (Note("erratum", "So <not>", ()), '<div class="remark erratum">\n<p class="title">So &lt;not&gt;</p>'),
    (Source("python", "x = '''\n~~~\n```\n'''\n", "a title"), '<span class="filename">a title</span>'),
    (Source("text", "~~~\n```\n"), "&#126;&#126;&#126;\n&#96;&#96;&#96;"),
    (Download("pdf", words("Handout")), 'class="md-button download" href="axb.pdf" download>Handout</a>'),
]


@pytest.mark.parametrize(("block", "expected"), IN_HTML, ids=lambda p: p if isinstance(p, str) else "")
def test_block_as_html(block, expected):
    assert expected in page(Fold(words("open"), (block,)))


def test_a_line():
    proof, steps = (Paragraph(words("proof")),), (Row(X2, "=", X2, ok=False),)
    out = page(Aligned((Row(X2, "→", MARKED, words("as ", X2), proof, steps, True, "it"),)))
    for expected in (
        '<div class="derivation" role="list" data-search-exclude>',
        '<div class="line" role="listitem" id="it">',
        r'<div class="left"><div class="arithmatex">\[x^{2}\]</div></div>',
        r'<div class="relation"><div class="arithmatex">\[\to\]</div></div>',
        r'<div class="right"><div class="arithmatex" data-tex="x + y">\[x + \changed{y}\]</div></div>',
        r'<div class="reason">as <span class="arithmatex">\(x^{2}\)</span></div>',
        '<div class="verdict"><span class="held" title="checked">✓</span></div>',
        '<summary title="Proof and steps">',
        "<p>proof</p>",
        '<p class="title">Step by step</p>',
        '<span class="failed" title="wrong">✗</span>',
    ):
        assert expected in out


@pytest.mark.parametrize(("row", "summary"), [
    (Row(None, "=", X2), None),
    (Row(None, "=", X2, unfold=(Paragraph(words("x")),)), "Proof"),
    (Row(None, "=", X2, steps=(Row(X2, "=", X2),)), "Steps"),
])
def test_what_a_line_opens_into(row, summary):
    assert re.findall(r'<summary title="([^"]*)"', page(Aligned((row,)))) == ([summary] if summary else [])


def test_a_line_that_is_new_as_a_whole_is_not_marked():
    assert "changed" not in page(Aligned((Row(None, "=", Math("x + y", "x + y", r"\changed{x + y}")),)))


def test_an_unchecked_line_has_no_tick():
    assert '<div class="verdict"></div>' in page(Aligned((Row(None, "=", X2),)))


# ---- front matter --------------------------------------------------------------------------------------------------
def test_front_matter():
    out = page(title="a: \"b\" & <c>", description="d", tags=("e", "f: g"), source="recipes/x.yaml")
    assert yaml.safe_load(out.split("---")[1]) == {
        "title": "a: &quot;b&quot; &amp; &lt;c&gt;",
        "description": "d",
        "tags": ["e", "f: g"],
        "source": "recipes/x.yaml",
    }


def test_a_fragment_has_no_front_matter():
    assert page(Paragraph(words("x"))) == "x\n"


# ---- what cannot be written ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("block", [
    "text",
    Paragraph(("text",)),
    Paragraph((Text("x", "loud"),)),
    Fold((), ("text",)),
    Note("note", "", (Paragraph((None,)),)),
])
def test_an_unknown_kind_raises(block):
    with pytest.raises(TypeError):
        page(block)


@pytest.mark.parametrize("target", [
    "javascript:alert(1)", "http://example.org", "//example.org/x", "/etc/passwd", "a b", "data:text/html,x",
])
@pytest.mark.parametrize("inside", [lambda b: b, lambda b: Fold((), (b,))], ids=["Markdown", "HTML"])
def test_a_link_leads_to_a_page_or_to_https(target, inside):
    with pytest.raises(DerivError, match="neither a page of the book nor an https address"):
        page(inside(Paragraph((Link(target, words("x")),))))


# ---- text stays text -----------------------------------------------------------------------------------------------
class Seen(HTMLParser):
    """The text that a reader sees, and everything that could act."""

    def __init__(self):
        super().__init__()
        self.text, self.acting = "", []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "iframe", "object", "img", "style", "form", "input"):
            self.acting.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.acting.append((tag, name, value))

    def handle_data(self, data):
        self.text += data


def extensions():
    settings = yaml.safe_load(open("mkdocs.yml", encoding="utf-8"))["markdown_extensions"]
    plain = [e if isinstance(e, str) else next(iter(e)) for e in settings]
    return plain, {k: v for e in settings if isinstance(e, dict) for k, v in e.items()}


def shown(source):
    names, configs = extensions()
    configs["toc"] = {}  # without the ¶ after headings
    seen = Seen()
    seen.feed(python_markdown.markdown(source.split("---\n\n")[-1], extensions=names, extension_configs=configs))
    return seen


def squeezed(text):
    return " ".join(text.split())


PLACES = [
    lambda s: Paragraph((Text(s),)),
    lambda s: Paragraph((Text("before "), Code(s), Text(" after"))),
    lambda s: Paragraph((Text(s, "strong"), Text(s, "emphasis"))),
    lambda s: Heading(2, (Text(s),)),
    lambda s: Heading(2, (Text(s), X2)),
    lambda s: Bullets(((Text(s),), (Text("x"),))),
    lambda s: Note("note", s, (Paragraph((Text(s),)),)),
    lambda s: Fold((Text(s),), (Bullets(((Text(s), Code(s)),)),)),
    lambda s: Table(((Text(s),),), (((Text(s),),),), "results"),
    lambda s: Aligned((Row(None, "=", X2, (Text(s),)),)),
    lambda s: Source("text", s),
    lambda s: Fold((Text("open"),), (Source("text", s, s),)),
    lambda s: Paragraph((Link("rules/x", (Text(s),)),)),
]
SPECIAL = [
    *"*_`~^$\\[](){}<>&#+-.!|:=\"'@% \n1a",
    "```", "~~~", "!!!", "???", "===", "$$", "\\(", "\\)", "[^1]:", "*[x]:", "{: #x }", "    ", "\t", "- ", "> ", "1. ",
    "///", "<script>", "</div>", "<!--", "-->", "&lt;", "&#60;", "\u0002", "https://x.y", "--8<--",
]
NASTY = st.lists(st.sampled_from(SPECIAL), max_size=12).map("".join)


@pytest.mark.parametrize("place", PLACES, ids=range(len(PLACES)))
@given(said=NASTY)
def test_text_is_shown_as_it_is(place, said):
    """Whatever a title or a note says, the page shows it, and nothing of it acts."""
    block = place(said)
    seen = shown(page(Paragraph((Text("first"),)), block, Paragraph((Text("last"),))))
    assert not seen.acting
    plain = squeezed(said.replace("\u0002", "�"))
    assert squeezed(seen.text).startswith("first") and squeezed(seen.text).endswith("last")
    assert squeezed(plain) in squeezed(seen.text)


def test_a_hostile_page_is_harmless():
    seen = shown(markdown(hostile))
    assert not seen.acting
    assert seen.text.count('alert("x")') >= 14
    assert HOSTILE in seen.text


def test_the_same_document_gives_the_same_bytes():
    assert [markdown(d) for d in BOOK] == [markdown(d) for d in BOOK]
