"""Who belongs where in a genogram: generations, parents and their children, and who stands beside whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.network import COUPLES, Figure, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PARENTS = "parents"
"""How two people with a child together are joined when nobody has said what they are to each other."""
_DOWN, _BESIDE = "parent-of", (*COUPLES, "twins", PARENTS)


class Union(NamedTuple):
    """One or two parents and the children they have together, in order."""

    parents: tuple[str, ...]
    children: tuple[str, ...]


def family_relations(figures: Iterable[Figure], relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """Return the relations with those that roles already tell: mother and father of the children of the programme.

    A sibling is the mother's unless relations say otherwise; parents who are not otherwise joined are joined as such.
    """
    known = list(dict.fromkeys(relations))
    everybody = list(figures)
    by_role = {str(one.role): one.id for one in reversed(everybody) if one.role in ("mother", "father")}
    for figure in everybody:
        if any(one.kind == _DOWN and one.b == figure.id for one in known):
            continue
        roles = ("mother", "father") if figure.role == "child" else ("mother",) if figure.role == "sibling" else ()
        known += [Relation(by_role[role], figure.id, _DOWN) for role in roles if role in by_role]
    joined = {frozenset((one.a, one.b)) for one in known if one.kind in COUPLES}
    for union in unions(known, [figure.id for figure in everybody]):
        if len(union.parents) == 2 and frozenset(union.parents) not in joined:
            known.append(Relation(*union.parents, PARENTS))
    return tuple(known)


def unions(relations: Iterable[Relation], order: Sequence[str]) -> tuple[Union, ...]:
    """Return parents with their common children; twins stand next to each other. `order` is that of all ids."""
    rank = {key: place for place, key in enumerate(order)}
    parents: dict[str, list[str]] = {}
    twin_of: dict[str, str] = {}
    for one in relations:
        if one.kind == _DOWN and one.a in rank and one.b in rank:
            parents.setdefault(one.b, []).append(one.a)
        elif one.kind == "twins":
            first, second = sorted((one.a, one.b), key=lambda key: rank.get(key, 0))
            twin_of[second] = twin_of.get(first, first)
    groups: dict[tuple[str, ...], list[str]] = {}
    for child in sorted(parents, key=lambda key: rank[key]):
        pair = tuple(sorted(dict.fromkeys(parents[child]), key=lambda key: rank[key]))[:2]
        groups.setdefault(pair, []).append(child)
    found = []
    for pair, children in groups.items():
        beside = {key: rank[twin_of.get(key, key)] for key in children}
        children.sort(key=lambda key: (beside[key], rank[key]))
        found.append(Union(pair, tuple(children)))
    return tuple(found)


def is_ancestor(relations: Iterable[Relation], elder: str, younger: str) -> bool:
    """Say whether somebody is a parent, grandparent … of another, or is the same person."""
    above: dict[str, list[str]] = {}
    for one in relations:
        if one.kind == _DOWN:
            above.setdefault(one.b, []).append(one.a)
    seen, waiting = set[str](), [younger]
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting += above.get(key, [])
    return elder in seen


def generations(figures: Sequence[Figure], relations: Iterable[Relation]) -> dict[str, int]:
    """Return the generation of each figure by id, 0 the eldest; who is only close to somebody stands in their line."""
    relations = list(relations)
    steps: dict[str, list[tuple[str, int]]] = {}
    loose: dict[str, list[str]] = {}
    for one in relations:
        if one.kind == _DOWN or one.kind in _BESIDE:
            step = int(one.kind == _DOWN)
            steps.setdefault(one.a, []).append((one.b, step))
            steps.setdefault(one.b, []).append((one.a, -step))
        else:
            loose.setdefault(one.a, []).append(one.b)
            loose.setdefault(one.b, []).append(one.a)
    found: dict[str, int] = {}

    def spread(start: str, level: int) -> None:
        found[start] = level
        waiting = [start]
        while waiting:
            here = waiting.pop(0)
            for other, step in steps.get(here, []):
                if other not in found:
                    found[other] = found[here] + step
                    waiting.append(other)

    for figure in sorted(figures, key=lambda one: not one.focus):
        if figure.id in found:
            continue
        if not found:
            spread(figure.id, 0)
            continue
        beside = next((found[other] for other in loose.get(figure.id, []) if other in found), None)
        spread(figure.id, -1 if beside is None else beside)
    top = min(found.values(), default=0)
    return {figure.id: found[figure.id] - top for figure in figures}


def clusters(row: Sequence[Figure], relations: Iterable[Relation]) -> list[list[str]]:
    """Return the people of one generation in groups that stand together: couples side by side, the man to the left."""
    relations = list(relations)
    by_id = {figure.id: figure for figure in row}
    beside: dict[str, list[str]] = {key: [] for key in by_id}
    for one in relations:
        if one.kind in _BESIDE and one.a in by_id and one.b in by_id and one.b not in beside[one.a]:
            beside[one.a].append(one.b)
            beside[one.b].append(one.a)
    found: list[list[str]] = []
    seen: set[str] = set()
    order = {key: place for place, key in enumerate(by_id)}

    partnered = {key for one in relations if one.kind != "twins" and one.kind in _BESIDE for key in (one.a, one.b)}

    def first(key: str) -> tuple[int, bool, int]:
        return len(beside[key]), by_id[key].sex != "man" or key not in partnered, order[key]

    for key in by_id:
        if key in seen:
            continue
        group = _reached(key, beside)
        seen |= group
        line, waiting = list[str](), [min(group, key=first)]
        while waiting:
            here = waiting.pop()
            if here not in line:
                line.append(here)
                waiting += sorted((other for other in beside[here] if other not in line), key=first, reverse=True)
        found.append(line)
    return found


def _reached(key: str, beside: dict[str, list[str]]) -> set[str]:
    group, waiting = set[str](), [key]
    while waiting:
        here = waiting.pop()
        if here not in group:
            group.add(here)
            waiting += beside[here]
    return group
