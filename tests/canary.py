"""Words that stand for what a family has said: they may be nowhere but inside the encrypted store."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "kanariefuglÆØÅ"
PLAIN = "Kanariefugl"
"""The part of it that every encoding of a text file shares, letter for letter."""


def forms(word: str) -> list[bytes]:
    """Return the word as it may lie in a file."""
    cases = {word, word.lower(), word.upper()}
    return [case.encode(code) for case in sorted(cases) for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")]


def found_in(folder: Path, *words: str) -> list[str]:
    """Return the files under a folder that hold one of the words, in their text or in their name."""
    sought = [form for word in words for form in forms(word)]
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert files, "nothing was written at all: this would find nothing"
    return [str(path) for path in files if any(form in path.read_bytes() + path.name.encode() for form in sought)]
