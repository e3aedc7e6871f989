"""What is shared with somebody outside: copies of chosen records, as they are sent and as they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRecord:
    """The copy of one record, with the fields that were chosen.

    `record` is the id of the original, `kind` what it is (`visit`, `meeting`), `stream` the journal it stands in
    (`contact`, `parent:mor`), `fields` its JSON values as in the log, `version` 1 for the first copy and one more for
    each correction that followed it; `retracted` says that the original was entered by mistake.
    """

    record: str
    kind: str
    stream: str
    fields: Mapping[str, Any] = field(repr=False)
    version: int = 1
    retracted: bool = False
