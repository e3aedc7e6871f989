"""The QR code on a terminal is the code, square by square."""

from __future__ import annotations

import segno

from spaedbarn_cli.report.qr_terminal import MARGIN, qr_lines

CONTENT = "spaedbarn-card 1\nname: Åse Kjær\n" + "x" * 300


def test_every_square_stands_where_it_belongs() -> None:
    code = segno.make(CONTENT, error="l", micro=False, boost_error=False, encoding="utf-8")
    lines = qr_lines(CONTENT).plain.split("\n")
    upper, lower = "▀█", "▄█"
    drawn = [[letter in half for letter in line] for line in lines for half in (upper, lower)]
    wanted = [[bool(square) for square in row] for row in code.matrix_iter(border=MARGIN)]
    assert drawn[: len(wanted)] == wanted
    assert not any(any(row) for row in drawn[len(wanted) :])


def test_a_card_fits_in_80_columns() -> None:
    assert max(map(len, qr_lines(CONTENT).plain.split("\n"))) <= 80


def test_it_is_black_on_white_whatever_the_terminal_is() -> None:
    assert qr_lines("x").style == "black on white"
