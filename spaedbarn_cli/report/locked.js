// Opens the encrypted report in this file with six words. Everything happens in this browser: the content security policy
// of the page lets it reach nothing outside, and lets no other script run than this one, known by its digest.
"use strict";
{
  const FORMAT = "spaedbarn-locked", VERSION = 1, KDF = "PBKDF2-SHA-256", CIPHER = "AES-256-GCM";
  const FEWEST = 1000000, MOST = 10000000; // rounds; fewer would make guessing cheap, more only keeps the browser busy
  const HEAD = ["cipher", "format", "kdf", "nonce", "rounds", "salt", "version", "words"]; // authenticated, in this order
  const MARK = 86; // letters of the signature, which is the first line of what is opened

  const $ = (id) => document.getElementById(id);
  const read = (id) => JSON.parse($(id).textContent);
  const says = read("says");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const utf8 = (text) => new TextEncoder().encode(text);
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const stated = (sealed, names) => utf8(JSON.stringify(sealed, names));
  const turn = (open) => { $("locked").hidden = open; $("opened").hidden = !open; };
  let busy = false, letter = null;

  // What can be seen without the words. The checksum tells damage on the way from wrong words; it protects against nobody.
  async function wrong() {
    const sealed = read("sealed");
    if (sealed.format === FORMAT && Number.isInteger(sealed.version) && sealed.version > VERSION) return says.newer;
    const names = [...HEAD, "ciphertext"].sort();
    const ours = Object.keys(sealed).sort().join() === [...names, "checksum"].sort().join()
      && sealed.format === FORMAT && sealed.version === VERSION && sealed.kdf === KDF && sealed.cipher === CIPHER
      && Number.isInteger(sealed.rounds) && sealed.rounds >= FEWEST && sealed.rounds <= MOST;
    if (!ours || bytes(sealed.salt).length !== 16 || bytes(sealed.nonce).length !== 12) return says.damaged;
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", stated(sealed, names)));
    return bytes(sealed.checksum).join() === sum.join() ? "" : says.damaged;
  }

  // Capitals, the way a letter with a ring is composed and whatever stands between the words are all one.
  const normal = (typed) => typed.normalize("NFKC").toLowerCase().split(/[^\p{L}]+/u).filter(Boolean);

  async function decrypt(sealed, words) {
    const typed = await crypto.subtle.importKey("raw", utf8(words), "PBKDF2", false, ["deriveKey"]);
    const slow = { name: "PBKDF2", hash: "SHA-256", salt: bytes(sealed.salt), iterations: sealed.rounds };
    const key = await crypto.subtle.deriveKey(slow, typed, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    const how = { name: "AES-GCM", iv: bytes(sealed.nonce), additionalData: stated(sealed, HEAD), tagLength: 128 };
    return new Uint8Array(await crypto.subtle.decrypt(how, key, bytes(sealed.ciphertext)));
  }

  // True, false, or null where this browser does not know Ed25519.
  async function signed(sign, mark, body) {
    const key = await crypto.subtle.importKey("raw", bytes(sign), "Ed25519", false, ["verify"]).catch((error) => {
      if (error.name !== "NotSupportedError") throw error; // a key that is none is no excuse
    });
    const message = await new Blob([utf8("spaedbarn locked 1\n"), body]).arrayBuffer();
    return key ? crypto.subtle.verify("Ed25519", key, bytes(mark), message) : null;
  }

  // The six words of the sender's two public keys, worked out here: words in the file could be anybody's.
  async function fingerprint(age, sign, list) {
    const both = utf8(`spaedbarn fingerprint 1\n${age}\n${sign}\n`);
    const key = await crypto.subtle.importKey("raw", both, "PBKDF2", false, ["deriveBits"]);
    const slow = { name: "PBKDF2", hash: "SHA-256", salt: utf8("spaedbarn fingerprint 1"), iterations: 65536 };
    const found = new DataView(await crypto.subtle.deriveBits(slow, key, 64)).getBigUint64(0);
    return [0n, 1n, 2n, 3n, 4n, 5n].map((n) => list[Number((found >> (10n * n)) % 1024n)]).join(" ");
  }

  // The report is treated as a stranger's page. It is parsed where nothing runs or loads, cut down to what says something,
  // and put into a shadow tree, which keeps its style apart from ours. A sandboxed frame would do that too, but browsers
  // cut a frame where the paper ends and do not read it as one text with the page.
  const ELEMENTS = new Set(("style body header footer main section article h1 h2 h3 h4 p ul ol li dl dt dd div span b strong "
    + "i em small sub sup br hr figure figcaption table caption colgroup col thead tbody tfoot tr th td details summary "
    + "svg g path rect circle ellipse line polyline polygon text tspan title desc").split(" "));
  const ATTRIBUTES = new Set(("class id lang role style title scope colspan rowspan aria-hidden aria-label aria-labelledby "
    + "xmlns viewBox width height x y x1 x2 y1 y2 dx dy cx cy r rx ry d points transform fill fill-opacity opacity stroke "
    + "stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin text-anchor dominant-baseline "
    + "font-family font-size font-weight font-style paint-order overflow").split(" "));
  function show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    let left = page.head.querySelectorAll(":not(meta, title, style)").length;
    for (const node of [page.body, ...page.body.querySelectorAll("*")]) {
      for (const { name } of [...node.attributes]) if (!ATTRIBUTES.has(name)) node.removeAttribute(name), left++;
      if (ELEMENTS.has(node.localName)) continue;
      left++;
      if (["script", "noscript", "iframe"].includes(node.localName)) node.remove();
      else node.replaceWith(...node.childNodes); // a link goes, its words stay
    }
    const style = document.createElement("style"), styles = [...page.head.querySelectorAll("style")];
    style.textContent = styles.map((one) => one.textContent).join("\n").replaceAll(":root", ":host");
    const place = $("report").shadowRoot || $("report").attachShadow({ mode: "open" });
    place.replaceChildren(style, document.importNode(page.body, true));
    $("report").lang = page.documentElement.lang;
    $("left").hidden = !left;
  }

  function fail(text) {
    $("alarm").textContent = text;
    $("status").textContent = "";
    $("words").focus();
  }

  async function open(sealed) {
    const list = sealed.words.split(" "), words = normal($("words").value);
    const strange = words.filter((word) => !list.includes(word));
    if (strange.length) return fail(fill(says.strange, { word: strange[0] }));
    if (words.length !== 6) return fail(fill(says.count, { n: words.length }));
    $("alarm").textContent = "";
    $("status").textContent = says.working;
    const plain = await decrypt(sealed, words.join(" ")).catch(() => null);
    if (!plain) return fail(says.refused);
    const text = new TextDecoder().decode(plain), body = plain.subarray(MARK + 1);
    const found = JSON.parse(text.slice(MARK + 1)), good = await signed(found.sign, text.slice(0, MARK), body);
    if (good === false) return fail(says.forged);
    const six = await fingerprint(found.age, found.sign, list);
    show(found.content.report);
    letter = found;
    const moment = new Date(found.made), form = { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Copenhagen" };
    const when = moment.toLocaleString(says.locale, form);
    $("from").textContent = fill(says.from, { sender: found.sender, when });
    $("signed").textContent = good ? says.signed : says.unchecked;
    $("signed").className = good ? "" : "warning";
    $("fingerprint").textContent = six;
    $("words").value = "";
    turn(true);
    $("status").textContent = `${says.opened} ${$("signed").textContent}`;
    $("opened").focus();
    scrollTo(0, 0);
  }

  function close() {
    if (!letter) return;
    letter = null;
    $("report").shadowRoot.replaceChildren();
    for (const id of ["from", "signed", "fingerprint"]) $(id).textContent = "";
    $("saving").open = false;
    turn(false);
    $("status").textContent = says.closed;
    $("words").focus();
  }

  function save() {
    const link = document.createElement("a");
    const text = JSON.stringify(letter.content.data, null, 1) + "\n";
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = says.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000); // some browsers read it late
  }

  async function start() {
    $("dead").hidden = true;
    const able = window.isSecureContext && crypto.subtle;
    $("alarm").textContent = able ? await wrong().catch(() => says.damaged) : says.old;
    $("form").hidden = $("alarm").textContent !== "";
    $("form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true; // what fails after the words have fitted is content that no program of ours wrote
      open(read("sealed")).catch(() => fail(says.forged)).finally(() => { busy = false; });
    });
    $("print").addEventListener("click", () => print());
    $("close").addEventListener("click", close);
    $("save").addEventListener("click", save);
    addEventListener("pagehide", close); // so that "back" does not bring an opened report to light
  }
  start();
}
