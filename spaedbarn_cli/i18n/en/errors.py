"""English: errors and hints of every command."""

TEXTS: dict[str, str] = {
    "err.usage": "the command cannot be understood this way",
    "hint.usage": "`{command} --help` shows how, with an example",
    "err.usage_command": "there is no such command",
    "hint.usage_command": "`{command} --help` lists every command",
    "err.usage_command_near": "there is no such command; did you mean `{near}`?",
    "hint.usage_command_near": "`{command} --help` lists every command",
    "err.usage_option": "there is no {option} here",
    "hint.usage_option": "`{command} --help` shows what can be chosen",
    "err.usage_option_near": "there is no {option} here; did you mean {near}?",
    "hint.usage_option_near": "`{command} --help` shows what can be chosen",
    "err.usage_value": "{option} needs a value",
    "hint.usage_value": "write the value after {option}, in quotes if it has spaces",
    "err.usage_no_value": "{option} takes no value",
    "hint.usage_no_value": "write {option} alone",
    "err.usage_missing": "{name} is missing",
    "hint.usage_missing": "add it, or run the command in a terminal and you will be asked",
    "err.bad_language": "we do not have that language",
    "hint.bad_language": "choose `--lang da` or `--lang en`",
    "err.bad_now": "--now is not a moment",
    "hint.bad_now": "write it as 2026-11-22 or 2026-11-22T14:30",
    "err.cpr_on_line": "something that looks like a civil registration number stands on the command line",
    "hint.cpr_on_line": (
        "the computer remembers command lines; use the family's code, and write the rest inside the "
        "program"
    ),
    "err.interrupted": "interrupted",
    "hint.interrupted": "nothing was changed by what you were doing",
    "err.interrupted_draft": "interrupted; what you answered is kept as a draft",
    "hint.interrupted_draft": "`spaedbarn resume` goes on where you left",
    "err.locked_idle": "locked, because nobody has typed for a while; what you answered is kept",
    "hint.locked_idle": "`spaedbarn resume` goes on where you left",
    "err.draft_not_found": "there is no draft that begins like that",
    "hint.draft_not_found": "`spaedbarn drafts` shows the drafts",
    "err.no_drafts": "there are no drafts",
    "hint.no_drafts": "everything you began is finished",
    "err.draft_unknown": "this version of the program cannot go on with that draft",
    "hint.draft_unknown": "update spaedbarn; the draft stays where it is",
    "err.defect": "there is a defect in the program ({kind} at {where}, number {number})",
    "hint.defect": (
        "your data stand as before; run `spaedbarn doctor` and report the number to whoever looks after "
        "the program"
    ),
    "err.needs_yes": "this must be confirmed",
    "hint.needs_yes": "add --yes, or run the command in a terminal",
    "err.disk_full": "the disk is full; nothing was changed",
    "hint.disk_full": "make room on the disk and try again; what you had saved is still there",
    "err.no_permission": "the folder may not be written to",
    "hint.no_permission": "check that the folder is your own and not write-protected; `spaedbarn doctor` shows which",
    "err.disk_error": "the computer could not read or write (error {number})",
    "hint.disk_error": "try again; if it happens again, take a backup and have the disk looked at",
    "err.bad_day": "{option} is not a date",
    "hint.bad_day": "write it as 2026-11-16 or 16-11-2026",
    "err.bad_moment": "{option} is not a moment",
    "hint.bad_moment": "write it as \"2026-11-16 09:00\" or \"16-11-2026 09.00\"",
    "err.bad_clock": "{option} is not a time of day",
    "hint.bad_clock": "write it as 9, 9.30 or 09:30",
    "err.bad_no_such_time": "that time in {option} does not exist on that day, because the clocks go forward",
    "hint.bad_no_such_time": "write the time as the clock showed it",
    "err.bad_minutes": "{option} is not a number of minutes",
    "hint.bad_minutes": "write 90, \"1 h 30 min\" or 1:30",
    "err.bad_hours": "{option} is not a number of hours a week that can be agreed",
    "hint.bad_hours": "write 4, 4.5 or \"4 h 30 min\", and at most 60 hours",
    "err.day_in_future": "{option} lies in the future",
    "hint.day_in_future": "check year and month",
    "err.to_before_from": "--to lies before --from",
    "hint.to_before_from": "swap them or correct one; both days are included",
    "err.nothing_to_correct": "it does not say what to correct",
    "hint.nothing_to_correct": "write what should change, for example --minutes 60",
    "err.record_not_found": "there is not exactly one record that begins with {id}",
    "hint.record_not_found": (
        "`spaedbarn case show` and `spaedbarn visit list` show the ids; the first four characters are "
        "enough"
    ),
    "warn.clock_behind": "the computer's clock is behind what was last written; the order holds, but look at the clock",
    "warn.change_ahead": "something in the store is dated more than a day ahead; look at the computer's clock",
    "warn.rolled_back": (
        "the store is older than what this computer wrote last: was an old copy put back? Nothing was "
        "deleted; `spaedbarn doctor` shows more"
    ),
}
