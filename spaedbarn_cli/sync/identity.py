"""The keys of this store: made once, kept in the encrypted log, found again in every copy of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.errors import StoreDamaged
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import keys

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store
    from spaedbarn_cli.sync.keys import SecretKeys

# The first that was written stands, should two programs ever have made keys at the same moment.
_FIRST = (
    "SELECT i.age_secret, i.sign_secret FROM identities AS i JOIN changes AS c ON c.record = i.id "
    "WHERE i.stream = ? AND i.retracted = 0 AND c.op = 'create' ORDER BY c.n LIMIT 1"
)


def own(store: Store) -> SecretKeys:
    """Return the keys of the store, made now if it has none yet; raises what writing raises, StoreDamaged."""
    if not store.rows(_FIRST, store.own_stream):
        made = keys.new_keys()
        fields = {
            "age": made.public.age, "sign": made.public.sign,
            "age_secret": made.age_secret, "sign_secret": made.sign_secret,
        }  # fmt: skip
        store.append([Entry(store.own_stream, "identity", new_record_id(), "create", fields)])
    rows: Any = store.rows(_FIRST, store.own_stream)
    try:
        return keys.from_secrets(*rows[0])
    except ValueError:
        raise StoreDamaged("identity_damaged") from None
