-- The status statement for family and adviser, and what a practitioner wants to be reminded of before the doorbell.

CREATE TABLE statements (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, date TEXT, first_day TEXT, last_day TEXT, "by" TEXT, language TEXT,
  sections TEXT, facts TEXT  -- JSON: what was written, and the figures it was written on
) STRICT, WITHOUT ROWID;
CREATE INDEX statements_by_case ON statements (case_id, last_day);

CREATE TABLE reminders (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, text TEXT, date TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX reminders_by_case ON reminders (case_id);
