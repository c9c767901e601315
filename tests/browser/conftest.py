"""Chromium, driven by Playwright, against a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from browser.groups import FOLDERS
from factories.servers import RunningServer, free_port
from tooling import tool

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=tool("chromium"), args=FLAGS)
    yield started
    started.close()


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for all tests that do not kill it."""
    server = RunningServer(tmp_path_factory.mktemp("served") / "data").start()
    FOLDERS[server.address] = server.folder
    yield server
    server.stop()


@pytest.fixture(scope="module")
def phone_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that phones reach."""
    port = free_port()
    server = RunningServer(
        tmp_path_factory.mktemp("phones") / "data",
        port=port,
        environment={"RUNDEBORD_ADDRESS": f"http://localhost:{port}", "RUNDEBORD_PROGRAMME": "hva-skal-vi-slutte-med"},
    ).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def film_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server with the real programme, that phones reach."""
    port = free_port()
    environment = {"RUNDEBORD_ADDRESS": f"http://localhost:{port}", "RUNDEBORD_PROGRAMME": "digital-transformasjon"}
    server = RunningServer(tmp_path_factory.mktemp("afar") / "data", port=port, environment=environment).start()
    yield server
    server.stop()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """A server of the test's own, to be killed at will."""
    started = RunningServer(tmp_path / "data").start()
    yield started
    started.stop()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a browser of its own (cookies, storage), and fails the test if a page in it broke or asked other hosts."""
    opened: list[BrowserContext] = []
    trouble: list[str] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: trouble.append(f"a script broke: {error}"))
        page.on(
            "console",
            lambda message: (
                trouble.append(message.text)
                if message.type == "error" and "Failed to load resource" not in message.text
                else None
            ),
        )
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("http://localhost:", "http://127.0.0.1:", "data:", "about:", "blob:"))
                else trouble.append(f"asked another host: {request.url}")
            ),
        )

    def new(**options: object) -> BrowserContext:
        context = browser.new_context(**{"viewport": {"width": 1920, "height": 1080}, **options})  # type: ignore[arg-type]
        context.set_default_timeout(8_000)
        context.on("page", watch)
        opened.append(context)
        return context

    yield new
    for context in opened:
        context.close()
    assert trouble == []


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    return new_context()
