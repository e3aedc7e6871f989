-- Meetings and other events, goals with their scales, and steps that were said to be missed.

CREATE TABLE meetings (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, kind TEXT, date TEXT,
  present TEXT,           -- JSON list: labels of the family, roles of others
  reviewed TEXT,          -- the day the status was gone through with the family
  sent TEXT,              -- the day the status statement was sent
  ahead TEXT,             -- JSON list: the next days agreed
  agreements TEXT,        -- JSON list of texts
  note TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX meetings_by_case ON meetings (case_id, date);

CREATE TABLE events (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, kind TEXT, date TEXT, session INTEGER, present TEXT, note TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_case ON events (case_id, kind, date);

-- After Signs of Safety: what worries, what works, what needs to happen.
CREATE TABLE goals (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, date TEXT, worry TEXT, working TEXT, needed TEXT, closed TEXT, reached TEXT, outcome TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX goals_by_case ON goals (case_id, date);

-- Where each who was at a meeting stands, from 0 to 10.
CREATE TABLE safety_scales (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, meeting TEXT, date TEXT, who TEXT, value INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX safety_scales_by_case ON safety_scales (case_id, date);

CREATE TABLE missed_steps (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, obligation TEXT, due TEXT, date TEXT, reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX missed_steps_by_case ON missed_steps (case_id);
