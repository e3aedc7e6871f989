"""What the literature says of each instrument, written down by hand and apart from the definitions.

A number that is changed in a definition has to be changed here too, by somebody who has looked at its source.
"""

from __future__ import annotations

# id: kind, whose record, number of numbered items, their codes from least to most, evidence
SHAPES: dict[str, tuple[str, str, int, list[int], str]] = {
    "rfq-8": ("questionnaire", "parent", 8, [1, 2, 3, 4, 5, 6, 7], "unverified"),
    "prfq-18": ("questionnaire", "parent", 18, [1, 2, 3, 4, 5, 6, 7], "unverified"),
    "epds": ("questionnaire", "parent", 10, [0, 1, 2, 3], "unverified"),
    "gmds": ("questionnaire", "parent", 13, [0, 1, 2, 3], "unverified"),
    "adbb": ("observation", "child", 8, [0, 1, 2, 3, 4], "verified"),
    "m-adbb": ("observation", "child", 5, [0, 1, 2], "unverified"),
    "asqse-2": ("questionnaire", "child", 36, [0, 5, 10], "unverified"),
    "ors": ("questionnaire", "parent", 4, [], "unverified"),
    "srs": ("questionnaire", "parent", 4, [], "verified"),
    "pss": ("questionnaire", "parent", 18, [1, 2, 3, 4, 5], "verified"),
    "maas": ("questionnaire", "parent", 19, [1, 2, 3, 4, 5], "verified"),
    "paas": ("questionnaire", "parent", 16, [1, 2, 3, 4, 5], "unverified"),
    "who-5": ("questionnaire", "parent", 5, [0, 1, 2, 3, 4, 5], "verified"),
    "phq-9": ("questionnaire", "parent", 9, [0, 1, 2, 3], "verified"),
    "gad-7": ("questionnaire", "parent", 7, [0, 1, 2, 3], "verified"),
    "kpcs": ("questionnaire", "parent", 15, [0, 1, 2, 3], "verified"),
    "kips": ("observation", "parent", 12, [1, 2, 3, 4, 5], "unverified"),
    "rf": ("interview", "parent", 0, [], "verified"),
    "ems": ("interview", "parent", 15, [0, 1, 2, 3, 4], "verified"),
    "nbo": ("observation", "child", 18, [], "verified"),
    "mim": ("observation", "parent", 0, [], "unverified"),
    "pc-era": ("observation", "parent", 65, [1, 2, 3, 4, 5], "verified"),
    "marte-meo": ("observation", "parent", 0, [], "verified"),
    "graviditet": ("interview", "parent", 0, [], "unverified"),
}

