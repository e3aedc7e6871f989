"""A small right instrument that uses the whole language, and every kind of mistake that can be made in it.

A mistake replaces `old` with `new`; `«` marks the line the problem must name and is taken out again.
"""

from __future__ import annotations

from .mistakes import Mistake

RIGHT = """\
id: lille-skema
version: "1.0"
kind: questionnaire
title: {da: Lille skema, en: Small form}
about: parent
respondent: self
licence: EUPL-1.2
text_pack: true
evidence: unverified
sources: ["Testkommunen 2026"]
window: {from_months: 0, to_months: 12, corrected: true}
items:
  - {ids: "1-4", type: choice, options: [0, 1, 2, 3]}
  - id: "5"
    type: choice
    options: [{code: 0, keys: [z]}, {code: 5, keys: [v]}]
    own_non_answers: [not_applicable]
  - {id: "6", type: number, minimum: 0, maximum: 10, step: 0.5, when: {item: "5", codes: [5]}}
  - {ids: "7-8", type: choice, options: [1, 2, 3, 4, 5], own_non_answers: [not_observed]}
  - {id: box, type: tick}
  - {id: why, type: text, optional: true, when: {item: box, codes: [1]}}
  - {id: skipped, type: choice, optional: true, options: [1, 2]}
scales:
  - name: total
    title: {da: Samlet, en: Total}
    method: sum
    items: ["1-4"]
    range: [0, 12]
    decimals: 0
    prorate_up_to: 1
    missing_source: side 5
    reliable_change: 3
    reliable_change_source: side 6
    cutoffs:
      - {value: 6, side: at_or_above, for_role: [mother], setting: lille.total.mother, source: s3, evidence: verified}
      - {value: 5, side: at_or_above, from_years: 13, to_years: 17, source: side 3, evidence: unverified}
    bands:
      - {id: 0-5, low: 0, high: 5, text: {da: få, en: few}, source: side 4, evidence: verified}
      - {id: 6-12, low: 6, high: 12, text: {da: mange, en: many}, source: side 4, evidence: verified}
    source: side 2
    evidence: verified
  - name: worry
    title: {da: Bekymring, en: Worry}
    method: sum
    items: ["1", "5", box]
    range: [0, 13]
    recode:
      box: {0: 0, 1: 5}
    non_answer_values: {"5": {not_applicable: 2}}
    cutoff_table: {table: intervals, row: "5", side: above, source: skemaets hæfte, evidence: verified}
    source: side 2
    evidence: verified
  - name: turned
    title: {da: Vendt, en: Turned}
    method: mean
    items: ["1-2"]
    range: [0, 3]
    reverse: {items: ["2"], of: 3}
    decimals: 2
    source: side 2
    evidence: verified
  - name: seen
    title: {da: Set, en: Seen}
    method: mean
    items: ["7-8"]
    range: [1, 5]
    observed_only: true
    decimals: 1
    source: side 2
    evidence: verified
  - name: percent
    title: {da: Procent, en: Percent}
    method: scaled
    of: total
    factor: 2.5
    source: side 2
    evidence: verified
  - name: sign
    title: {da: Tegn, en: Sign}
    method: pattern
    pattern: {any_of: {"1-2": 2}, symptoms: {"1-4": 2}, count: 3}
    source: side 2
    evidence: verified
  - name: seven
    title: {da: Syv, en: Seven}
    method: rating
    items: ["7"]
    range: [1, 5]
    source: side 2
    evidence: verified
flags:
  - {id: danger, item: "4", at_least: 2, action_card: self-harm, source: side 1}
examples:
  - answers: {"1-4": 1, "5": v, "6": 2.5, "7": 4, "8": not_observed, box: true}
    scores: {total: 4, worry: 11, turned: 1.5, seen: 4, percent: 10, sign: 0, seven: 4}
    bands: {total: 0-5}
  - role: mother
    answers: {"1-4": 2, "5": z, "7-8": {option: 1}}
    scores: {total: 8, worry: 2, sign: 1}
    bands: {total: 6-12, worry: below}
    tables: {intervals: {"0": {cutoff: 5}}}
    flags: [danger]
"""

