"""The search index: formulas as people read and type them, not as TeX."""
from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import escape, unescape
from pathlib import Path

from ...cookbook.document import Document, Math, parts

TEX = re.compile(r"\\([(\[])(.*?)\\[)\]]", re.DOTALL)


def make_readable(folder: Path, documents: Iterable[Document]) -> None:
    """Replace each formula in the index by its plain text; one that no document has is left out."""
    plain = {m.tex: m.text for d in documents for m in parts(d) if isinstance(m, Math)}

    def text(place: re.Match) -> str:
        return escape(plain.get(unescape(place[2]).strip(), ""), quote=False)

    index = json.loads((folder / "search_index.json").read_text(encoding="utf-8"))
    for entry in index["docs"]:
        entry["title"], entry["text"] = TEX.sub(text, entry["title"]), TEX.sub(text, entry["text"])
    written = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (folder / "search_index.json").write_text(written, encoding="utf-8")
    # read in place of the other where a page comes from a folder
    (folder / "search_index.js").write_text(f"var __index = {written}", encoding="utf-8")
