"""Handouts: what is in them, and that only what changed is printed again."""
import re

import pytest
from pypdf import PdfReader

from deriv.cookbook.document import (
    Aligned,
    Bullets,
    Document,
    Heading,
    Link,
    Math,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
)
from deriv.publish.handouts import handouts, typeset
from deriv.publish.handouts.remarks import with_remarks
from tests.publish.latex_documents import HOSTILE, LOGDET, RULE, SQUARE

CHAPTER = Document("determinant/index", "Determinants ∂|X|", (
    Heading(1, (Text("Determinants "), Math(r"\partial|\mathbf{X}|", "∂|X|"))),
    Table(((Text("identity"),),), (((Link("determinant/log-det", (Text("Log-determinant"),)),),),)),
))
RULES = Document("rules/index", "Rules", (Heading(1, (Text("Rules"),)), Paragraph((Text("All rules."),))))
USERS = Bullets(((Link("determinant/log-det", (Text("Log-determinant"),)),),))
USED = Document(RULE.slug, RULE.title, (*RULE.blocks, Heading(2, (Text("Used in"),)), USERS))
RESULTS = Document("results", "All results", (Heading(1, (Text("All results"),)), Paragraph((Text("In one table."),))))
DOCUMENTS = (SQUARE, CHAPTER, LOGDET, HOSTILE, RULES, USED, RESULTS)


def said(path):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(path).pages))


def outline(entries):
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(entry)
        else:
            yield entry.title


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handouts")
    printed = list(handouts(DOCUMENTS, folder, title="A book"))
    assert [(p.slug, p.problem) for p in printed if p.problem] == []
    assert all(p.new and p.path.is_file() for p in printed)
    return folder


@pytest.mark.tex
def test_what_is_printed(out):
    assert sorted(str(p.relative_to(out)) for p in out.rglob("*.pdf")) == [
        "bilinear/index.pdf", "bilinear/squared-residual.pdf", "book.pdf", "determinant/index.pdf",
        "determinant/log-det.pdf", "hostile/index.pdf", "hostile/title.pdf",
    ]


@pytest.mark.tex
def test_a_recipe(out):
    text = said(out / "determinant" / "log-det.pdf")
    for words in (
        "Log-determinant", "Derivation", "take X out; X is invertible", "In both layouts", "Checked.",
        "Matrix Cookbook", "keep the diagonal",
    ):
        assert words in text, words
    for words in ("Code", "numpy", "This page as PDF"):
        assert words not in text
    assert PdfReader(out / "determinant" / "log-det.pdf").metadata.title == "Log-determinant"


@pytest.mark.tex
def test_the_book(out):
    book = PdfReader(out / "book.pdf")
    assert list(outline(book.outline)) == [
        "Bilinear", "Squared residual of a bilinear form", "Determinants ∂|X|", "Log-determinant",
        "Hostile", HOSTILE.title.replace("--", "–").replace("?`", "¿"),
        "Rules", "Determinant near the identity", "All results", "Index of rules",
    ]
    text = said(out / "book.pdf")
    assert "A book" in text and "Contents" in text
    index = text[text.rindex("Index of rules"):]
    page = next(n for n, p in enumerate(book.pages, 1) if "out; X is invertible" in p.extract_text())
    assert re.search(rf"Determinant near the identity ?(\. ?)+\d+ ?Log-determinant {page}\b", index)
    assert "??" not in text


@pytest.mark.tex
def test_only_what_changed_is_printed_again(out):
    before = {p: p.stat().st_mtime_ns for p in out.rglob("*.pdf")}
    assert [p.slug for p in handouts(DOCUMENTS, out, title="A book") if p.new] == []
    changed = Document(LOGDET.slug, LOGDET.title, (*LOGDET.blocks, Paragraph((Text("A remark."),))))
    documents = tuple(changed if d is LOGDET else d for d in DOCUMENTS)
    assert [p.slug for p in handouts(documents, out, kinds=["recipe"]) if p.new] == ["determinant/log-det"]
    assert [p for p, when in before.items() if p.stat().st_mtime_ns != when] == [out / "determinant" / "log-det.pdf"]
    assert "A remark." in said(out / "determinant" / "log-det.pdf")


@pytest.mark.tex
def test_one_that_fails_does_not_stop_the_others(tmp_path):
    broken = Document("trace/broken", "Broken", (Paragraph((Math(r"\nosuchcommand", "?"),)),))
    first, second = handouts([broken, SQUARE], tmp_path, kinds=["recipe"])
    assert "broken.tex: Undefined control sequence" in str(first.problem)
    assert not first.path.exists()
    assert second.path.exists() and second.problem is None
    assert [p.slug for p in handouts([broken, SQUARE], tmp_path, kinds=["recipe"]) if p.problem] == ["trace/broken"]


# ---- what is written
def test_the_same_documents_give_the_same_tex():
    assert typeset(DOCUMENTS) == typeset(DOCUMENTS)


def test_kinds():
    slugs = {kind: [h.slug for h in typeset(DOCUMENTS, [kind])] for kind in ("recipe", "chapter", "book")}
    assert slugs == {
        "recipe": ["bilinear/squared-residual", "determinant/log-det", "hostile/title"],
        "chapter": ["bilinear/index", "determinant/index", "hostile/index"],
        "book": ["book"],
    }


def test_links_lead_where_the_page_is():
    (alone,) = typeset([LOGDET], ["recipe"])
    (book,) = typeset(DOCUMENTS, ["book"])
    assert r"\hyperref[page:rules/" not in alone.tex
    assert r"\hyperref[page:rules/det-near-identity]" in book.tex
    assert r"\href{https://example.org/a\_b?x=1\&y=\%20\#z}" in book.tex


A, B, C = (Paragraph((Text(t),)) for t in "ABC")


def _row(*proof, reason=()):
    return Row(None, "=", Math("x", "x"), reason, unfold=proof)


def _remarks(document, printed=()):
    blocks = with_remarks(document, printed).blocks
    return [(b.title, b.blocks) if isinstance(b, Note) else type(b).__name__ for b in blocks]


def test_a_proof_stands_once_and_where_its_section_ends():
    document = Document("x", "X", (
        Aligned((_row(A), _row(), _row(B), _row(A))), C, Heading(2, (Text("next"),)), Aligned((_row(B),)),
    ))
    assert _remarks(document) == ["Aligned", "Paragraph", ("(1)", (A,)), ("(2)", (B,)), "Heading", "Aligned"]
    first, last = (b for b in with_remarks(document).blocks if isinstance(b, Aligned))
    one, two = (Text(" (1)"),), (Text(" (2)"),)
    assert [r.reason for r in (*first.rows, *last.rows)] == [one, (), two, one, two]


def test_a_proof_that_cites_a_proof():
    inner = Aligned((_row(A),))
    assert [title for title, _ in _remarks(Document("x", "X", (Aligned((_row(inner),)),)))[1:]] == ["(1)", "(2)"]


def test_no_remark_where_the_book_has_the_proof():
    cites = (Link("rules/a#proof", (Text("a"),)),)
    document = Document("x", "X", (Aligned((_row(A, reason=cites), _row(B))),))
    assert _remarks(document, ["rules/a"]) == ["Aligned", ("(1)", (B,))]