FIRST = '  - {ids: "1-4", type: choice, options: [0, 1, 2, 3]}'
SIXTH = '  - {id: "6", type: number, minimum: 0, maximum: 10, step: 0.5, when: {item: "5", codes: [5]}}'
CARD = "action_card: self-harm"

MISTAKES = [
    Mistake("INST_001", "items[0].ids", 'ids: "1-4"', '«ids: "4-1"'),
    Mistake(
        "INST_001",
        "scales[0].items[0]",
        'items: ["1-4"]\n    range: [0, 12]',
        'items: ["1 til 4"]«\n    range: [0, 12]',
    ),
    Mistake("INST_001", "examples[1].answers.7 til 8", '"7-8": {option: 1}', '«"7 til 8": {option: 1}'),
    Mistake("INST_002", "scales[3].items[0]", 'items: ["7-8"]', '«items: ["7-9"]'),
    Mistake("INST_002", "flags[0].item", 'item: "4"', '«item: "44"'),
    Mistake("INST_002", "examples[0].answers.66", '"6": 2.5', '«"66": 2.5'),
    Mistake("INST_002", "scales[1].cutoff_table.row", 'row: "5"', '«row: "55"'),
    Mistake("INST_003", "items[0]", '{ids: "1-4",', '«{id: "1", ids: "1-4",'),
    Mistake("INST_003", "items[3]", '{ids: "7-8", type', "«{type"),
    Mistake("INST_004", "items[6].options", "options: [1, 2]}", "«options: [1]}"),
    Mistake("INST_005", "items[1].options[0].keys", "keys: [z]", '«keys: ["7"]'),
    Mistake("INST_005", "items[1].options[0].keys", "keys: [z]", "«keys: [declined]"),
    Mistake(
        "INST_006", "items[0].minimum", FIRST, '«  - {ids: "1-4", type: choice, minimum: 0, options: [0, 1, 2, 3]}'
    ),
    Mistake("INST_006", "items[4].options", "{id: box, type: tick}", "«{id: box, type: tick, options: [0, 1]}"),
    Mistake("INST_007", "items[2].minimum", "minimum: 0, maximum: 10", "«minimum: 10, maximum: 0"),
    Mistake("INST_007", "window.from_months", "from_months: 0, to_months: 12", "«from_months: 12, to_months: 12"),
    Mistake(
        "INST_007", "scales[0].cutoffs[1].from_years", "from_years: 13, to_years: 17", "«from_years: 18, to_years: 17"
    ),
    Mistake("INST_007", "scales[0].bands[0].low", "low: 0, high: 5", "«low: 5, high: 0"),
    Mistake("INST_008", "items[2].step", "step: 0.5", "«step: 0.3"),
    Mistake("INST_008", "items[2].step", "step: 0.5", "«step: 0"),
    Mistake(
        "INST_009",
        "items",
        "items:\n  - {ids",
        "«items:\n  - {ids: a1-200, type: text}\n  - {ids: b1-200, type: text}\n  - {ids",
    ),
    Mistake("INST_010", "items[2].when.item", SIXTH, SIXTH.replace('item: "5"', '«item: "7"')),
    Mistake("INST_010", "items[2].when.item", SIXTH, SIXTH.replace('item: "5"', '«item: "6"')),
    Mistake(
        "INST_011",
        "items[6].when.item",
        "optional: true, options: [1, 2]}",
        "optional: true, options: [1, 2], «when: {item: why, codes: [1]}}",
    ),
    Mistake("INST_012", "items[2].when", SIXTH, SIXTH.replace("codes: [5]", "«at_least: 5")),
    Mistake("INST_012", "items[2].when", SIXTH, SIXTH.replace(", codes: [5]", "«")),
    Mistake("INST_013", "items[2].when.codes[0]", SIXTH, SIXTH.replace("codes: [5]", "«codes: [3]")),
    Mistake("INST_013", "scales[1].recode.box.2", "{0: 0, 1: 5}", "«{0: 0, 1: 5, 2: 9}"),
    Mistake("INST_014", "scales[1].items[2]", 'items: ["1", "5", box]', '«items: ["1", "5", late]'),
    Mistake("INST_015", "scales[0].factor", "    prorate_up_to: 1", "    prorate_up_to: 1\n«    factor: 4"),
    Mistake(
        "INST_015",
        "scales[2].leave_up_to",
        "    decimals: 2",
        "    decimals: 2\n«    leave_up_to: 1\n    missing_source: x",
    ),
    Mistake("INST_016", "scales[2]", "    decimals: 2\n", ""),
    Mistake("INST_016", "scales[4]", "    of: total\n", ""),
    Mistake("INST_016", "scales[0]", "    decimals: 0\n", ""),
    Mistake("INST_017", "scales[0].range", "range: [0, 12]", "«range: [12, 0]"),
    Mistake("INST_017", "scales[0].range", "range: [0, 12]", "«range: [0, 6, 12]"),
    Mistake("INST_018", "scales[1].range", "range: [0, 13]", "«range: [0, 14]"),
    Mistake("INST_018", "scales[3].range", 'items: ["7-8"]\n    range: [1, 5]', 'items: ["7-8"]\n«    range: [0, 5]'),
    Mistake("INST_018", "scales[6].range", 'items: ["7"]\n    range: [1, 5]', 'items: ["7"]\n«    range: [1, 6]'),
    Mistake("INST_019", "scales[6].items[0]", 'items: ["7"]', "«items: [why]"),
    Mistake("INST_019", "flags[0].item", 'item: "4"', "«item: free"),
    Mistake("INST_020", "scales[6].items[0]", 'items: ["7"]', "«items: [skipped]"),
    Mistake("INST_021", "scales[2].items[1]", 'items: ["1-2"]', '«items: ["1-2", box]'),
    Mistake(
        "INST_022", "scales[1].items", 'items: ["1", "5", box]\n    range: [0, 13]', "«items: [box]\n    range: [0, 5]"
    ),
    Mistake("INST_023", "scales[6].items", 'items: ["7"]', '«items: ["7", "8"]'),
    Mistake("INST_024", "scales[2].observed_only", "    decimals: 2", "    decimals: 2\n«    observed_only: true"),
    Mistake("INST_025", "scales[2].reverse.items[0]", 'reverse: {items: ["2"]', '«reverse: {items: ["3"]'),
    Mistake(
        "INST_025",
        "scales[1].recode.2",
        "      box: {0: 0, 1: 5}",
        '      box: {0: 0, 1: 5}\n«      "2": {0: 0, 1: 1, 2: 2, 3: 3}',
    ),
    Mistake("INST_026", "scales[1].recode.box", "{0: 0, 1: 5}", "«{1: 5}"),
    Mistake(
        "INST_027",
        "scales[1].recode.1,1",
        "      box: {0: 0, 1: 5}",
        '      box: {0: 0, 1: 5}\n«      "1,1": {0: 0, 1: 1, 2: 2, 3: 3}',
    ),
    Mistake("INST_027", "examples[0].answers.1,1", '"1-4": 1,', '«"1-4": 1, "1,1": 1,'),
    Mistake(
        "INST_028",
        "scales[1].recode.6",
        'items: ["1", "5", box]\n    range: [0, 13]\n    recode:',
        'items: ["1", "5", "6", box]\n    range: [0, 23]\n    recode:\n«      "6": {0: 1}',
    ),
    Mistake("INST_029", "scales[1].non_answer_values.5.not_observed", "{not_applicable: 2}", "«{not_observed: 2}"),
    Mistake("INST_030", "scales[5].pattern.count", "count: 3", "«count: 5"),
    Mistake("INST_031", "scales[5].pattern.any_of.1-2", '"1-2": 2}', '«"1-2": 4}'),
    Mistake("INST_031", "flags[0].at_least", "at_least: 2, action", "«at_least: 4, action"),
    Mistake("INST_032", "scales[4].of", "of: total", "«of: totalen"),
    Mistake("INST_032", "scales[4].of", "of: total", "«of: seven"),
    Mistake("INST_033", "scales[4].factor", "factor: 2.5", "«factor: 0"),
    Mistake("INST_033", "scales[0].reliable_change", "reliable_change: 3", "«reliable_change: -3"),
    Mistake("INST_034", "scales[0].prorate_up_to", "prorate_up_to: 1", "«prorate_up_to: 4"),
    Mistake(
        "INST_035",
        "scales[1].prorate_within",
        '    cutoff_table: {table: intervals, row: "5", side: above, source: skemaets hæfte, evidence: verified}',
        "«    prorate_within: 5",
    ),
    Mistake("INST_036", "scales[0].cutoffs[0].value", "{value: 6,", "«{value: 13,"),
    Mistake("INST_036", "scales[0].bands[1].high", "low: 6, high: 12", "«low: 6, high: 13"),
    Mistake(
        "INST_037",
        "scales[0].cutoffs[1]",
        "from_years: 13, to_years: 17, source",
        "«for_role: [mother, father], source",
    ),
    Mistake("INST_038", "scales[1].cutoff_table.row", 'row: "5"', '«row: "6"'),
    Mistake("INST_039", "scales[0].bands[1].low", "low: 6, high: 12", "«low: 5, high: 12"),
    Mistake("INST_040", "scales[0].bands[1].low", "low: 6, high: 12", "«low: 7, high: 12"),
    Mistake("INST_040", "scales[0].bands[1].high", "low: 6, high: 12", "«low: 6, high: 11"),
    Mistake("INST_041", "flags[0].item", 'item: "4", at_least: 2', '«item: "6", at_least: 2'),
    Mistake("INST_042", "evidence", "text_pack: true\nevidence: unverified", "text_pack: true\n«evidence: verified"),
    Mistake(
        "INST_043",
        "items[0]",
        "options: [0, 1, 2, 3]}",
        "options: [0, 1, 2, 3], «text: {da: Hvordan går det?, en: How is it?}}",
    ),
    Mistake("INST_044", "", RIGHT[RIGHT.index("examples:") :], ""),
    Mistake("INST_045", "examples[0].answers.6", '"6": 2.5', '«"6": 11'),
    Mistake("INST_045", "examples[0].answers.5", '"5": v', '«"5": q'),
    Mistake("INST_045", "examples[1].answers.7", '"7-8": {option: 1}', '«"7,8": {option: 6}'),
    Mistake("INST_046", "examples[0].scores.total", "{total: 4, worry: 11", "«{total: 5, worry: 11"),
    Mistake("INST_046", "examples[0].scores.turned", "turned: 1.5", "«turned: null"),
    Mistake("INST_047", "examples[0].bands.total", "bands: {total: 0-5}", "«bands: {total: 6-12}"),
    Mistake("INST_048", "examples[1].flags", "    flags: [danger]\n", ""),
    Mistake("INST_049", "flags[0].action_card", CARD, "«action_card: selvskade"),
    # The shared checks, where they meet what only instruments have.
    Mistake("PROG_001", "flags[0]", CARD + ", ", "«"),
    Mistake("PROG_002", "items[0].optionss", "options: [0, 1, 2, 3]}", "options: [0, 1, 2, 3], «optionss: [1]}"),
    Mistake("PROG_003", "items[1].id", 'id: "5"\n', "«id: 5\n"),
    Mistake("PROG_003", "items[1].options[0].code", "code: 0, keys", "«code: nul, keys"),
    Mistake("PROG_003", "scales[0].items[0]", 'items: ["1-4"]\n    range: [0, 12]', "items: [1]«\n    range: [0, 12]"),
    Mistake("PROG_003", "scales[1].recode.box.nul", "{0: 0, 1: 5}", "«{0: 0, 1: 5, nul: 1}"),
    Mistake("PROG_005", "scales[0].title", "title: {da: Samlet, en: Total}", "«title: {da: Samlet}"),
    Mistake(
        "PROG_007",
        "scales[0].method",
        'method: sum\n    items: ["1-4"]\n    range: [0, 12]',
        '«method: summ\n    items: ["1-4"]\n    range: [0, 12]',
    ),
    Mistake("PROG_007", "items[1].own_non_answers[0]", "[not_applicable]\n", "«[not_aplicable]\n"),
    Mistake("PROG_007", "scales[0].cutoffs[0].side", "side: at_or_above, for_role", "«side: over, for_role"),
    Mistake("PROG_007", "scales[0].cutoffs[0].for_role[0]", "for_role: [mother]", "«for_role: [mor]"),
    Mistake("PROG_007", "examples[0].scores.totall", "{total: 4, worry: 11", "«{totall: 4, worry: 11"),
    Mistake("PROG_008", "items[4]", "{id: box, type: tick}", '«{id: "8", type: tick}'),
    Mistake("PROG_008", "scales[6].name", "name: seven", "«name: seen"),
    Mistake("PROG_009", "items[4].id", "{id: box, type: tick}", '«{id: "1-2", type: tick}'),
    Mistake("PROG_012", "scales[0]", "    missing_source: side 5\n", ""),
    Mistake(
        "PROG_012",
        "scales[0].cutoffs[0]",
        "setting: lille.total.mother, source: s3,",
        "«setting: lille.total.mother,",
    ),
    Mistake("PROG_024", "sources", 'sources: ["Testkommunen 2026"]', "«sources: []"),
]

