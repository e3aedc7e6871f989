"""A page that opens with six words sends nothing and asks for nothing, whatever a report in it tries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browser import listening, requests
from selenium.webdriver.common.by import By

from spaedbarn_cli.i18n.catalog import t

from .locked_reader import locked_by

if TYPE_CHECKING:
    from .locked_reader import Reader

pytestmark = pytest.mark.needs("chromium")


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
