"""A small right programme and every kind of mistake that can be made in it.

A mistake replaces `old` with `new` in the text; `«` marks the line the problem must name and is taken out again.
"""

from __future__ import annotations

from typing import NamedTuple

RIGHT = """\
id: lille-indsats
version: "1.0"
title: {da: Lille indsats, en: Small programme}
source: Testkommunen 2026
licence: EUPL-1.2
evidence: unverified
legal: barnets lov
usual_minutes: 90
norm:
  source: Testkommunen 2026, side 3
  bands:
    - id: 0-3
      from_months: 0
      to_months: 3
      minimum_hours: 6
      source: side 3
    - id: 3-6
      from_months: 3
      to_months: null
      minimum_hours: 1.5
      upper_hours: 4
      maximum_hours: 8
      maximum_visits: 21
      source: side 4
kinds:
  - {key: home, counts: true, da: hjemmebesøg, en: home visit}
  - {key: pregnancy, counts: false, da: graviditetsbesøg, en: pregnancy visit}
  - {key: start-up, counts: false, da: opstartsbesøg, en: start-up visit}
  - {key: extra, counts: false, da: ekstra besøg, en: extra visit}
  - {key: joint, counts: false, da: fælles besøg, en: joint visit}
  - {key: transition, counts: false, da: overgangsbesøg, en: transition visit}
  - {key: center, counts: false, da: i centret, en: at the centre}
  - {key: hospital, counts: false, da: på hospitalet, en: in hospital}
  - {key: telephone, counts: false, da: i telefon, en: by telephone}
  - key: video
    counts: false
    da: på skærm
    en: on screen
    national: {system: "urn:oid:1.2.3", code: "12", display: Et eller andet}
groups:
  - {key: short, da: kort sigt, en: short term}
core:
  - {key: alliance, da: samarbejde, en: alliance}
signs:
  - {key: trust, group: short, who: parents, da: har tillid, en: trust us}
phases:
  - {key: birth, da: fødsel, en: birth}
  - {key: closing, da: afslutning, en: closing}
"""


class Mistake(NamedTuple):
    code: str
    path: str
    old: str
    new: str


YES = "counts: true, da: hjemmebesøg"
NATIONAL = '    national: {system: "urn:oid:1.2.3", code: "12", display: Et eller andet}'
FBOE = "http://fhir.kl.dk/term/CodeSystem/FBOE"