PACK = """\
instrument: lille-skema
version: "1.0"
language: da
licence: Testkommunens aftale
items:
  "1-4": {text: Hvor tit?, options: [aldrig, lidt, noget, meget]}
  "5": {text: Er der noget?, options: [nej, ja]}
  "6": {text: Hvor meget?}
  "7,8": {text: Vurdér, options: [a, b, c, d, e]}
tables:
  intervals:
    "0": {cutoff: 5, monitoring_from: 3}
"""

PACK_MISTAKES = [
    Mistake("PACK_001", "instrument", "instrument: lille-skema", "«instrument: epds"),
    Mistake("PACK_001", "version", 'version: "1.0"', '«version: "2.0"'),
    Mistake("PACK_002", "items.9", '  "6": {text: Hvor meget?}', '  "6": {text: Hvor meget?}\n«  "9": {text: Hvad?}'),
    Mistake("PACK_003", "items.5.options", "options: [nej, ja]", "«options: [nej, ja, måske]"),
    Mistake("PACK_003", "items.6.options", "{text: Hvor meget?}", "«{text: Hvor meget?, options: [a]}"),
    Mistake("PACK_004", "items", '"7,8": {text', '"8": {text'),
    Mistake("PACK_005", "tables.interval", "  intervals:", "«  interval:"),
    Mistake("PACK_005", "tables.intervals.7", '"0": {cutoff', '«"7": {cutoff'),
    Mistake("PROG_001", "tables.intervals.0", "cutoff: 5, ", "«"),
    Mistake("PROG_001", "", "licence: Testkommunens aftale\n", ""),
    Mistake("PROG_007", "language", "language: da", "«language: dansk"),
    Mistake("PROG_003", "items.6", "{text: Hvor meget?}", "«Hvor meget?"),
]
