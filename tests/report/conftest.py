"""What the tests of reports share: both languages, left as they were found; a locked report, and somebody to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.i18n import catalog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

    from .locked_reader import Reader


@pytest.fixture(params=catalog.LANGUAGES)
def lang(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return each language in turn, in use."""
    catalog.use(request.param)
    yield request.param
    catalog.use(catalog.DEFAULT)


@pytest.fixture
def danish() -> Iterator[None]:
    """Settle on Danish, whatever a test before this one spoke."""
    catalog.use("da")
    yield
    catalog.use(catalog.DEFAULT)


@pytest.fixture(scope="module")
def statement() -> str:
    from spaedbarn_cli.report.statement_html import statement_page

    from .one_family import facts, paper
    from .test_statement_html import sections

    catalog.use("da")
    return statement_page(paper(sections(), facts=facts(), names=True))


@pytest.fixture(scope="module")
def document(statement: str) -> dict[str, Any]:
    from .locked_reader import locked_by

    return locked_by(statement)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    from browser import headless

    with headless(tmp_path_factory.mktemp("browser")) as browser:
        browser.get("about:blank")  # the tab it begins with goes on asking the browser itself for its own pages
        yield browser


@pytest.fixture
def reader(chromium: Chrome, tmp_path: Path, danish: None) -> Reader:
    from browser import requests

    from .locked_reader import Reader

    requests(chromium)  # forgets what the test before this one asked for
    return Reader(chromium, tmp_path)


@pytest.fixture
def before_page(chromium: Chrome) -> Iterator[Callable[[str], None]]:
    """Return what runs a script before any page does: a browser that lacks something."""
    added: list[str] = []

    def add(script: str) -> None:
        made = chromium.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        added.append(made["identifier"])

    yield add
    for one in added:
        chromium.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": one})
