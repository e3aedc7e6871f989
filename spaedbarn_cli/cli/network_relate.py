"""`network relate`: what two people are to each other, or what a genogram says of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.family import CASE  # noqa: TC001 - read when the command is declared
from spaedbarn_cli.domain.network import COUPLES, FEELINGS, PAIRS, SEXES, STATES
from spaedbarn_cli.errors import NotFound, Refused, WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.domain.network import Figure, Relation
    from spaedbarn_cli.session import Session

ALONE = (*SEXES, *STATES)
"""What is said of one person."""
_NAME = t("metavar.name")


def register_relations(network_app: typer.Typer) -> None:
    """Declare the command in the group `network`."""

    @command(
        network_app, "relate", key="network_relate", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn network relate A17 mor far --as couple",
    )  # fmt: skip
    def relate(
        ctx: typer.Context, case: CASE = None,
        first: Annotated[str | None, typer.Argument(help=t("opt.relate_a"), metavar=_NAME, show_default=False)] = None,
        second: Annotated[str | None, typer.Argument(help=t("opt.relate_b"), metavar=_NAME, show_default=False)] = None,
        kind: Annotated[str | None, typer.Option("--as", metavar=t("metavar.key"), help=t("opt.relate_as"))] = None,
        new: Annotated[bool, typer.Option("--new", help=t("opt.relate_new"))] = False,
        remove: Annotated[bool, typer.Option("--remove", help=t("opt.relate_remove"))] = False,
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        run_relate(session_of(ctx), case, (first, second), kind, new=new, remove=remove, reason=reason)


def figures_of(session: Session, case: Case) -> tuple[Figure, ...]:
    """Return everybody a family's genogram may show."""
    from spaedbarn_cli.store import cases, network

    store = session.store
    joined = {key for one in network.relations(store, case.id) for key in (one.a, one.b)}
    ties = [*network.listed(store, case.id), *(tie for tie in network.formerly(store, case.id) if tie.id in joined)]
    return network.people(cases.persons(store, case.id), ties, network.drawn(store, case.id))


def run_relate(
    session: Session, code: str | None, names: tuple[str | None, str | None], kind: str | None, *, new: bool,
    remove: bool, reason: str | None,
) -> None:  # fmt: skip
    """Enter, replace or take out one relation, or one person's sex or state."""
    from spaedbarn_cli.cli.network_fields import family
    from spaedbarn_cli.store import network

    case = family(session, code)
    people = _People(session, case, new=new)
    first = people.one(names[0])
    wanted = _kind(session, kind)
    if wanted in ALONE:
        if names[1] is not None or remove:
            raise WrongUsage("relate_alone", option="--as")
        session.store.append([*people.begun, _said_of(session, case, first, wanted)])
        _end(session, case)
        return
    second = people.one(names[1])
    if first == second:
        raise WrongUsage("relate_self")
    known = network.relations(session.store, case.id)
    same = [one for one in known if _rivals(one, first, second, wanted)]
    if remove:
        if not any(one.kind == wanted for one in same):
            raise NotFound("relation_not_found")
        why = given.needed(session, "--reason", reason)
        session.store.append([_take_out(case, one, why) for one in same if one.kind == wanted])
        _end(session, case)
        return
    _refuse_circle(known, first, second, wanted)
    from spaedbarn_cli.cli.network_fields import entry_of

    fields = {"a": first, "b": second, "relation": wanted}
    entries = [entry_of(case, "relation", same[0].id, "amend", fields, reason)] if same else []
    entries += [_take_out(case, one, reason or wanted) for one in same[1:]]
    session.store.append([*people.begun, *(entries or [entry_of(case, "relation", None, "create", fields, reason)])])
    _end(session, case)


