"""Printing many handouts: several at a time, and only those that have changed."""
from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ...cookbook.document import Document
from ...language.errors import DerivError
from ..pdf import Format, compile_pdf, dump
from .typesetting import KINDS, TITLE, Handout, typeset


@dataclass(frozen=True)
class Printed:
    """What became of a handout: its PDF, or why there is none."""

    slug: str
    path: Path
    new: bool  # False: nothing had changed
    problem: DerivError | None = None


def handouts(
    documents: Iterable[Document], out: Path, *, kinds: Iterable[str] = KINDS, title: str = TITLE,
    processes: int = 2, timeout: float = 120,
) -> Iterator[Printed]:
    """Print the handouts of these kinds: out/trace/axb.pdf, out/trace/index.pdf for the chapter, out/book.pdf.

    Each has its TeX beside it. One that fails does not stop the others; its older PDF is taken away, for it is not true
    any more.
    """
    todo = typeset(documents, kinds, title=title)
    changed = {h.preamble for h in todo if not _is_printed(h, out)}
    with _formats(changed) as formats, ThreadPoolExecutor(processes) as pool:
        yield from pool.map(lambda h: _print(h, out, formats.get(h.preamble), timeout), todo)


def _print(handout: Handout, out: Path, format: Format | None, timeout: float) -> Printed:
    path = _path(handout, out)
    if _is_printed(handout, out):
        return Printed(handout.slug, path, new=False)
    source = path.with_suffix(".tex")
    source.unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    try:
        compile_pdf(handout.tex, path.stem, path.parent, timeout=timeout, format=format)
    except DerivError as error:
        return Printed(handout.slug, path, new=False, problem=error)
    source.write_text(handout.tex, encoding="utf-8")
    return Printed(handout.slug, path, new=True)


def _path(handout: Handout, out: Path) -> Path:
    return out / f"{handout.slug}.pdf"


def _is_printed(handout: Handout, out: Path) -> bool:
    path = _path(handout, out)
    source = path.with_suffix(".tex")
    return path.exists() and source.exists() and source.read_text(encoding="utf-8") == handout.tex


@contextmanager
def _formats(preambles: Iterable[str]) -> Iterator[dict[str, Format]]:
    """Each preamble compiled once for all the handouts that share it: they print in less than half the time."""
    with tempfile.TemporaryDirectory(prefix="deriv-") as folder:
        dumped = (dump(p, Path(folder) / str(i)) for i, p in enumerate(sorted(preambles)))
        yield {f.preamble: f for f in dumped if f}