MISTAKES = [
    # The file as such.
    Mistake("YAML_001", "", "version: ", "«@version: "),
    Mistake("YAML_001", "", "title: {da: Lille indsats, en: Small programme}", "title: {da: Lille indsats\n«source: x"),
    Mistake("YAML_002", "", "id: lille", "«# " + "x" * 1_000_000 + "\nid: lille"),
    Mistake("YAML_003", "x" + "[0]" * 39, "phases:", "«x: " + "[" * 50 + "]" * 50 + "\nphases:"),
    Mistake("YAML_004", "source", "licence:", "«source: En anden kilde\nlicence:"),
    Mistake("YAML_004", "norm.bands[0].minimum_hours", "      source: side 3",
            "«      minimum_hours: 5\n      source: side 3"),
    Mistake("YAML_005", "legal", "legal: barnets lov", "«legal: &lov barnets lov"),
    Mistake("YAML_005", "legal", "legal: barnets lov", "«legal: *lov"),
    Mistake("YAML_006", "legal", "legal: barnets lov", "«legal: !!python/name:os.system x"),
    Mistake("YAML_007", "", "  - {key: closing, da: afslutning, en: closing}\n", "«---\nid: to\n"),
    Mistake("YAML_008", "", RIGHT, "«# kun en bemærkning\n"),
    Mistake("YAML_009", "", "barnets lov", "«barnets\x07 lov"),
    Mistake("YAML_009", "", "barnets lov", "«barnets\ud800 lov"),
    Mistake("YAML_010", "", "legal: barnets lov", "«? [a, b]\n: barnets lov"),
    Mistake("YAML_011", "", "  source: Testkommunen 2026, side 3", "«\tsource: Testkommunen"),
    Mistake("YAML_012", "", "legal: barnets lov", "«legal: barnets lov: kapitel 3"),
    Mistake("YAML_013", "", "legal: barnets lov", '«legal: "barnets lov'),
    Mistake("YAML_014", "x[19787]", "phases:", "«x: [" + "1," * 30_000 + "]\nphases:"),
    # Keys, types, texts.
    Mistake("PROG_001", "", "legal: barnets lov\n", ""),
    Mistake("PROG_001", "norm.bands[1]", "    - id: 3-6\n      from_months: 3\n      to_months: null\n",
            "«    - id: 3-6\n      from_months: 3\n"),
    Mistake("PROG_001", "signs[0]", "who: parents, ", "«"),
    Mistake("PROG_001", "", "groups:\n  - {key: short, da: kort sigt, en: short term}\n", ""),
    Mistake("PROG_002", "usual_minuts", "usual_minutes: 90", "usual_minutes: 90\n«usual_minuts: 60"),
    Mistake("PROG_002", "norm.bands[0].minimum", "      source: side 3", "«      minimum: 5\n      source: side 3"),
    Mistake("PROG_003", "version", '"1.0"', "«1.0"),
    Mistake("PROG_003", "kinds[0].counts", YES, "«counts: yes, da: hjemmebesøg"),
    Mistake("PROG_003", "norm.bands[0].minimum_hours", "minimum_hours: 6", "«minimum_hours: seks"),
    Mistake("PROG_003", "norm.bands[0].to_months", "to_months: 3", "«to_months: 3.0"),
    Mistake("PROG_003", "usual_minutes", "usual_minutes: 90", "«usual_minutes: 01:30"),
    Mistake("PROG_003", "usual_minutes", "usual_minutes: 90", "«usual_minutes: true"),
    Mistake("PROG_003", "legal", "legal: barnets lov", "«legal: [barnets lov]"),
    Mistake("PROG_003", "legal", "legal: barnets lov", "«legal:"),
    Mistake("PROG_003", "title", "title: {da: Lille indsats, en: Small programme}", "«title: Lille indsats"),
    Mistake("PROG_003", "core", "core:\n  - {key: alliance, da: samarbejde, en: alliance}", "«core: alliance"),
    Mistake("PROG_003", "core[1]", "en: alliance}", "en: alliance}\n«  - network"),
    Mistake("PROG_003", "", RIGHT, "«- en liste\n"),
    Mistake("PROG_004", "legal", "legal: barnets lov", '«legal: " "'),
    Mistake("PROG_005", "title", "title: {da: Lille indsats, en: Small programme}", "«title: {da: Lille indsats}"),
    Mistake("PROG_005", "core[0]", ", en: alliance}", "}«"),
    Mistake("PROG_006", "norm.bands[0].minimum_hours", "minimum_hours: 6", "«minimum_hours: 169"),
    Mistake("PROG_006", "norm.bands[0].minimum_hours", "minimum_hours: 6", "«minimum_hours: -1"),
    Mistake("PROG_006", "usual_minutes", "usual_minutes: 90", "«usual_minutes: 0"),
    Mistake("PROG_007", "kinds[0].key", "key: home", "«key: hjem"),
    Mistake("PROG_007", "evidence", "evidence: unverified", "«evidence: verifid"),
    Mistake("PROG_007", "signs[0].group", "group: short", "«group: shrot"),
    Mistake("PROG_007", "signs[0].who", "who: parents", "«who: mother"),
    Mistake("PROG_008", "kinds[4].key", "key: joint", "«key: extra"),
    Mistake("PROG_008", "phases[1].key", "key: closing", "«key: birth"),
    Mistake("PROG_008", "norm.bands[1].id", "id: 3-6", "«id: 0-3"),
    Mistake("PROG_009", "core[0].key", "key: alliance", "«key: Samarbejde med far"),
    Mistake("PROG_009", "id", "id: lille-indsats", "«id: lille_indsats/.."),
    Mistake("PROG_010", "version", '"1.0"', '«"første"'),
    Mistake("PROG_011", "id", "id: lille-indsats", "«id: stor-indsats"),
    # Numbers and bands.
    Mistake("PROG_012", "norm.bands[0]", "minimum_hours: 6\n      source: side 3", "minimum_hours: 6"),
    Mistake("PROG_012", "norm.bands[1].source", "source: side 4", "«source: ''"),
    Mistake("PROG_012", "norm", "norm:\n  source: Testkommunen 2026, side 3", "«norm:"),
    Mistake("PROG_013", "norm.bands[1]", "    - id: 3-6\n      from_months: 3\n      to_months: null",
            "«    - id: 3-6\n      from_months: 3\n      to_months: 3"),
    Mistake("PROG_014", "norm.bands[1]",
            "from_months: 0\n      to_months: 3\n      minimum_hours: 6\n      source: side 3\n"
            "    - id: 3-6\n      from_months: 3\n      to_months: null",
            "from_months: 3\n      to_months: 6\n      minimum_hours: 6\n      source: side 3\n"
            "«    - id: 3-6\n      from_months: 0\n      to_months: 3"),
    Mistake("PROG_015", "norm.bands[1]", "    - id: 3-6\n      from_months: 3", "«    - id: 3-6\n      from_months: 2"),
    Mistake("PROG_016", "norm.bands[1]", "    - id: 3-6\n      from_months: 3", "«    - id: 3-6\n      from_months: 4"),
    Mistake("PROG_017", "norm.bands[1]", "to_months: 3\n      minimum_hours: 6\n      source: side 3\n    - id: 3-6",
            "to_months: null\n      minimum_hours: 6\n      source: side 3\n«    - id: 3-6"),
    Mistake("PROG_018", "norm.bands[1].minimum_hours", "minimum_hours: 1.5", "«minimum_hours: 5"),
    Mistake("PROG_019", "norm.bands[1].maximum_hours", "maximum_hours: 8", "«maximum_hours: 3"),
    Mistake("PROG_020", "norm.bands[0]",
            "    - id: 0-3\n      from_months: 0\n      to_months: 3\n      minimum_hours: 6\n",
            "«    - id: 0-3\n      from_months: 0\n      to_months: 3\n"),
    Mistake("PROG_021", "norm.bands[1].minimum_hours", "minimum_hours: 1.5", "«minimum_hours: 1.33"),
    # Kinds, codes, lists.
    Mistake("PROG_022", "kinds", "kinds:\n  - {key: home, counts: true, da: hjemmebesøg, en: home visit}\n"
            "  - {key: pregnancy, counts: false,", "«kinds:\n  - {key: home, counts: true,"),
    Mistake("PROG_023", "kinds[9].national.system", NATIONAL, "«" + NATIONAL.replace("urn:oid:1.2.3", "FBOE")),
    Mistake("PROG_023", "kinds[9].national.code", NATIONAL, "«" + NATIONAL.replace("urn:oid:1.2.3", FBOE)),
    Mistake("PROG_023", "kinds[9].national.code", NATIONAL, "«" + NATIONAL.replace('"12"', '"1 2"')),
    Mistake("PROG_024", "phases", "phases:\n  - {key: birth, da: fødsel, en: birth}\n"
            "  - {key: closing, da: afslutning, en: closing}", "«phases: []"),
    Mistake("PROG_025", "legal", "legal: barnets lov", "«legal: " + "lov " * 600),
    Mistake("PROG_026", "kinds", "kinds:\n  - {key: home, counts: true,", "«kinds:\n  - {key: home, counts: false,"),
]  # fmt: skip
