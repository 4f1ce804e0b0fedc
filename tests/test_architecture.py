"""The folder list is the design: rooms import only from rooms above their own."""
import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "deriv"
ROOMS = ["language", "calculus", "checking", "cookbook", "publish"]
FILES = sorted(ROOT.rglob("*.py"))


def files_of(*rooms):
    return [f for f in FILES if f.relative_to(ROOT).parts[0] in rooms]


def name(path):
    return str(path.relative_to(ROOT))


def imported(path: Path):
    """The rooms of deriv that a file imports, at any depth of its code."""
    package = path.relative_to(ROOT.parent).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            if node.level:
                base = package[: len(package) - node.level + 1]
                module = (*base, *(node.module or "").split(".")) if node.module else base
                names = [module] if node.module and len(module) > 1 else [(*module, a.name) for a in node.names]
            elif node.module:
                names = [tuple(node.module.split("."))]
        elif isinstance(node, ast.Import):
            names = [tuple(a.name.split(".")) for a in node.names]
        for parts in names:
            if parts[0] == "deriv" and len(parts) > 1 and parts[1] in ROOMS:
                yield parts[1]


@pytest.mark.parametrize("path", files_of(*ROOMS), ids=name)
def test_imports_run_one_way(path):
    room = path.relative_to(ROOT).parts[0]
    below = [r for r in imported(path) if ROOMS.index(r) > ROOMS.index(room)]
    assert not below, f"{room} must not import from {below}"


@pytest.mark.parametrize("path", files_of("language", "calculus"), ids=name)
def test_deriving_needs_no_numpy(path):
    """NumPy is never imported by the rooms that read and derive, not even inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not any(n.split(".")[0] == "numpy" for n in names)
