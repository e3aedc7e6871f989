"""Somebody who got a page that opens with six words, in a real browser: what she types, sees and presses; and the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from browser import PATIENCE
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from spaedbarn_cli.report.locked_html import locked_page
from spaedbarn_cli.store.canonical import canonical
from spaedbarn_cli.sync import keys, locked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from selenium.webdriver import Chrome

METTE = keys.new_keys()
SAID = "åbning ræddike tågehorn øvelse blåbær hammer"
OTHER = "hammer blåbær øvelse tågehorn ræddike åbning"
DATA = {"case": "A17", "mor": "Karen Vestergaard"}
MADE = "2026-11-22T13:00:00+01:00"


def locked_by(report: str, secret: keys.SecretKeys = METTE) -> dict[str, Any]:
    content = canonical({"report": report, "data": DATA})
    return locked.lock(content, passphrase=SAID, keys=secret, made=MADE, sender="Mette Holm")


class Reader:
    """Somebody who got a file: opens it, types, reads."""

    def __init__(self, browser: Chrome, folder: Path) -> None:
        self.browser, self.folder = browser, folder

    def get(self, page: str, name: str = "rapport.html") -> str:
        path = self.folder / name
        path.write_text(page, encoding="utf-8", newline="\n")
        self.browser.get(path.as_uri())
        return path.as_uri()

    def file(self, document: dict[str, Any]) -> str:
        """Open the page of a document, and wait until it has looked at it; return its address."""
        address = self.get(locked_page(document))
        self.until(lambda: self.shown("form") or self.text("alarm"))
        return address

    def until(self, settled: Callable[[], Any]) -> Any:
        return WebDriverWait(self.browser, PATIENCE, poll_frequency=0.02).until(lambda _: settled())

    def text(self, name: str) -> str:
        return str(self.browser.execute_script("return document.getElementById(arguments[0]).textContent", name))

    def shown(self, name: str) -> bool:
        return self.browser.find_element(By.ID, name).is_displayed()

    def type(self, words: str) -> None:
        field = self.browser.find_element(By.ID, "words")
        field.clear()
        field.send_keys(words, Keys.ENTER)

    def opens(self, words: str = SAID) -> None:
        self.type(words)
        self.until(lambda: self.shown("opened") or self.text("alarm"))
        assert self.text("alarm") == ""

    def refused(self, words: str = SAID) -> str:
        self.type(words)
        said: str = self.until(lambda: self.shown("opened") or self.text("alarm"))
        assert not self.shown("opened")
        assert self.report() == ""
        return said

    def report(self) -> str:
        place = "document.getElementById('report').shadowRoot"
        return str(self.browser.execute_script(f"return {place} ? {place}.querySelector('body')?.innerText ?? '' : ''"))

    def focus(self) -> str:
        return str(self.browser.execute_script("return document.activeElement.id || document.activeElement.localName"))

    def press(self, *pressed: str, held: str = "") -> None:
        keys_down = ActionChains(self.browser)
        if held:
            keys_down.key_down(held).send_keys(*pressed).key_up(held).perform()
        else:
            keys_down.send_keys(*pressed).perform()
