"""MkDocs: its configuration for one build, and its run."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from ...cookbook.document import Document
from ...language.errors import DerivError
from .navigation import navigation

QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
SAME_DATES = {"SOURCE_DATE_EPOCH": "0"}  # MkDocs writes the day of the build into its pages otherwise


def configure(documents: Iterable[Document], root: Path, work: Path, html: Path) -> Path:
    """Write work/mkdocs.yml: the one in `root`, with the generated pages in its nav."""
    from mkdocs.utils.yaml import yaml_load

    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        written = yaml_load(file)
    settings = {
        "INHERIT": os.path.relpath(root / "mkdocs.yml", work),
        "docs_dir": "docs",
        "site_dir": os.path.relpath(html, work),
        "theme": {"custom_dir": os.path.relpath(root / written["theme"]["custom_dir"], work)},
        "nav": navigation(documents, written["nav"]),
    }
    path = work / "mkdocs.yml"
    path.write_text(json.dumps(settings, ensure_ascii=False, indent=1), encoding="utf-8")  # JSON is YAML
    return path


def run(config: Path) -> None:
    """mkdocs build --strict, in a process of its own: its logging and its plugins leave nothing behind."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
    environment = SAME_DATES | os.environ | QUIET
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)
    if done.returncode:
        raise DerivError("\n".join(["MkDocs could not build the site:", *_complaints(done.stderr)]))


def _complaints(log: str) -> list[str]:
    """The warnings and errors in what MkDocs said; if there are none, its last words."""
    lines = [line for line in log.splitlines() if line.strip()]
    return [line for line in lines if line.startswith(("WARNING", "ERROR"))][:20] or lines[-20:]
