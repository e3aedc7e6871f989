"""Text packs: the wording that a site may use and we may not ship, checked against the definition it belongs to.

A pack may also bring the tables of the licensed material (cut-offs by interval). Keeping it is the store's business; it
never leaves the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.check import KEY, LANGUAGES, VERSION, Checker, Node
from spaedbarn_cli.catalog.codes import Code, shown
from spaedbarn_cli.catalog.instrument_read import code_of, ids_at, texts
from spaedbarn_cli.catalog.load import load_checked
from spaedbarn_cli.domain.answers import is_needed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.catalog.codes import Problem
    from spaedbarn_cli.domain.instrument import Instrument

_HIGHEST = 100_000
_ROW_NUMBERS = ("cutoff", "monitoring_from", "items", "from_months", "to_months")


def load_text_pack_text(text: str | bytes, name: str, instrument: Instrument | None = None) -> dict[str, Any]:
    """Return the checked, JSON-able data of a pack, held against its instrument if that is given.

    Raises DefinitionInvalid with every problem. To find out whose pack it is, load it without the instrument first.
    """

    def check(data: Any, file: str, lines: Mapping[str, int]) -> list[Problem]:
        return check_text_pack(data, file, lines, instrument)

    return load_checked(text, name, check)


def check_text_pack(
    data: Any, file: str = "", lines: Mapping[str, int] | None = None, instrument: Instrument | None = None
) -> list[Problem]:
    """Return everything that is wrong with the data of a pack, in itself and for its instrument."""
    checker = Checker(file, lines or {})
    top = checker.root(data)
    if top is None:
        return checker.problems
    own_id = top.matching("instrument", KEY, Code.BAD_KEY)
    version = top.matching("version", VERSION, Code.BAD_VERSION)
    top.choice("language", LANGUAGES)
    for key in ("licence", "title", "instructions"):
        top.text(key, required=key == "licence")
    if instrument is not None:
        pairs = (("instrument", own_id, instrument.id), ("version", version, instrument.version))
        wrong = [(key, said, wanted) for key, said, wanted in pairs if said is not None and said != wanted]
        for key, said, wanted in wrong:
            checker.say(Code.PACK_NOT_THIS, top.at(key), value=shown(said), other=wanted)
        instrument = None if wrong else instrument
    _items(top, instrument)
    _tables(top, instrument)
    top.close()
    return list(dict.fromkeys(checker.problems))


def _items(top: Node, instrument: Instrument | None) -> None:
    part = top.node("items")
    if part is None:
        return
    known = {item.id: item for item in instrument.items} if instrument else {}
    given: list[str] = []
    for name, value in part.data.items():
        path = part.at(name)
        node = top.checker.node_of(value, path)
        keys = ids_at(top.checker, path, name) or []
        given += keys
        if node is None:
            continue
        node.text("text", required="options" not in node.data)
        options = texts_of_options(node)
        node.close()
        for key in keys:
            if instrument is not None and key not in known:
                near = top.checker.nearest(key, known)
                top.checker.say(Code.PACK_ITEM_UNKNOWN, path, value=shown(key), nearest=near)
            elif key in known and options is not None and options != len(known[key].options):
                wanted = len(known[key].options)
                top.checker.say(Code.PACK_OPTIONS, node.at("options"), item=key, value=options, wanted=wanted)
    # A prompt of our own (where, who) has its words already; a remark or a box can do without.
    missing = [key for key, item in known.items() if key not in given and is_needed(item) and not item.text]
    if missing:
        top.checker.say(Code.PACK_ITEM_MISSING, top.at("items"), items=shown(", ".join(missing)))


def texts_of_options(node: Node) -> int | None:
    """Check the texts of an item's options, in printed order; return how many, None when there are none."""
    if not node.has("options"):
        return None
    before = len(node.checker.problems)
    found = texts(node, "options")
    return len(found) if len(node.checker.problems) == before else None


def _tables(top: Node, instrument: Instrument | None) -> None:
    """Check the numbers of the licensed material: table → row (an answer code) → cut-off and the like."""
    part = top.node("tables", required=False)
    if part is None:
        return
    wanted = {
        scale.cutoff_table.table: scale.cutoff_table.row
        for scale in (instrument.scales if instrument else ())
        if scale.cutoff_table is not None
    }
    for name in part.data:
        table = part.node(name)
        if instrument is not None and name not in wanted:
            top.checker.say(Code.PACK_TABLE, part.at(name), value=shown(name))
        elif table is not None:
            codes = [option.code for option in instrument.item(wanted[name]).options] if instrument else None
            for key in table.data:
                row = table.node(key)
                code = code_of(top.checker, table.at(key), key)
                if codes is not None and code is not None and code not in codes:
                    top.checker.say(Code.PACK_TABLE, table.at(key), value=shown(name))
                if row is not None:
                    _row(row)


def _row(row: Node) -> None:
    for key in _ROW_NUMBERS:
        row.number(key, 0, _HIGHEST, required=key == "cutoff")
    row.text("source", required=False)
    row.close()
