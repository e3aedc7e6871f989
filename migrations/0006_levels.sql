-- The level of service a family is given from a day on (programmes with levels); a level is never a label on the family.

CREATE TABLE levels (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, level INTEGER, first_day TEXT, reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX levels_by_case ON levels (case_id, first_day);
