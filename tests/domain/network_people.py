"""Invented people with long Danish names, for cards and genograms."""

from __future__ import annotations

from spaedbarn_cli.domain.network import GIVES, Figure, Relation, Tie

NAMES = (
    ("Anne-Marie Kristoffersen-Østergaard", "family"), ("Bedstemor Kirsten Juul Mikkelsen", "family"),
    ("Mormor Inger", "family"), ("Morfar Poul-Erik Rosenkrantz Jakobsen", "family"), ("Søren", "family"),
    ("Tante Birgitte Vestergaard", "family"), ("Mathilde Højgaard Christiansen", "friends"), ("Nabo Yrsa", "friends"),
    ("Kasper fra fodbold", "friends"), ("Sundhedsplejerske Mette Holm", "professional"),
    ("Familieterapeut Jens Lund", "professional"), ("Rådgiver Lone Bækgaard Thomsen", "professional"),
    ("Jordemoder Signe", "professional"), ("Praktiserende læge Niels-Christian Damgaard", "professional"),
    ("Mødregruppen i Brovst", "friends"), ("Kollega Pernille", "work"), ("Chef Hans-Henrik", "work"),
    ("Veninde Fatima Al-Hassan", "friends"), ("Veninde Josefine Lykkegaard Andreasen", "friends"),
    ("Fætter Mikkel", "family"), ("Storebror Rasmus Bach Nielsen", "family"), ("Lillesøster Emma-Louise", "family"),
    ("Kirkens korshær, Aalborg", "professional"), ("Sagsbehandler på jobcentret", "work"),
    ("Underviser Gitte Frederiksen-Sørensen", "work"),
)  # fmt: skip
LETTERS = {"practical": "P", "emotional": "F", "relief": "A", "information": "V"}


def people(count: int) -> tuple[Tie, ...]:
    """Return the first so many, spread over the circles, with every sign among them."""
    return tuple(
        Tie(
            f"tie{n:02d}", name, n * 7 % 3 + 1, sector, gives=GIVES[: n % 5], strain=n % 6 == 0, wish=n % 5 == 0,
            knows=("tie00", "tie03") if n % 5 == 2 else (),
        )
        for n, (name, sector) in enumerate(NAMES[:count])
    )  # fmt: skip


FAMILY = (
    Figure("m", "mor", "woman", role="mother"), Figure("f", "far", "man", role="father"),
    Figure("b1", "barn1", "woman", role="child", focus=True), Figure("b2", "barn2", "man", role="child", focus=True),
    Figure("s", "Storebror Rasmus", "man", role="sibling"), Figure("x", "Eks-kæreste Thomas Bundgaard", "man"),
    Figure("mm", "Mormor Inger Margrethe Kristoffersen-Østergaard", "woman"), Figure("mf", "Morfar Poul-Erik", "man", "dead"),
    Figure("fm", "Farmor Kirsten Juul", "woman"), Figure("ff", "Farfar Niels-Christian", "man"),
    Figure("mo", "Moster Mathilde Højgaard", "woman"), Figure("fa", "Faster Birgitte", "woman"),
    Figure("p", "Ventet i april", "unknown", "pregnancy"), Figure("ny", "Morfars kone Gitte", "woman"),
)  # fmt: skip


def _said(*parts: str) -> tuple[Relation, ...]:
    return tuple(Relation(a, b, kind) for a, kind, b in (part.split() for part in parts))


RELATIONS = _said(
    "mm parent-of m", "mf parent-of m", "mm parent-of mo", "mf parent-of mo", "mm divorced mf", "mf married ny",
    "fm parent-of f", "ff parent-of f", "fm parent-of fa", "ff parent-of fa", "fm married ff", "b1 twins b2",
    "m conflicted mm", "m separated x", "x parent-of s", "m parent-of s", "m couple f", "fa close f", "f distant ff",
    "mo parent-of p", "m conflicted mo",
)  # fmt: skip