# id, score: how it is made, of which items, least, most
SCALES: dict[tuple[str, str], tuple[str, str, int, int]] = {
    ("rfq-8", "certainty_mean"): ("mean", "1 2 3 4 5 6", 0, 3),
    ("rfq-8", "certainty_sum"): ("sum", "1 2 3 4 5 6", 0, 18),
    ("rfq-8", "uncertainty_mean"): ("mean", "2 4 5 6 7 8", 0, 3),
    ("rfq-8", "uncertainty_sum"): ("sum", "2 4 5 6 7 8", 0, 18),
    ("prfq-18", "prementalizing_mean"): ("mean", "1 4 7 10 13 16", 1, 7),
    ("prfq-18", "certainty_mean"): ("mean", "2 5 8 11 14 17", 1, 7),
    ("prfq-18", "interest_mean"): ("mean", "3 6 9 12 15 18", 1, 7),
    ("epds", "total"): ("sum", "1 2 3 4 5 6 7 8 9 10", 0, 30),
    ("epds", "anxiety_3a"): ("sum", "3 4 5", 0, 9),
    ("gmds", "total"): ("sum", "1 2 3 4 5 6 7 8 9 10 11 12 13", 0, 39),
    ("adbb", "total"): ("sum", "1 2 3 4 5 6 7 8", 0, 32),
    ("m-adbb", "total"): ("sum", "1 2 3 4 5", 0, 10),
    ("ors", "total"): ("sum", "1 2 3 4", 0, 40),
    ("srs", "total"): ("sum", "1 2 3 4", 0, 40),
    ("pss", "total"): ("sum", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18", 18, 90),
    ("pss", "stress_9"): ("sum", "3 4 9 10 12 13 14 15 16", 9, 45),
    ("pss", "dissatisfaction_7"): ("sum", "1 5 6 7 8 17 18", 7, 35),
    ("maas", "quality"): ("sum", "3 6 9 10 11 12 13 15 16 19", 10, 50),
    ("maas", "intensity"): ("sum", "1 2 4 5 8 14 17 18", 8, 40),
    ("maas", "global"): ("sum", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19", 19, 95),
    ("paas", "quality"): ("sum", "1 2 3 7 9 11 12 16", 8, 40),
    ("paas", "intensity"): ("sum", "4 5 8 10 14 15", 6, 30),
    ("paas", "global"): ("sum", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", 16, 80),
    ("who-5", "raw"): ("sum", "1 2 3 4 5", 0, 25),
    ("who-5", "percent"): ("scaled", "1 2 3 4 5", 0, 100),
    ("phq-9", "total"): ("sum", "1 2 3 4 5 6 7 8 9", 0, 27),
    ("phq-9", "major_pattern"): ("pattern", "1 2 3 4 5 6 7 8 9", 0, 1),
    ("gad-7", "total"): ("sum", "1 2 3 4 5 6 7", 0, 21),
    ("kpcs", "total"): ("sum", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", 0, 45),
    ("kips", "mean"): ("mean", "1 2 3 4 5 6 7 8 9 10 11 12", 1, 5),
    ("rf", "rating"): ("rating", "rating", -1, 9),
}

# id, score, role, age, bound, step of the score, sides (below, at, above) on which one acts, evidence
CUTOFFS = [
    ("epds", "total", "mother", None, 11, "1", (False, True, True), "verified"),
    ("epds", "total", "father", None, 10, "1", (False, True, True), "unverified"),
    ("epds", "total", "partner", None, 10, "1", (False, True, True), "unverified"),
    ("epds", "anxiety_3a", "mother", None, 5, "1", (False, True, True), "verified"),
    ("gmds", "total", "father", None, 13, "1", (False, True, True), "verified"),
    ("adbb", "total", "child", None, 5, "1", (False, True, True), "verified"),
    ("m-adbb", "total", "child", None, 2, "1", (False, True, True), "unverified"),
    ("ors", "total", "mother", None, 25, "0.1", (True, False, False), "verified"),
    ("ors", "total", "mother", 18, 25, "0.1", (True, False, False), "verified"),
    ("ors", "total", "mother", 17, 28, "0.1", (True, False, False), "unverified"),
    ("ors", "total", "mother", 13, 28, "0.1", (True, False, False), "unverified"),
    ("srs", "total", "mother", None, 36, "0.1", (True, False, False), "verified"),
    ("kpcs", "total", "mother", None, 39, "1", (True, True, False), "verified"),
]

# id, score, sum of the answers on both sides of every edge: band
BANDS = [
    ("gmds", "total", {0: "0-12", 12: "0-12", 13: "13-26", 14: "13-26", 26: "13-26", 27: "27-39", 39: "27-39"}),
    ("who-5", "percent", {0: "0-35", 8: "0-35", 9: "36-50", 12: "36-50", 13: "51-100", 25: "51-100"}),
    ("phq-9", "total", {0: "0-4", 4: "0-4", 5: "5-9", 9: "5-9", 10: "10-14", 14: "10-14", 15: "15-19", 19: "15-19",
                        20: "20-27", 27: "20-27"}),
    ("gad-7", "total", {0: "0-4", 4: "0-4", 5: "5-9", 9: "5-9", 10: "10-14", 14: "10-14", 15: "15-21", 21: "15-21"}),
    ("kips", "mean", {12: "1.0-2.9", 35: "1.0-2.9", 36: "3.0-3.9", 47: "3.0-3.9", 48: "4.0-5.0", 60: "4.0-5.0"}),
]  # fmt: skip
