"""Danish: the family and its people."""

TEXTS: dict[str, str] = {
    "err.case_not_found": "der er ingen familie med koden {code}",
    "hint.case_not_found": "`spaedbarn case list` viser familierne; med --closed også de afsluttede",
    "err.case_exists": "der er allerede en familie med koden {code}",
    "hint.case_exists": "vælg en anden kode, eller ret familien med `spaedbarn case correct {code}`",
    "err.bad_code": "familiekoden kan ikke bruges",
    "hint.bad_code": "brug 1–16 bogstaver, tal, - eller _, for eksempel A17; aldrig et CPR-nummer",
    "err.bad_label": "{option} kan ikke bruges som betegnelse",
    "hint.bad_label": "brug et kort ord uden mellemrum, for eksempel mor, far, barn1",
    "err.bad_person_role": "den rolle findes ikke",
    "hint.bad_person_role": "vælg en af: {roles}",
    "err.label_taken": "{label} er allerede i familien {code}",
    "hint.label_taken": "vælg en anden betegnelse, for eksempel {label}2",
    "err.label_taken_child": "der er allerede et barn, der hedder {label}, i familien {code}",
    "hint.label_taken_child": (
        "tvillinger skal have hver sin betegnelse; skal fødslen rettes, så tilføj --reason med "
        "begrundelsen"
    ),
    "err.bad_gestation": "{option} er ikke en gestationsalder",
    "hint.bad_gestation": "skriv uger+dage, for eksempel 38+4",
    "err.gestation_outside": "gestationsalderen ligger uden for {earliest} til {latest}",
    "hint.gestation_outside": "se efter, om tallet er skrevet rigtigt",
    "err.birth_in_future": "fødslen ligger ude i fremtiden",
    "hint.birth_in_future": "se efter, om årstal og måned er rigtige; termin sættes med `spaedbarn case correct --due`",
    "err.birth_far_from_due": (
        "fødslen passer ikke med terminen i familien {code}: det ville være uden for {earliest} til "
        "{latest}"
    ),
    "hint.birth_far_from_due": (
        "ret fødselsdatoen, eller ret terminen med `spaedbarn case correct {code} --due … --reason …`"
    ),
    "err.discharge_without_birth": "familien {code} har ikke noget barn endnu",
    "hint.discharge_without_birth": "skriv fødslen ind først: `spaedbarn birth {code} --date …`",
    "err.discharge_before_birth": "udskrivningen ligger før fødslen",
    "hint.discharge_before_birth": "se efter, om datoen er skrevet rigtigt",
    "err.closed_before_start": "afslutningen ligger før indsatsens start",
    "hint.closed_before_start": "se efter, om datoen er skrevet rigtigt",
    "said.case_opened": "Familien {code} er oprettet.",
    "said.case_closed": "Familien {code} er afsluttet. Alt er der stadig; `spaedbarn case list --closed` viser den.",
    "said.case_corrected": "Familien {code} er rettet. Det, der stod før, findes i `spaedbarn history {code}`.",
    "said.retracted": "Posten er trukket tilbage i familien {code}. Den findes stadig i `spaedbarn history {code}`.",
    "said.discharged": "Familien {code} er hjemme fra {day}.",
    "said.paused": "Pausen i familien {code} er skrevet ind: {first} til {last}.",
    "said.agreed": "Aftalt niveau i familien {code}: {hours} om ugen fra {first}.",
    "said.person_added": "{label} er skrevet ind i familien {code}.",
    "said.born": "{label} er skrevet ind i familien {code}.",
    "said.birth_corrected": (
        "Fødslen af {label} i familien {code} er rettet. Det, der stod før, findes i `spaedbarn history "
        "{code}`."
    ),
    "ask.code": "Familiekode",
    "ask.closed": "Sidste dag i indsatsen",
    "ask.reason": "Begrundelse",
    "ask.discharge": "Hjemme fra (dato)",
    "ask.from": "Fra og med",
    "ask.to": "Til og med",
    "ask.hours": "Timer om ugen",
    "ask.label": "Betegnelse (mor, far, mormor …)",
    "ask.role": "Rolle",
    "ask.birth": "Fødselsdato",
    "ask.child": "Barnets betegnelse (barn1 …)",
    "role.mother": "mor",
    "role.father": "far",
    "role.partner": "partner",
    "role.child": "barn",
    "role.sibling": "søskende",
    "role.network": "netværk",
    "role.professional": "fagperson",
    "phase.pregnancy": "graviditet",
    "phase.birth": "fra fødsel til hjem",
    "phase.after-birth": "efter fødsel",
    "phase.closing": "afsluttet",
    "phase.referral": "opsporing og henvisning",
    "label.due": "termin",
    "label.start": "start",
    "label.closed": "afsluttet",
    "label.home_from": "hjemme fra",
    "label.born": "født",
    "label.gestation": "gestationsalder",
    "label.corrected": "korrigeret",
    "label.corrected_age": "korrigeret {age}",
    "label.persons": "Familien",
    "label.children": "Børn",
    "label.pauses": "Pauser",
    "label.agreements": "Aftalt niveau",
    "label.programme": "indsatsmodel",
    "label.legal": "hjemmel",
    "label.phase": "fase",
    "label.owner": "oprettet af",
    "label.per_week": "{hours} om ugen",
    "label.until": "til {day}",
    "label.from": "fra {day}",
    "label.no_cases": "Der er ingen familier endnu. `spaedbarn case open A17` opretter den første.",
    "help.case_erase": "Slet en families indhold for lovens skyld; det kan ikke fortrydes.",
    "help.level": "Skriv ind, hvilket niveau af indsats familien får.",
    "opt.level": "Niveauet, 1 til 4.",
    "err.bad_level": "{option} er ikke et niveau",
    "hint.bad_level": "skriv 1, 2, 3 eller 4",
    "said.level": "Familien {code} får niveau {level} fra {day}.",
    "ask.level": "Niveau (1–4)",
    "ask.erase": (
        "Alt om {code} bliver slettet og kan ikke hentes tilbage. Journaler skal som regel gemmes i "
        "mindst 10 år. Vil du slette"
    ),
    "erase.reason": "slettet på forlangende",
    "said.erased_copies": (
        "Uden for rækkevidde er det, der er delt med {names}; "
        "bed dem selv tage stilling til, om de må beholde det."
    ),
    "said.erased": (
        "{code} er slettet: {changes} ændringer i {records} poster og {drafts} kladder. "
        "Sikkerhedskopier, udskrifter og det, andre har fået, kan programmet ikke nå."
    ),
}
