"""Handouts: a recipe, a chapter, the whole book, each the TeX of one PDF, built with PyLaTeX.

Documents are as the site has them: "trace/index" is the page of chapter "trace", "rules/…" are the rules, and a
document in no folder, such as a table of all results, stands at the end of the book.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import dirname

from ...cookbook.document import Block, Document, Text
from ..escaping import escape
from .remarks import with_remarks
from .writer import Writer, headed, macros, pdf_string

KINDS = ("recipe", "chapter", "book")
TITLE = "Matrix calculus, line by line"
RULES = "rules"

_PACKAGES = {
    "geometry": ["a4paper", "margin=27mm", "bottom=30mm"], "amsmath": [], "bm": [], "scrlayer-scrpage": [],
    "hyperref": ["unicode", "hidelinks"], "bookmark": [],
}
_LAYOUT = r"""
\setkomafont{disposition}{\normalcolor\rmfamily\bfseries}
\RedeclareSectionCommand[beforeskip=2ex plus .5ex, afterskip=.5ex plus .2ex]{subsection}
\RedeclareSectionCommand[tocnumwidth=3em]{section}
\makeatletter\renewcommand\@pnumwidth{2.2em}\renewcommand\@tocrmarg{3.2em}\makeatother
\setkomafont{pagefoot}{\normalfont\footnotesize}
\setkomafont{pagenumber}{\normalfont\footnotesize}
\clearpairofpagestyles
\ofoot*{\pagemark/\pageref*{LastPage}}
\raggedbottom
\newcommand\handoutresult[1]{%
  \par\medskip
  {\fboxsep7pt \parfillskip0pt \noindent
   \fbox{\parbox{\dimexpr\linewidth-2\fboxsep-2\fboxrule}{%
     \smallskipamount0pt \lineskiplimit\jot \lineskip\jot \everymath{\displaystyle}#1}}\par}%
  \medskip}
\newenvironment{handoutremark}[1]
  {\par\small\list{#1}{\leftmargin2.2em \labelwidth1.7em \labelsep.5em \topsep\smallskipamount}\item\relax}
  {\endlist}
\newcommand\handoutentry[3]{%
  {\parskip0pt \parfillskip0pt \noindent #1\dotfill#2\par}\nobreak
  {\parskip0pt \footnotesize\leftskip1.5em \noindent #3\par}\smallskip}
\AtBeginDocument{\emergencystretch.1\linewidth}
"""


@dataclass(frozen=True)
class Handout:
    """`slug` is its place, without ending: "trace/axb" for a recipe, "trace/index" for a chapter, or "book"."""

    slug: str
    tex: str

    @property
    def preamble(self) -> str:
        return self.tex.partition(r"\begin{document}")[0]


def typeset(documents: Iterable[Document], kinds: Iterable[str] = KINDS, *, title: str = TITLE) -> list[Handout]:
    """Every handout of these kinds; `title` is the book's."""
    documents, kinds = tuple(documents), set(kinds)
    chapters = _chapters(documents)
    made = []
    if "recipe" in kinds:
        made += [recipe(d) for name, pages in chapters.items() for d in pages if d.slug != f"{name}/index"]
    if "chapter" in kinds:
        made += [chapter(name, pages) for name, pages in chapters.items()]
    if "book" in kinds and chapters:
        made.append(book(title, documents))
    return made


def recipe(document: Document) -> Handout:
    page = Writer(["addsec", "subsection*", "subsubsection*"], [document])
    body = page.document(with_remarks(document))
    return Handout(document.slug, _paper("scrartcl", document.title, document.slug, body))


def chapter(name: str, documents: Iterable[Document]) -> Handout:
    """What the page of a chapter says, contents, and its recipes."""
    page = Writer(["section", "subsection*", "subsubsection*"], documents)
    title, opening, recipes = _opened(name, documents)
    body = [
        f"\\begin{{center}}\\LARGE\\bfseries {escape(title)}\\end{{center}}\n",
        page.blocks(opening), "\\tableofcontents\n", *(page.document(with_remarks(d)) for d in recipes),
    ]
    return Handout(f"{name}/index", _paper("scrartcl", title, name, "".join(body)))


def book(title: str, documents: Iterable[Document]) -> Handout:
    """Contents, the chapters, the rules with their proofs, the tables, and an index of the rules."""
    documents = tuple(documents)
    page = Writer(["section", "subsection*", "subsubsection*"], documents)
    rules = [d for d in documents if dirname(d.slug) == RULES]
    proved = [d.slug for d in rules]
    body = [f"\\title{{{escape(title)}}}\\author{{}}\\date{{}}\\maketitle\n\\tableofcontents\n"]
    for name, pages in (_chapters(documents) | ({RULES: rules} if rules else {})).items():
        heading, opening, rest = _opened(name, pages)
        body += [page.titled("chapter", f"{name}/index", (Text(heading),)), page.blocks(opening)]
        body += [page.document(with_remarks(d, proved)) for d in rest]
    for document in documents:
        if not dirname(document.slug):
            words, blocks = headed(document)
            body += [page.titled("chapter", document.slug, words), page.blocks(blocks)]
    if rules:
        _, _, entries = _opened(RULES, rules)
        body += ["\\addchap{Index of rules}\n", page.index(entries, [d for d in documents if d not in rules])]
    return Handout("book", _paper("scrbook", title, "", "".join(body)))


def _paper(kind: str, title: str, foot: str, body: str) -> str:
    """A whole TeX document of the class `kind`; those of a class share their preamble, so that it is dumped once."""
    from pylatex import Document as Paper
    from pylatex import NoEscape, Package

    options = ["11pt", "a4paper", "parskip=half", *(["oneside", "open=any"] if kind == "scrbook" else [])]
    paper = Paper(
        documentclass=kind, document_options=options, textcomp=False, indent=True, microtype=True,
        page_numbers=True,  # loads lastpage; False would turn off the foot
    )
    for name, options in _PACKAGES.items():
        paper.packages.append(Package(NoEscape(name), options=options or None))
    paper.preamble.append(NoEscape(_LAYOUT + macros()))
    about = f"\\hypersetup{{pdftitle={{{pdf_string((Text(title),))}}}}}\\ifoot*{{{escape(foot)}}}\n"
    paper.append(NoEscape(about + body))
    return paper.dumps()


def _chapters(documents: tuple[Document, ...]) -> dict[str, list[Document]]:
    """The recipes by chapter, in the order of the documents."""
    chapters: dict[str, list[Document]] = {}
    for document in documents:
        if (name := dirname(document.slug)) not in ("", RULES):
            chapters.setdefault(name, []).append(document)
    return chapters


def _opened(name: str, documents: Iterable[Document]) -> tuple[str, tuple[Block, ...], list[Document]]:
    """The title of a chapter, what its page says, and the other documents."""
    page = next((d for d in documents if d.slug == f"{name}/index"), None)
    title = page.title if page else name.replace("-", " ").capitalize()
    return title, headed(page)[1] if page else (), [d for d in documents if d is not page]
