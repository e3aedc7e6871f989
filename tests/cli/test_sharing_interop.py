"""Without the program: the reference `age` and any zip program read a bundle, and can pack one that is not taken for ours."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.sync import keys, seal

from .sharing_people import NOTE, OWN_NOTE, secrets_of, tables

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.sync.keys import SecretKeys

    from .sharing_people import People

LONE = "Lone Krogh"


def age(*words: str) -> None:
    """Run the reference program; a missing one fails the test."""
    program = shutil.which("age")
    if program is None:
        pytest.fail("age is not on this computer; on Debian and Ubuntu: apt install age", pytrace=False)
    subprocess.run([program, *words], check=True, capture_output=True)


@pytest.fixture
def unpacked(people: People, tmp_path: Path) -> Path:
    """Return a folder with what `age -d` and `unzip` make of a bundle from Mette to Lone."""
    people.agree()
    visit = people.mette.json("visit", "list", "A17")["visits"][1]["id"]
    people.mette.ok("visit", "correct", visit, "--minutes", "95", "--reason", "uret stod")
    sealed = people.sealed(people.mette, LONE)
    key = tmp_path / "key.txt"
    key.write_text(f"{secrets_of(people.lone).age_secret}\n")
    age("-d", "-i", str(key), "-o", str(tmp_path / "bundle.zip"), str(sealed))
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "out")
        assert archive.namelist() == ["manifest.json", "manifest.sig", "changes/1.jsonl", "report.html", "padding"]
    return tmp_path / "out"


def test_stock_age_and_zip_open_it_and_the_page_is_for_reading(people: People, unpacked: Path) -> None:
    page = (unpacked / "report.html").read_text("utf-8")
    for words in ("Familien A17", "19. november 2026", "09.00–10.35", "1 t 35 min", "sundhedsloven § 43", "Mette Holm", LONE):
        assert words in page
    for never in (NOTE, OWN_NOTE, "Karen", "Villads", "<script", "<img", "<link"):
        assert never not in page
    padding = (unpacked / "padding").read_bytes()
    assert padding == bytes(len(padding))


def test_the_changes_are_the_copies_and_nothing_else(people: People, unpacked: Path) -> None:
    lines = [json.loads(line) for line in (unpacked / "changes" / "1.jsonl").read_text("utf-8").splitlines()]
    kinds = [line["head"]["kind"] for line in lines]
    assert kinds == ["letter", *["shared"] * 7]
    assert [line["payload"]["fields"]["kind"] for line in lines[1:]].count("visit") == 2
    [visit] = [one for line in lines[1:] if (one := line["payload"]["fields"]["fields"]).get("core") == ["guidance"]]
    assert set(visit) == {"start", "end", "kind", "status", "by", "present", "core", "signs"}
    text = (unpacked / "changes" / "1.jsonl").read_text("utf-8")
    for never in (NOTE, OWN_NOTE, "Karen", "Villads", "uret stod", "who-5"):
        assert never not in text
    manifest = json.loads((unpacked / "manifest.json").read_bytes())
    assert (manifest["format"], manifest["version"], manifest["ground"]) == ("spaedbarn-bundle", 1, "consent")
    assert manifest["counts"] == {"changes": 8, "streams": 1}
    assert [one["first"] for one in manifest["ranges"]] == [1]


def packed(folder: Path, by: SecretKeys, to: str, place: Path) -> Path:
    """Pack by hand what lies in a folder, in the right form, signed by somebody, for a recipient."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    manifest = (folder / "manifest.json").read_bytes()
    key = Ed25519PrivateKey.from_private_bytes(keys.signing_seed(by))
    (folder / "manifest.sig").write_bytes(key.sign(seal._signed_over(manifest)))
    with zipfile.ZipFile(place.with_suffix(".zip"), "w") as archive:
        for name in ("manifest.json", "manifest.sig", "changes/1.jsonl", "report.html", "padding"):
            member = zipfile.ZipInfo(name)
            member.external_attr, member.create_system = 0o100600 << 16, 3
            archive.writestr(member, (folder / name).read_bytes())
    age("-r", to, "-o", str(place), str(place.with_suffix(".zip")))
    return place


def test_packed_by_hand_it_is_taken_only_from_who_could_sign_it(people: People, unpacked: Path, tmp_path: Path) -> None:
    mette, lone = secrets_of(people.mette), secrets_of(people.lone)
    before = tables(people.lone)
    forged = packed(unpacked, keys.new_keys(), lone.public.age, tmp_path / "forged.age")
    assert people.lone.refused("inbox", "open", str(forged)) == (20, "bundle_signature")
    other = packed(unpacked, secrets_of(people.jens), lone.public.age, tmp_path / "jens.age")
    assert people.lone.refused("inbox", "open", str(other))[0] == 20
    elsewhere = packed(unpacked, mette, secrets_of(people.birgit).public.age, tmp_path / "birgit.age")
    assert people.birgit.refused("inbox", "open", str(elsewhere)) == (22, "bundle_not_for_us")
    assert tables(people.lone) == before
    same = packed(unpacked, mette, lone.public.age, tmp_path / "same.age")
    assert people.lone.json("inbox", "open", str(same))["bundles"][0]["new"] == 8


def test_what_anybody_encrypts_for_her_is_no_bundle(people: People, tmp_path: Path) -> None:
    text = tmp_path / "brev.txt"
    text.write_text("Kære Lone")
    age("-r", secrets_of(people.lone).public.age, "-o", str(tmp_path / "brev.age"), str(text))
    before = tables(people.lone)
    assert people.lone.refused("inbox", "open", str(tmp_path / "brev.age")) == (20, "bundle_form")
    age("-a", "-r", secrets_of(people.lone).public.age, "-o", str(tmp_path / "pem.age"), str(text))
    assert people.lone.refused("inbox", "open", str(tmp_path / "pem.age"))[0] == 20
    assert tables(people.lone) == before
