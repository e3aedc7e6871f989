"""`export --html`: one encrypted page for somebody without the program, its words said once and kept nowhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import PATIENCE, headless, requests
from canary import found_in
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from spaedbarn_cli.errors import BundleRejected
from spaedbarn_cli.sync import keys, locked

from .sharing_people import NOTE, secrets_of, tables

if TYPE_CHECKING:
    from .sharing_people import People

ASTA = "Asta Friis"
GROUND = ("--ground", "notification", "--purpose", "møde om barnet")


@pytest.fixture
def shown(people: People) -> tuple[Path, str]:
    """Return the page for Asta, who reads in a browser, and its six words."""
    people.mette.ok("contact", "add", ASTA, "--browser", "--role", "social-worker")
    made = people.mette.json("export", "A17", "--to", ASTA, *GROUND, "--html", "--out", str(people.post))
    return Path(made["file"]), made["passphrase"]


def sealed_in(page: Path) -> dict[str, Any]:
    """Return the encrypted document that a page carries."""
    found = re.search(r'<script type="application/json" id="sealed">(.*?)</script>', page.read_text("utf-8"))
    assert found is not None
    document: dict[str, Any] = json.loads(found[1])
    return document


def test_the_page_opens_with_its_words_to_what_was_shared(people: People, shown: tuple[Path, str]) -> None:
    page, words = shown
    assert (page.suffix, len(page.stem), page.stat().st_mode & 0o777) == (".html", 16, 0o600)
    said = locked.unlock(sealed_in(page), words)
    assert (said.sender, said.words) == ("Mette Holm", keys.fingerprint(secrets_of(people.mette).public))
    content = json.loads(said.content)
    assert "17. november 2026" in content["report"]
    assert "2 t" in content["report"]
    assert NOTE not in said.content.decode()
    assert content["data"]["recipient"] == ASTA
    assert sorted(one["kind"] for one in content["data"]["records"]) == ["case", *["person"] * 3, *["visit"] * 2]
    with pytest.raises(BundleRejected, match="locked_not_opened"):
        locked.unlock(sealed_in(page), " ".join(reversed(words.split())))


def test_the_words_are_shown_once_and_kept_nowhere(people: People) -> None:
    people.mette.ok("contact", "add", ASTA, "--browser", "--role", "social-worker")
    ran = people.mette("export", "A17", "--to", ASTA, *GROUND, "--html", "--out", str(people.post))
    assert ran.code == 0
    [words] = [line.strip() for line in ran.out.splitlines() if len(line.split()) == 6 and line.startswith("    ")]
    [page] = people.post.iterdir()
    assert locked.unlock(sealed_in(page), words).sender == "Mette Holm"
    assert "send dem aldrig sammen med filen" in ran.err
    assert words not in ran.err
    assert found_in(people.folder, words) == []
    assert found_in(people.post, words, words.replace(" ", "-")) == []
    kept = json.dumps(tables(people.mette), default=str, ensure_ascii=False)
    assert words not in kept


def test_nothing_of_the_family_stands_in_the_page_unencrypted(shown: tuple[Path, str]) -> None:
    assert found_in(shown[0].parent, "mor og barn1", "barn1", "Mette Holm", ASTA, "2026-11-1", "Karen") == []


def test_the_ledger_says_that_no_receipt_will_come(people: People, shown: tuple[Path, str]) -> None:
    assert shown[0].is_file()
    [entry] = people.mette.json("ledger", "A17")["entries"]
    assert (entry["state"], entry["name"], entry["arrived"]) == ("page", ASTA, False)
    assert "der kommer ingen kvittering" in people.mette.ok("ledger", "A17")


def test_a_page_made_again_holds_all_she_has_been_given(people: People, shown: tuple[Path, str]) -> None:
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-21 10:00", "--minutes", "60")
    made = people.mette.json("export", "A17", "--to", ASTA, *GROUND, "--html", "--out", str(people.post))
    records = json.loads(locked.unlock(sealed_in(Path(made["file"])), made["passphrase"]).content)["data"]["records"]
    assert sum(one["kind"] == "visit" for one in records) == 3
    assert Path(made["file"]) != shown[0]
    assert made["passphrase"] != shown[1]


def test_only_a_page_can_go_to_one_who_reads_in_a_browser(people: People) -> None:
    people.mette.ok("contact", "add", ASTA, "--browser", "--role", "social-worker")
    for more in ((), ("--sync",), ("--preview",)):
        assert people.mette.refused("export", "A17", "--to", ASTA, *GROUND, *more) == (41, "contact_without_key")
    assert people.mette.refused("contact", "verify", ASTA, "--words", "a b c d e f") == (41, "contact_without_card")
    assert "får sider, der åbner i en browser" in people.mette.ok("contact", "list")


def test_the_page_opens_in_a_browser_without_a_call_to_anybody(
    people: People, shown: tuple[Path, str], tmp_path: Path
) -> None:
    page, words = shown
    with headless(tmp_path) as chromium:
        chromium.get(page.as_uri())
        wait = WebDriverWait(chromium, PATIENCE, poll_frequency=0.02)
        wait.until(lambda _: chromium.find_element(By.ID, "form").is_displayed())
        chromium.find_element(By.ID, "words").send_keys(words.upper(), Keys.ENTER)
        wait.until(lambda _: chromium.find_element(By.ID, "opened").is_displayed())
        place = "document.getElementById('report').shadowRoot.querySelector('body').innerText"
        text = chromium.execute_script(f"return {place}")
        assert "Familien A17" in text
        assert "17. november 2026" in text
        assert NOTE not in text
        # The tab a browser begins with asks the browser itself for its own pages; that is not the page's doing.
        assert [one for one in requests(chromium) if not one.startswith(("chrome:", "data:"))] == [page.as_uri()]
