"""A page that opens with six words, in use: on paper, by keys and by ear, closed again, saved, on a telephone, in English."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By

from spaedbarn_cli.i18n import catalog
from spaedbarn_cli.i18n.catalog import t

from .locked_reader import DATA, OTHER, SAID

if TYPE_CHECKING:
    from .locked_reader import Reader

pytestmark = pytest.mark.needs("chromium")

CONTROLS = ("words", "print", "close", "saving", "save", "status", "alarm")


def test_paper_shows_the_report_whole_and_no_controls(reader: Reader, document: dict[str, Any]) -> None:
    reader.file(document)
    reader.opens()
    pdf = reader.browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"]
    assert len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(pdf))) >= 3, "a report runs on over the pages"
    try:
        reader.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        assert not [name for name in CONTROLS if reader.shown(name)]
        assert reader.shown("report")
        assert reader.shown("fingerprint")
    finally:
        reader.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert reader.shown("print")


def test_the_keyboard_is_enough_and_a_listener_is_told(reader: Reader, document: dict[str, Any]) -> None:
    reader.file(document)
    reader.browser.execute_script(
        "window.told = []; for (const id of ['status', 'alarm']) new MutationObserver(() => window.told.push("
        "document.getElementById(id).textContent)).observe(document.getElementById(id), {childList: true})"
    )
    reader.press(Keys.TAB)
    assert reader.focus() == "words"
    reader.press(OTHER, Keys.ENTER)
    reader.until(lambda: reader.text("alarm"))
    assert reader.focus() == "words"
    reader.press("a", held=Keys.CONTROL)
    reader.press(SAID, Keys.TAB)
    assert reader.focus() == "button"
    reader.press(Keys.ENTER)
    reader.until(lambda: reader.focus() == "opened")
    told = [one for one in reader.browser.execute_script("return window.told") if one]
    working = t("locked.says.working")
    assert told == [working, t("locked.says.refused"), working, f"{t('locked.says.opened')} {t('locked.says.signed')}"]
    assert reader.browser.find_element(By.ID, "opened").accessible_name == reader.text("from")
    found = []
    for _ in range(3):
        reader.press(Keys.TAB)
        found.append(reader.focus())
    assert found == ["print", "close", "summary"]
    reader.press(Keys.TAB, held=Keys.SHIFT)
    reader.press(Keys.ENTER)
    reader.until(lambda: reader.focus() == "words")


def test_a_closed_report_is_gone(reader: Reader, document: dict[str, Any]) -> None:
    reader.file(document)
    reader.opens()
    reader.browser.find_element(By.ID, "close").click()
    assert reader.shown("form")
    assert not reader.shown("opened")
    assert reader.report() == reader.text("from") == reader.text("fingerprint") == ""
    assert reader.text("status") == t("locked.says.closed")
    assert "Vestergaard" not in reader.browser.page_source
    reader.opens()
    assert "Vestergaard" in reader.report()


def test_going_back_does_not_bring_an_opened_report_to_light(reader: Reader, document: dict[str, Any]) -> None:
    reader.file(document)
    reader.opens()
    reader.get("<!doctype html><title>andet</title>", "andet.html")
    reader.browser.back()
    reader.until(lambda: reader.shown("form"))
    assert reader.report() == ""
    reader.opens()
    reader.browser.execute_script("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")  # kept as it is
    assert not reader.shown("opened")
    assert reader.report() == ""


def test_data_are_saved_after_a_plain_warning(reader: Reader, document: dict[str, Any]) -> None:
    downloads = reader.folder / "downloads"
    reader.browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})
    reader.file(document)
    reader.opens()
    assert not reader.shown("save")
    reader.browser.find_element(By.TAG_NAME, "summary").click()
    assert reader.browser.find_element(By.CSS_SELECTOR, "#saving p").text == t("locked.save_warning")
    reader.browser.find_element(By.ID, "save").click()
    saved = downloads / "oplysninger.json"
    reader.until(lambda: saved.is_file() and saved.stat().st_size)
    assert json.loads(saved.read_text("utf-8")) == DATA


def test_it_fits_a_telephone(reader: Reader, document: dict[str, Any]) -> None:
    screen = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    wide = "return document.documentElement.scrollWidth"
    try:
        reader.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        reader.file(document)
        assert reader.browser.execute_script(wide) == 390
        size = reader.browser.find_element(By.ID, "words").value_of_css_property("font-size")
        assert float(size.removesuffix("px")) >= 16, "below that, a telephone zooms in when the field is touched"
        reader.opens()
        assert reader.browser.execute_script(wide) == 390
        buttons = reader.browser.find_elements(By.CSS_SELECTOR, "#print, #close, summary")
        assert min(one.size["height"] for one in buttons) >= 38, "a thumb must hit them"
    finally:
        reader.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_it_speaks_english_too(reader: Reader, statement: str, document: dict[str, Any]) -> None:
    catalog.use("en")
    reader.file(document)
    assert reader.refused(OTHER).startswith("The words do not fit, or the file has been changed.")
    reader.opens()
    assert reader.text("from") == "From Mette Holm, 22 November 2026 at 13:00"
    assert reader.browser.find_element(By.ID, "report").get_attribute("lang") == "da", "a report keeps its own language"
