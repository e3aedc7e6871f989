"""What is shared unless said otherwise: `instruments/reference/sharing-profiles.yaml` checked and made into profiles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.check import KEY, LANGUAGES, VERSION, Checker
from spaedbarn_cli.catalog.codes import Code
from spaedbarn_cli.catalog.files import read_definition
from spaedbarn_cli.domain.consent import STREAMS
from spaedbarn_cli.domain.sharing import Profile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.catalog.codes import Problem

_NAMES = re.compile(r"[a-z_]+(?: [a-z_]+)*")


def check_sharing_profiles(data: Any, file: str = "", lines: Mapping[str, int] | None = None) -> list[Problem]:
    """Return everything that is wrong with the data of the file of profiles."""
    checker = Checker(file, lines or {})
    top = checker.root(data)
    if top is None:
        return checker.problems
    top.choice("id", ("sharing-profiles",))
    top.matching("version", VERSION, Code.BAD_VERSION)
    places: list[tuple[str, str]] = []
    for node in top.nodes("profiles"):
        key = node.matching("key", KEY, Code.BAD_KEY)
        if key is not None:
            places.append((node.at("key"), key))
        node.words()
        node.text("source", missing=Code.NO_SOURCE)
        for name in (node.text("streams") or "").split():
            if name not in STREAMS:
                nearest = checker.nearest(name, STREAMS)
                checker.say(Code.UNKNOWN_VALUE, node.at("streams"), value=name, nearest=nearest)
        kinds: list[tuple[str, str]] = []
        for kind in node.nodes("kinds"):
            of = kind.matching("kind", KEY, Code.BAD_KEY)
            if of is not None:
                kinds.append((kind.at("kind"), of))
            for words in ("fields", "notes"):
                text = kind.text(words, required=words == "fields")
                if text is not None and not _NAMES.fullmatch(text):
                    checker.say(Code.BAD_KEY, kind.at(words), value=text[:40])
            kind.close()
        checker.repeats(kinds)
        node.close()
    checker.repeats(places)
    top.close()
    return checker.problems


def build_sharing_profiles(data: Mapping[str, Any]) -> dict[str, Profile]:
    """Return the profiles by their key, of data that `check_sharing_profiles` found nothing wrong with."""
    return {
        one["key"]: Profile(
            key=one["key"],
            text={language: one[language] for language in LANGUAGES},
            streams=tuple(one["streams"].split()),
            fields={kind["kind"]: tuple(kind["fields"].split()) for kind in one["kinds"]},
            notes={kind["kind"]: tuple(kind.get("notes", "").split()) for kind in one["kinds"]},
        )
        for one in data["profiles"]
    }


def load_sharing_profiles_text(text: str | bytes, name: str) -> dict[str, Any]:
    """Return the checked, JSON-able data of the file; raises DefinitionInvalid with every problem it has."""
    from spaedbarn_cli.catalog.load import load_checked

    return load_checked(text, name, check_sharing_profiles)


def open_sharing_profiles() -> dict[str, Profile]:
    """Return the shipped profiles by their key; raises NotFound, Failed or DefinitionInvalid."""
    name, content = read_definition("reference", "sharing-profiles")
    return build_sharing_profiles(load_sharing_profiles_text(content, name))
