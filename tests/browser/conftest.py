"""Chromium, and two sites to look at: a small book made by hand, and the cookbook as `deriv build` made it."""
import http.server
import threading
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from deriv.publish.site import build_site
from tests.publish.site_documents import BOOK

PROJECT = Path(__file__).parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """The small book, in a folder."""
    work = tmp_path_factory.mktemp("book")
    files = {"matrix/squared-bilinear-residual.pdf": b"%PDF-1.4"}
    build_site(BOOK, root=PROJECT, work=work, out=work / "site", files=files)
    return work / "site"


@pytest.fixture(scope="session")
def cookbook():
    """The cookbook: `make test` builds it before the tests."""
    site = PROJECT / "build/site"
    assert (site / "index.html").is_file(), "build the site first: make site"
    return site


@pytest.fixture(scope="session")
def served(book):
    """The small book, from a server."""
    handler = partial(Silent, directory=book)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def window(browser):
    """Opens windows, and closes them: window(360, dark=True) → a page that keeps what went wrong in `complaints`."""
    contexts = []

    def opened(width=1440, *, dark=False, **more):
        scheme = "dark" if dark else "light"
        size = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce", **more)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda r: page.complaints.append(r.url) if "//" in r.url and not _here(r.url) else None)
        return page

    yield opened
    for context in contexts:
        context.close()


def _here(url: str) -> bool:
    return url.startswith(("file://", "http://127.0.0.1", "data:"))
