"""The ceilings on what is read from outside, and how a size is hidden.

They stand far above what a team writes in years. Whatever goes beyond is refused before it is looked at, and nothing of
ours goes beyond when it is sealed.
"""

from __future__ import annotations

MEGABYTE = 1 << 20


class TooMuchError(ValueError):
    """More than one bundle takes."""


MAX_SEALED = 256 * MEGABYTE
"""Bytes of a sealed file; what it opens to is smaller, since nothing in it is compressed."""
MAX_AGE_HEADER = 8 * 1024
"""Bytes before the line that authenticates an age header. Two X25519 recipients take a quarter of a kilobyte."""
MAX_STANZAS = 32
"""Recipients of one age file: pyrage tries each, reads them again with each, and lets nobody interrupt it meanwhile."""
MAX_MANIFEST = 32 * MEGABYTE
MAX_REPORT = 32 * MEGABYTE
MAX_LINE = MEGABYTE
"""Bytes of one change as it stands in a bundle."""
MAX_MEMBERS = 4_100
MAX_STREAMS = 4_000
MAX_CHANGES = 500_000
MAX_HEADS = 40_000
"""Heads in the acknowledgement, and ranges: one per stream and device."""
MAX_DEVICES = 1_000
"""Devices one store has been, one after the other."""
MAX_NAME = 200
"""Characters of a name, a role, a stream, a legal ground."""
MAX_PURPOSE = 2_000
MAX_MOMENT = 40

SMALLEST = 8 * 1024
"""What a bundle is padded to at least: a receipt looks like a visit."""


def padded_size(size: int) -> int:
    """Return the size, in bytes, that content of `size` bytes is padded to.

    Padmé (Nikitin, Barman, Lueks, Underwood, Hubaux and Ford, "Reducing Metadata Leakage from Encrypted Files and
    Communication with PURBs", 2019): at most 12 % more, and only O(log log size) bits of the size to be seen.
    """
    if size <= SMALLEST:
        return SMALLEST
    exponent = size.bit_length() - 1
    kept = exponent.bit_length()
    mask = (1 << (exponent - kept)) - 1
    return (size + mask) & ~mask
