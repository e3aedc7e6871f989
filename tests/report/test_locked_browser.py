"""The page in a real browser, from a file: it opens with six words, tells the truth otherwise, and nothing leaves it."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from browser import PATIENCE, headless, listening, requests
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from spaedbarn_cli.i18n import catalog
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.report.locked_html import locked_page
from spaedbarn_cli.report.statement_html import statement_page
from spaedbarn_cli.store.canonical import canonical
from spaedbarn_cli.sync import keys, locked

from .one_family import facts, paper
from .test_statement_html import sections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

pytestmark = pytest.mark.needs("chromium")

METTE, LONE = keys.new_keys(), keys.new_keys()
SAID = "åbning ræddike tågehorn øvelse blåbær hammer"
OTHER = "hammer blåbær øvelse tågehorn ræddike åbning"
DATA = {"case": "A17", "mor": "Karen Vestergaard"}
MADE = "2026-11-22T13:00:00+01:00"
NO_ED25519 = """
const importKey = crypto.subtle.importKey.bind(crypto.subtle);
crypto.subtle.importKey = (form, key, kind, ...rest) => kind === "Ed25519"
  ? Promise.reject(new DOMException("unknown", "NotSupportedError")) : importKey(form, key, kind, ...rest);
"""
NO_CRYPTO = 'Object.defineProperty(crypto, "subtle", {value: undefined});'
CONTROLS = ("words", "print", "close", "saving", "save", "status", "alarm")


def locked_by(report: str, secret: keys.SecretKeys = METTE) -> dict[str, Any]:
    content = canonical({"report": report, "data": DATA})
    return locked.lock(content, passphrase=SAID, keys=secret, made=MADE, sender="Mette Holm")


def letter(report: str, secret: keys.SecretKeys) -> bytes:
    """Return what `lock` signs, to be signed wrong."""
    return canonical({
        "age": METTE.public.age, "content": {"report": report, "data": DATA}, "made": MADE, "sender": "Mette Holm",
        "sign": secret.public.sign,
    })  # fmt: skip


def with_checksum(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    changed = {**document, **changes}
    return {**changed, "checksum": locked._checksum(changed)}


def other(text: str, at: int = 5) -> str:
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


@pytest.fixture(scope="module")
def statement() -> str:
    catalog.use("da")
    return statement_page(paper(sections(), facts=facts(), names=True))


@pytest.fixture(scope="module")
def document(statement: str) -> dict[str, Any]:
    return locked_by(statement)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with headless(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


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


@pytest.fixture
def reader(chromium: Chrome, tmp_path: Path, danish: None) -> Reader:
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


@pytest.mark.parametrize(
    "typed",
    [SAID, "  " + SAID.upper().replace(" ", " ,   "), unicodedata.normalize("NFD", SAID.title())],
    ids=["as they are", "capitals, commas, spaces", "NFD"],
)
def test_the_words_open_the_report(reader: Reader, document: dict[str, Any], typed: str) -> None:
    reader.file(document)
    assert not reader.shown("dead")
    reader.opens(typed)
    assert "Karen ser Astas signaler." in reader.report()
    assert reader.text("from") == "Fra Mette Holm, 22. november 2026 kl. 13.00"
    assert reader.text("signed") == t("locked.says.signed")
    assert reader.text("fingerprint") == keys.fingerprint(METTE.public)
    assert not reader.shown("left"), "a report of ours loses nothing"
    assert reader.browser.find_element(By.ID, "words").get_attribute("value") == ""
    assert reader.browser.title == "Krypteret rapport"


def test_wrong_words_are_said_calmly_and_counted_by_nobody(reader: Reader, document: dict[str, Any]) -> None:
    reader.file(document)
    for _ in range(3):
        assert reader.refused(OTHER) == t("locked.says.refused")
        assert reader.focus() == "words"
    assert reader.refused("hammer blåbær") == "Der skal være seks ord; her er 2."
    assert reader.refused(SAID.replace("hammer", "hamer")).startswith("Ordet »hamer« er ikke")
    assert reader.refused("") == "Der skal være seks ord; her er 0."
    reader.opens()
    assert reader.browser.execute_script("return localStorage.length + sessionStorage.length + document.cookie.length") == 0


@pytest.mark.parametrize("part", ["salt", "nonce", "ciphertext", "checksum", "rounds", "version", "words"])
def test_damage_is_said_before_any_word_is_typed(reader: Reader, document: dict[str, Any], part: str) -> None:
    value = document[part]
    reader.file({**document, part: value ^ 1 if isinstance(value, int) else other(value)})
    assert reader.text("alarm") == t("locked.says.damaged")
    assert not reader.shown("form")


@pytest.mark.parametrize("part", ["salt", "nonce", "ciphertext", "rounds", "words", "spelling"])
def test_a_change_on_purpose_is_never_called_wrong_words_alone(reader: Reader, document: dict[str, Any], part: str) -> None:
    changes = {"rounds": document["rounds"] + 1, "spelling": "*", "words": document["words"] + " andet"}
    changed = changes.get(part) or other(document[part])
    reader.file(with_checksum(document, **{part.replace("spelling", "ciphertext"): changed}))
    assert reader.refused() == "Ordene passer ikke, eller filen er ændret. " + t("locked.says.refused").partition(". ")[2]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"rounds": 999_999}, "damaged"), ({"rounds": 10_000_001}, "damaged"), ({"rounds": "1000000"}, "damaged"),
        ({"kdf": "PBKDF2-SHA-1"}, "damaged"), ({"cipher": "AES-256-CBC"}, "damaged"), ({"salt": "AAAA"}, "damaged"),
        ({"more": 1}, "damaged"), ({"format": "andet"}, "damaged"), ({"version": 0}, "damaged"), ({"version": 2}, "newer"),
    ],
)  # fmt: skip
def test_only_what_the_format_allows_is_tried(
    reader: Reader, document: dict[str, Any], changes: dict[str, Any], says: str
) -> None:
    reader.file(with_checksum(document, **changes))
    assert reader.text("alarm") == t(f"locked.says.{says}")
    assert not reader.shown("form")


def test_a_page_cut_short_or_with_another_script_opens_nothing(reader: Reader, document: dict[str, Any]) -> None:
    page = locked_page(document)
    for broken in (page[: page.index('"ciphertext"') + 900], page.replace("FEWEST = 1000000", "FEWEST = 1000001")):
        assert broken != page
        reader.get(broken)
        reader.until(lambda: reader.shown("dead"))
        assert reader.text("dead") == t("locked.dead")
        assert not reader.shown("form")


def test_a_document_that_is_no_longer_one_is_damaged(reader: Reader, document: dict[str, Any]) -> None:
    page = locked_page(document)
    for broken in (page.replace('"ciphertext": "', '"ciphertext": '), page.replace('{"format"', '[{"format"')):
        assert broken != page
        reader.get(broken)
        reader.until(lambda: reader.text("alarm"))
        assert reader.text("alarm") == t("locked.says.damaged")
        assert not reader.shown("form")


def test_it_opens_offline_and_asks_for_nothing_but_itself(reader: Reader, document: dict[str, Any]) -> None:
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    try:
        reader.browser.execute_cdp_cmd("Network.enable", {})
        reader.browser.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
        address = reader.file(document)
        reader.opens()
    finally:
        online = {**offline, "offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
        reader.browser.execute_cdp_cmd("Network.emulateNetworkConditions", online)
    assert requests(reader.browser) == [address]


def hostile(out: str) -> str:
    """Return a report that tries whatever a page can try, towards an address that listens."""
    ran = "document.title = 'ran'"
    return f"""<!doctype html><html lang="da"><head><title>x</title><base href="{out}/base/">
    <meta http-equiv="refresh" content="0; url={out}/refresh"><link rel="stylesheet" href="{out}/css">
    <link rel="preconnect" href="{out}"><link rel="prefetch" href="{out}/prefetch"><script src="{out}/script"></script>
    <style>@import url({out}/import); @font-face {{ font-family: f; src: url({out}/font) }} p {{ font-family: f }}
    :host, .cover {{ position: fixed !important; inset: 0 !important; background: url({out}/background) }}</style></head>
    <body onload="{ran}" background="{out}/body"><p id="kept">Teksten står der.</p><script>{ran}</script>
    <img src="{out}/img" srcset="{out}/set 2x" onerror="{ran}"><img src="x" onerror="{ran}">
    <a id="link" href="{out}/link" ping="{out}/ping">Et link</a><a href="javascript:{ran}">to</a>
    <iframe src="{out}/frame" srcdoc="<script>top.{ran}</script>"></iframe><object data="{out}/object"></object>
    <embed src="{out}/embed"><video src="{out}/video" poster="{out}/poster" autoplay></video>
    <form action="{out}/form"><input autofocus onfocus="{ran}" name="a"><button id="go">Send</button></form>
    <svg onload="{ran}"><image href="{out}/image"/><use href="{out}/use#a"/><a href="{out}/svg"><text>t</text></a>
    <animate attributeName="href" values="javascript:1" onbegin="{ran}"/><foreignObject><p>i svg</p></foreignObject></svg>
    <div class="cover" style="background-image: url({out}/style)">over det hele</div>
    <template><script>{ran}</script></template><details open ontoggle="{ran}">d</details></body></html>"""


def test_nothing_in_a_report_runs_or_loads(reader: Reader) -> None:
    with listening() as (out, heard):  # as a page of its own, it does what it says
        reader.get(hostile(out), "uden.html")
        reader.until(lambda: any("/import" in one for one in heard) and any("/img" in one or "/set" in one for one in heard))
        reader.get("<!doctype html><title>andet</title>", "andet.html")
    with listening() as (out, heard):
        document = locked_by(hostile(out))
        requests(reader.browser)
        address = reader.file(document)
        reader.opens()
        assert "Teksten står der." in reader.report()
        assert "Et link" in reader.report()
        assert "document.title" not in reader.report()
        assert reader.text("left") == t("locked.left_out")
        assert reader.shown("left")
        inside = reader.browser.find_element(By.ID, "report").shadow_root
        assert inside.find_elements(By.CSS_SELECTOR, "a, img, script, iframe, form, input, button, object, template") == []
        assert inside.find_elements(By.CSS_SELECTOR, "[href], [src], [onload], [onerror], [ontoggle], [background]") == []
        over = "const box = document.getElementById('fingerprint').getBoundingClientRect(); "
        over += "return document.elementFromPoint(box.left + 5, box.top + 5).id"
        assert reader.browser.execute_script(over) == "fingerprint", "a report cannot lie down over what we say of it"
        settle = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))"
        reader.browser.execute_async_script(settle)
        assert reader.browser.title == "Krypteret rapport"
        assert reader.browser.current_url == address
        assert requests(reader.browser) == [address]
        assert heard == []


def test_the_policy_alone_would_hold(reader: Reader, document: dict[str, Any]) -> None:
    """The second wall: what a script on the page itself would try, were there one."""
    with listening() as (out, heard):
        address = reader.file(document)
        reader.browser.execute_script(
            """
            const [out] = arguments, told = window.told = [];
            document.addEventListener("securitypolicyviolation", (event) => told.push(event.effectiveDirective));
            const put = (name, values) => document.body.append(Object.assign(document.createElement(name), values));
            put("img", {src: out}); put("script", {src: out}); put("script", {textContent: "document.title = 'ran'"});
            put("iframe", {src: out}); put("link", {rel: "stylesheet", href: out}); put("video", {src: out});
            put("object", {data: out}); put("base", {href: out}); put("style", {textContent: `@import url(${out})`});
            put("form", {action: out, id: "away"}); document.getElementById("away").submit();
            try { new WebSocket(out.replace("http", "ws")) } catch { told.push("connect-src") }
            try { new EventSource(out) } catch { told.push("connect-src") }
            navigator.sendBeacon(out);
            fetch(out).catch(() => told.push("fetch"));
            """,
            out,
        )
        wanted = {"img-src", "script-src-elem", "frame-src", "style-src-elem", "media-src", "object-src", "base-uri",
                  "form-action", "connect-src", "fetch"}  # fmt: skip
        reader.until(lambda: wanted <= set(reader.browser.execute_script("return window.told")))
        assert reader.browser.title == "Krypteret rapport"
        assert reader.browser.current_url == address
        assert heard == []


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


def test_another_signer_under_the_same_name_has_other_words(reader: Reader, statement: str) -> None:
    reader.file(locked_by(statement, LONE))
    reader.opens()
    assert reader.text("from").startswith("Fra Mette Holm,")
    assert reader.text("fingerprint") == keys.fingerprint(LONE.public) != keys.fingerprint(METTE.public)


def test_a_name_is_only_a_name(reader: Reader, statement: str) -> None:
    content = canonical({"report": statement, "data": None})
    name = "<b onclick=x>$& {when} Åse</b>"
    reader.file(locked.lock(content, passphrase=SAID, keys=METTE, made=MADE, sender=name))
    reader.opens()
    assert reader.text("from") == f"Fra {name}, 22. november 2026 kl. 13.00"


@pytest.mark.parametrize("how", ["by another key", "changed after", "not a letter", "a set of frames", "no key"])
def test_what_nobody_signed_is_said_and_not_shown(reader: Reader, statement: str, how: str) -> None:
    whole = locked._signed(letter(statement, METTE), METTE)
    plain = {
        "by another key": locked._signed(letter(statement, METTE), LONE),
        "changed after": whole.replace(b"Vestergaard", b"Vestergaarb"),
        "not a letter": locked._signed(b"[]", METTE),
        "a set of frames": locked._signed(letter("<frameset onload='x()'><frame src='x'></frameset>", METTE), METTE),
        "no key": locked._signed(letter(statement, METTE).replace(METTE.public.sign.encode(), b"AAAA"), METTE),
    }[how]
    reader.file(locked._encrypted(plain, SAID))
    assert reader.refused() == t("locked.says.forged")
    assert "Vestergaa" not in reader.browser.page_source


def test_a_browser_that_cannot_check_a_signature_says_so(
    reader: Reader, statement: str, document: dict[str, Any], before_page: Callable[[str], None]
) -> None:
    before_page(NO_ED25519)
    reader.file(document)
    reader.opens()
    assert reader.text("signed") == t("locked.says.unchecked")
    assert "warning" in (reader.browser.find_element(By.ID, "signed").get_attribute("class") or "")
    assert reader.text("status").endswith(t("locked.says.unchecked"))
    assert "Vestergaard" in reader.report()


def test_a_browser_without_cryptography_says_so(
    reader: Reader, document: dict[str, Any], before_page: Callable[[str], None]
) -> None:
    before_page(NO_CRYPTO)
    reader.file(document)
    assert reader.text("alarm") == t("locked.says.old")
    assert not reader.shown("form")


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
