"""TeX → PDF by latexmk, shut in: no shell, no files from outside, no configuration of the user's, a time limit.

The same TeX gives the same PDF to the byte. A PDF with an overfull box or an undefined reference is refused.
"""
from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..language.errors import DerivError

OVERFULL = 1.0  # points that a box may be too wide without anybody seeing it
ENGINES = {"pdflatex": "-pdf", "lualatex": "-lualatex"}
_DATE = "1767225600"  # the first of January 2026: PDFs carry a date
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class TexError(DerivError):
    """TeX stopped, or printed what nobody should be handed."""


@dataclass(frozen=True)
class Format:
    """A preamble that pdflatex has read once and for all."""

    preamble: str
    path: Path


def compile_pdf(
    tex: str, name: str, out_dir: Path, *, timeout: float = 60, engine: str = "pdflatex", format: Format | None = None
) -> Path:
    """Compile the document `tex` into out_dir/name.pdf; raises TexError, and then leaves an older PDF as it was.

    With a `format`, which needs pdflatex, `tex` begins with its preamble.
    """
    if not _NAME.fullmatch(name):
        raise TexError(f"{name!r} cannot be the name of a PDF", "letters, digits, - and _ will do")
    with tempfile.TemporaryDirectory(prefix="deriv-") as folder:
        work = Path(folder)
        options = [ENGINES[engine]]
        read = tex
        if format:
            # as many empty lines, so that TeX's messages count right
            read = "\n" * format.preamble.count("\n") + tex.removeprefix(format.preamble)
            (work / "dumped.fmt").symlink_to(format.path)
            options.append("-pdflatex=pdflatex -fmt=dumped %O %S")
        (work / f"{name}.tex").write_text(read, encoding="utf-8")
        stopped = _run(name, work, timeout, options)
        log = work / f"{name}.log"
        wrong = [*problems(log.read_text(encoding="utf-8", errors="replace"), tex)] if log.exists() else []
        if wrong or stopped:
            raise TexError(f"{name}.tex: {wrong[0] if wrong else stopped}", "\n  ".join(wrong[1:10]))
        out_dir.mkdir(parents=True, exist_ok=True)
        return _put(work / f"{name}.pdf", out_dir / f"{name}.pdf")


def dump(preamble: str, folder: Path, *, timeout: float = 60) -> Format | None:
    """The preamble as a format in `folder`; None where TeX does not get through it."""
    folder.mkdir(parents=True)
    (folder / "preamble.tex").write_text(preamble + "\n\\dump\n", encoding="utf-8")
    command = ["pdftex", "-ini", "-no-shell-escape", "-interaction=batchmode", "-jobname=dumped"]
    try:
        subprocess.run(
            [*command, "&pdflatex", "preamble.tex"], cwd=folder, env=_environment(), timeout=timeout,
            capture_output=True, check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return Format(preamble, folder / "dumped.fmt")


def problems(log: str, tex: str) -> Iterator[str]:
    """What is wrong according to TeX's log, errors first; each with the line of `tex` that it happened in."""
    lines = tex.splitlines()

    def at(number: str) -> str:
        text = lines[int(number) - 1].strip() if 0 < int(number) <= len(lines) else ""
        return f"line {number}: {text[:100]}{'…' * (len(text) > 100)}"

    for place, message in re.findall(r"^(?:(?:\./)?[\w-]+\.tex:(\d+):|!) (?! ?==>)(.*)$", log, re.MULTILINE):
        yield message.rstrip(".") + (f", {at(place)}" if place else "")
    if re.search(r"^No pages of output", log, re.MULTILINE):
        yield "there is nothing to print"
    elsewhere = [(m[1], *m.span()) for m in re.finditer(r"\(\./([\w-]+\.(?:toc|aux))\b(?:[^()]|\([^()]*\))*\)", log)]
    overfull = r"^Overfull \\([hv])box \(([\d.]+)pt.*?(?:lines? (\d+).*)?$"
    for m in re.finditer(overfull, log, re.MULTILINE):
        direction, by, place = m.groups()
        if float(by) > OVERFULL:
            size = "wide" if direction == "h" else "high"
            where = next((file for file, begin, end in elsewhere if begin < m.start() < end), "") or place and at(place)
            yield f"{by}pt too {size}" + (f", {where}" if where else "")
    for warning in re.findall(r"^LaTeX Warning: ((?:Reference|Citation|Label) .*)$", log, re.MULTILINE):
        yield warning
    for warning in re.findall(r"^Missing character: .*$", log, re.MULTILINE):
        yield warning


def _run(name: str, work: Path, timeout: float, options: list[str]) -> str:
    """Run latexmk in `work`; what stopped it, or nothing."""
    options = [*options, "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "-file-line-error"]
    try:
        process = subprocess.Popen(
            ["latexmk", "-norc", *options, f"{name}.tex"], cwd=work, env=_environment(), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
    except FileNotFoundError:
        raise TexError("latexmk is not installed", "`make tex` brings LaTeX onto this machine") from None
    try:
        output, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        return f"TeX was still busy after {timeout:g} seconds"
    finally:
        _kill(process)
    said = output.decode("utf-8", "replace").strip().splitlines()
    return "" if process.returncode == 0 else "latexmk: " + (said[-1] if said else f"exit code {process.returncode}")


def _kill(process: subprocess.Popen) -> None:
    """End latexmk and the TeX that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _environment() -> dict[str, str]:
    kept = {k: v for k in ("PATH", "HOME", "TMPDIR", "LANG") if (v := os.environ.get(k))}
    return kept | {
        "openin_any": "p", "openout_any": "p",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", _DATE), "FORCE_SOURCE_DATE": "1",
        "max_print_line": "10000", "error_line": "254", "half_error_line": "238",
    }


def _put(made: Path, place: Path) -> Path:
    """Move a file into place at once, so that nobody meets half of it."""
    fresh = place.with_name(place.name + ".new")
    fresh.write_bytes(made.read_bytes())
    fresh.replace(place)
    return place
