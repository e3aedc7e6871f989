"""A small right plan and every kind of mistake that can be made in it; `«` marks the line the problem must name."""

from __future__ import annotations

from .mistakes import RIGHT, Mistake

PLANNED = RIGHT + """\
team:
  - {key: team, da: teamet, en: the team}
partners:
  - {key: midwife, da: jordemoder, en: midwife}
events:
  - {key: screening, da: screening, en: screening}
  - {key: course, parts: true, da: forløb, en: course}
obligations:
  - id: screening
    phase: birth
    responsible: midwife
    anchor: pregnancy
    earliest: 112d
    due: 132d
    condition: before-birth
    late: lapse
    completed_by: [event:screening]
    da: screening
    en: screening
    source: side 5
  - id: talk
    phase: birth
    responsible: team
    after: screening
    due: 28d
    completed_by: [visit:home, meeting:start-up, questionnaire:rfq-8]
    da: samtale
    en: talk
    source: side 5
    why: kilden er tavs
  - id: network
    phase: closing
    responsible: team
    anchor: birth
    due: 1m
    repeat: 28d
    lapses: 28
    floor: birth
    statement: true
    completed_by: [meeting:network]
    da: netværksmøde
    en: network meeting
    source: side 6
  - id: work
    phase: closing
    responsible: team
    with: network
    due: 0d
    lapses: 28
    completed_by: [meeting:work]
    da: arbejdsmøde
    en: work meeting
    source: side 6
"""

MISTAKES = [
    Mistake("OBL_001", "obligations[0]",
            "  - id: screening\n    phase: birth\n    responsible: midwife\n    anchor: pregnancy",
            "«  - id: screening\n    phase: birth\n    responsible: midwife"),
    Mistake("OBL_001", "obligations[1]", "  - id: talk", "«  - id: talk\n    anchor: birth"),
    Mistake("OBL_002", "obligations[1].after", "    after: screening", "«    after: screning"),
    Mistake("OBL_002", "obligations[3].with", "    with: network", "«    with: netvaerk"),
    Mistake("OBL_003", "obligations[1].due", "    after: screening\n    due: 28d", "    after: screening\n«    due: 4 uger"),
    Mistake("OBL_003", "obligations[2].due", "    due: 1m", "«    due: 1md"),
    Mistake("OBL_004", "obligations[0].due", "    due: 132d", "«    due: 100d"),
    Mistake("OBL_005", "obligations[2].repeat", "    repeat: 28d", "«    repeat: 0d"),
    Mistake("OBL_005", "obligations[3]",
            "  - id: work\n    phase: closing\n    responsible: team\n    with: network\n    due: 0d\n    lapses: 28\n",
            "«  - id: work\n    phase: closing\n    responsible: team\n    with: network\n    due: 0d\n"),
    Mistake("OBL_006", "obligations[1].repeat", "    due: 28d", "    due: 28d\n«    repeat: 28d"),
    Mistake("OBL_007", "obligations[0].completed_by[0]", "    completed_by: [event:screening]",
            "«    completed_by: [event:screning]"),
    Mistake("OBL_007", "obligations[2].completed_by[0]", "    completed_by: [meeting:network]",
            "«    completed_by: [møde:network]"),
    Mistake("OBL_007", "obligations[3].completed_by[0]", "    completed_by: [meeting:work]", "«    completed_by: [work]"),
    Mistake("OBL_008", "obligations[0].after", "    anchor: pregnancy", "«    after: talk"),
    Mistake("PROG_001", "obligations[0]", "  - id: screening\n    phase: birth", "«  - id: screening"),
    Mistake("PROG_003", "obligations[2].due", "    due: 1m", "«    due: 28"),
    Mistake("PROG_006", "obligations[3].lapses", "    due: 0d\n    lapses: 28", "    due: 0d\n«    lapses: 0"),
    Mistake("PROG_007", "obligations[0].responsible", "responsible: midwife", "«responsible: jordemor"),
    Mistake("PROG_007", "obligations[0].anchor", "anchor: pregnancy", "«anchor: pregnency"),
    Mistake("PROG_008", "obligations[1].id", "  - id: talk", "«  - id: screening"),
    Mistake("PROG_012", "obligations[1]", "    source: side 5\n    why", "    why"),
    Mistake("PROG_024", "obligations[0].completed_by", "    completed_by: [event:screening]", "«    completed_by: []"),
]  # fmt: skip
