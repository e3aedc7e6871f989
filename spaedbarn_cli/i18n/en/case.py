"""English: the family and its people."""

TEXTS: dict[str, str] = {
    "err.case_not_found": "there is no family with the code {code}",
    "hint.case_not_found": "`spaedbarn case list` shows the families; with --closed also the closed ones",
    "err.case_exists": "there is already a family with the code {code}",
    "hint.case_exists": "choose another code, or correct the family with `spaedbarn case correct {code}`",
    "err.bad_code": "the case code cannot be used",
    "hint.bad_code": "use 1–16 letters, digits, - or _, such as A17; never a civil registration number",
    "err.bad_label": "{option} cannot be used as a label",
    "hint.bad_label": "use a short word without spaces, such as mor, far, barn1",
    "err.bad_person_role": "there is no such role",
    "hint.bad_person_role": "choose one of: {roles}",
    "err.label_taken": "{label} is already in the family {code}",
    "hint.label_taken": "choose another label, such as {label}2",
    "err.label_taken_child": "there is already a child labelled {label} in the family {code}",
    "hint.label_taken_child": "twins need a label each; to correct the birth, add --reason with the reason",
    "err.bad_gestation": "{option} is not a gestational age",
    "hint.bad_gestation": "write weeks+days, such as 38+4",
    "err.gestation_outside": "the gestational age lies outside {earliest} to {latest}",
    "hint.gestation_outside": "check that the number is written right",
    "err.birth_in_future": "the birth lies in the future",
    "hint.birth_in_future": "check year and month; a due date is set with `spaedbarn case correct --due`",
    "err.birth_far_from_due": (
        "the birth does not fit the due date of family {code}: it would be outside {earliest} to "
        "{latest}"
    ),
    "hint.birth_far_from_due": (
        "correct the date of birth, or the due date with `spaedbarn case correct {code} --due … --reason"
        " …`"
    ),
    "err.discharge_without_birth": "the family {code} has no child yet",
    "hint.discharge_without_birth": "enter the birth first: `spaedbarn birth {code} --date …`",
    "err.discharge_before_birth": "the discharge lies before the birth",
    "hint.discharge_before_birth": "check the date",
    "err.closed_before_start": "the closing lies before the programme's start",
    "hint.closed_before_start": "check the date",
    "said.case_opened": "The family {code} has been opened.",
    "said.case_closed": (
        "The family {code} has been closed. Everything is still there; `spaedbarn case list --closed` "
        "shows it."
    ),
    "said.case_corrected": "The family {code} has been corrected. What stood before is in `spaedbarn history {code}`.",
    "said.retracted": "The record of the family {code} has been retracted. It is still in `spaedbarn history {code}`.",
    "said.discharged": "The family {code} is home from {day}.",
    "said.paused": "The pause of the family {code} has been entered: {first} to {last}.",
    "said.agreed": "Agreed level of the family {code}: {hours} a week from {first}.",
    "said.person_added": "{label} has been added to the family {code}.",
    "said.born": "{label} has been entered in the family {code}.",
    "said.birth_corrected": (
        "The birth of {label} in the family {code} has been corrected. What stood before is in "
        "`spaedbarn history {code}`."
    ),
    "ask.code": "Case code",
    "ask.closed": "Last day of the programme",
    "ask.reason": "Reason",
    "ask.discharge": "Home from (date)",
    "ask.from": "From and including",
    "ask.to": "To and including",
    "ask.hours": "Hours a week",
    "ask.label": "Label (mor, far, mormor …)",
    "ask.role": "Role",
    "ask.birth": "Date of birth",
    "ask.child": "The child's label (barn1 …)",
    "role.mother": "mother",
    "role.father": "father",
    "role.partner": "partner",
    "role.child": "child",
    "role.sibling": "sibling",
    "role.network": "network",
    "role.professional": "professional",
    "phase.pregnancy": "pregnancy",
    "phase.birth": "from birth to home",
    "phase.after-birth": "after birth",
    "phase.closing": "closed",
    "phase.referral": "detection and referral",
    "label.due": "due date",
    "label.start": "start",
    "label.closed": "closed",
    "label.home_from": "home from",
    "label.born": "born",
    "label.gestation": "gestational age",
    "label.corrected": "corrected",
    "label.corrected_age": "corrected {age}",
    "label.persons": "The family",
    "label.children": "Children",
    "label.pauses": "Pauses",
    "label.agreements": "Agreed level",
    "label.programme": "programme",
    "label.legal": "legal ground",
    "label.phase": "phase",
    "label.owner": "opened by",
    "label.per_week": "{hours} a week",
    "label.until": "until {day}",
    "label.from": "from {day}",
    "label.no_cases": "There are no families yet. `spaedbarn case open A17` opens the first.",
    "help.case_erase": "Erase a family's content for the law's sake; this cannot be undone.",
    "help.level": "Enter the level of service the family is given.",
    "opt.level": "The level, 1 to 4.",
    "err.bad_level": "{option} is not a level",
    "hint.bad_level": "write 1, 2, 3 or 4",
    "said.level": "The family {code} is given level {level} from {day}.",
    "ask.level": "Level (1–4)",
    "ask.erase": (
        "Everything about {code} will be erased and cannot be brought back. Records must usually be kept"
        " for at least 10 years. Do you want to erase it"
    ),
    "erase.reason": "erased on request",
    "said.erased_copies": (
        "Out of reach is what was shared with {names}; "
        "ask them to decide for themselves whether they may keep it."
    ),
    "said.erased": (
        "{code} has been erased: {changes} changes in {records} records and {drafts} drafts. Backups, "
        "print-outs and what others have received are out of the program's reach."
    ),
}
