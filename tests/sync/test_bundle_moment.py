"""When a bundle was made: a moment as our programs write it, within living memory, or the bundle is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaedbarn_cli.sync import bundle
from sync.chains import BIRGIT, METTE, public_of, small


@pytest.mark.parametrize(
    "made",
    [
        "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-W47-7T09:00:00+00:00", "20261122T090000+0000",
        "2026-11-22 09:00:00+00:00", "2026-11-22T09:00:00", "2026-11-22T09:00:00,5+00:00", "2026-02-30T09:00:00Z", "i dag", "",
    ],
)  # fmt: skip
def test_another_spelling_or_another_age_is_refused(made: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        bundle._check(replace(small(), made=made), BIRGIT.recipient)
    sign = public_of(METTE)
    with pytest.raises(ValueError, match=r"."):
        bundle.encode(replace(small(), made=made), recipient=BIRGIT.recipient, sign=sign, signed=lambda manifest: bytes(64))


@pytest.mark.parametrize("made", ["2026-11-22T09:00:00+00:00", "2026-11-22T09:00:00.123+00:00", "2026-11-22T10:00:00+01:00"])
def test_what_our_programs_write_is_read(made: str) -> None:
    bundle._check(replace(small(), made=made), BIRGIT.recipient)