class _People:
    """Finds the people who are named; with `new`, somebody who is not known is begun as only drawn."""

    def __init__(self, session: Session, case: Case, *, new: bool) -> None:
        self.session, self.case, self.new = session, case, new
        self.figures = figures_of(session, case)
        self.begun: list[Any] = []

    def one(self, name: str | None) -> str:
        """Return the record id of somebody by label, name or the beginning of an id; asks when nobody was named."""
        from spaedbarn_cli.cli.network_fields import entry_of, read_name
        from spaedbarn_cli.store import cases
        from spaedbarn_cli.store.ids import new_record_id

        if name is None and self.session.terminal.interactive and not self.new:
            from spaedbarn_cli.ui.prompts import ask_choice

            rows = [(figure.id, figure.name) for figure in self.figures]
            return str(ask_choice(t("ask.network.name"), rows, skippable=False, first=True))
        wanted = " ".join(given.needed(self.session, "NAME", name, "ask.network.name").split()).casefold()
        labels = {one.label: one.id for one in cases.persons(self.session.store, self.case.id)}
        if wanted in labels:
            return labels[wanted]
        found = [one for one in self.figures if one.name.casefold() == wanted]
        if not found and len(wanted) >= 4:
            found = [one for one in self.figures if one.id.startswith(wanted)]
        if len(found) > 1:
            raise WrongUsage("tie_ambiguous")
        if found:
            return found[0].id
        if not self.new:
            raise NotFound("figure_not_found")
        key = new_record_id()
        spelled = read_name(name or wanted)
        self.begun.append(entry_of(self.case, "figure", key, "create", {"about": None, "name": spelled}))
        return key


def _kind(session: Session, kind: str | None) -> str:
    if kind is None and session.terminal.interactive:
        from spaedbarn_cli.ui.prompts import ask_choice

        rows = [(key, t(f"genogram.kind.{key}")) for key in PAIRS]
        rows += [(key, t(f"genogram.sex.{key}")) for key in SEXES] + [(key, t(f"genogram.state.{key}")) for key in STATES]
        kind = str(ask_choice(t("ask.network.relation"), rows, skippable=False, first=True))
    found = given.needed(session, "--as", kind).lower()
    if found not in (*PAIRS, *ALONE):
        raise WrongUsage("bad_one_of", option="--as", known=", ".join((*PAIRS, *ALONE)))
    return found


def _rivals(one: Relation, first: str, second: str, kind: str) -> bool:
    """Say whether a relation is in the place of the new one: the same two are one couple, and feel one way."""
    if {one.a, one.b} != {first, second}:
        return False
    return any(one.kind in place and kind in place for place in (COUPLES, FEELINGS)) or one.kind == kind


def _refuse_circle(known: Sequence[Relation], first: str, second: str, kind: str) -> None:
    from spaedbarn_cli.domain.genogram import is_ancestor

    if kind == "parent-of" and is_ancestor(known, second, first):
        raise Refused("relate_circle")


def _take_out(case: Case, one: Relation, reason: str) -> Any:
    from spaedbarn_cli.cli.network_fields import entry_of

    return entry_of(case, "relation", one.id, "retract", {}, reason)


def _said_of(session: Session, case: Case, key: str, said: str) -> Any:
    """Return the change that gives a person a sex or a state."""
    from spaedbarn_cli.cli.network_fields import entry_of
    from spaedbarn_cli.store import network

    fields = {"sex" if said in SEXES else "state": said}
    for one in network.drawn(session.store, case.id):
        if key in (one.about, one.id):
            return entry_of(case, "figure", one.id, "amend", fields)
    if key in {figure.id for figure in figures_of(session, case)}:
        return entry_of(case, "figure", None, "create", {"about": key, **fields})
    return entry_of(case, "figure", key, "amend", fields)


def document(code: str, figures: Sequence[Figure], relations: Sequence[Relation]) -> dict[str, Any]:
    """Return a genogram as JSON, with the relations that roles tell."""
    from spaedbarn_cli.domain.genogram import family_relations, generations

    known = family_relations(figures, relations)
    level = generations(figures, known)
    names = {one.id: one.name for one in figures}
    return {
        "case": code,
        "people": [
            {"id": one.id, "name": one.name, "sex": one.sex, "state": one.state, "generation": level[one.id]}
            for one in figures
        ],
        "relations": [
            {"id": one.id or None, "a": names[one.a], "b": names[one.b], "as": one.kind}
            for one in known if one.a in names and one.b in names
        ],
    }  # fmt: skip


def _end(session: Session, case: Case) -> None:
    from spaedbarn_cli.store import network

    if not session.terminal.json:
        session.terminal.result(t("said.related", code=case.code))
        return
    relations = network.relations(session.store, case.id)
    session.terminal.document(document(case.code, network.shown(figures_of(session, case), relations), relations))
