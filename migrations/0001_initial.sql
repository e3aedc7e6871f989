-- The change log, the tables it keeps up to date, and what belongs to this device alone.

-- ── the change log: heads and payloads, append only ────────────────────────────────────────────────────────────────

CREATE TABLE changes (
  n       INTEGER PRIMARY KEY,          -- order of arrival here
  id      TEXT NOT NULL UNIQUE,         -- SHA-256 of the canonical head
  stream  TEXT NOT NULL,
  device  TEXT NOT NULL,
  seq     INTEGER NOT NULL,             -- 1, 2, 3 … per (stream, device)
  prev    TEXT,                         -- id of the change before it in (stream, device)
  hlc     TEXT NOT NULL,                -- hybrid logical clock
  kind    TEXT NOT NULL,
  record  TEXT NOT NULL,
  op      TEXT NOT NULL,                -- create, amend, retract, erase
  digest  TEXT NOT NULL,                -- SHA-256 of the canonical payload
  UNIQUE (stream, device, seq)
) STRICT;
CREATE INDEX changes_by_record ON changes (record);
CREATE INDEX changes_by_hlc ON changes (hlc);

CREATE TABLE payloads (
  change  TEXT PRIMARY KEY REFERENCES changes (id),
  body    TEXT NOT NULL                 -- canonical JSON: author, fields, base, reason, salt
) STRICT, WITHOUT ROWID;

CREATE TRIGGER changes_are_never_updated BEFORE UPDATE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append only'); END;

CREATE TRIGGER changes_are_never_deleted BEFORE DELETE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append only'); END;

CREATE TRIGGER payloads_are_never_updated BEFORE UPDATE ON payloads
BEGIN SELECT RAISE(ABORT, 'the change log is append only'); END;

-- A payload goes only after an erasure of its record has itself been logged.
CREATE TRIGGER payloads_go_only_by_erasure BEFORE DELETE ON payloads
WHEN NOT EXISTS (
  SELECT 1 FROM changes AS gone JOIN changes AS erasure ON erasure.record = gone.record
  WHERE gone.id = OLD.change AND erasure.op = 'erase' AND erasure.n > gone.n
)
BEGIN SELECT RAISE(ABORT, 'a payload goes only by erasure'); END;

-- ── what the log says now: one row a record ────────────────────────────────────────────────────────────────────────
-- Every such table begins with the same columns: id, stream, versions (original and corrections), heads (JSON list of
-- the newest versions, the base of the next change), retracted.

CREATE TABLE profiles (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  name TEXT, role TEXT, municipality TEXT, recovery_confirmed INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  code TEXT, programme TEXT, start TEXT, due TEXT, legal TEXT, discharged TEXT, closed TEXT, close_reason TEXT, owner TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_by_code ON cases (code);

CREATE TABLE persons (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, label TEXT, role TEXT, name TEXT, born TEXT, gestation_days INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX persons_by_case ON persons (case_id);

CREATE TABLE visits (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, start INTEGER, "end" INTEGER,  -- minutes since 1970-01-01T00:00Z
  kind TEXT, status TEXT, practitioners INTEGER,
  "by" TEXT, present TEXT, core TEXT, signs TEXT,  -- JSON lists
  note TEXT, next TEXT, reason TEXT, cancelled_by TEXT, excused INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX visits_by_case ON visits (case_id, start, "end", status, kind, practitioners, retracted);

CREATE TABLE pauses (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, first_day TEXT, last_day TEXT, reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX pauses_by_case ON pauses (case_id);

CREATE TABLE agreements (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, minutes INTEGER, first_day TEXT, last_day TEXT, reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX agreements_by_case ON agreements (case_id);

CREATE TABLE accesses (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, command TEXT, at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX accesses_by_case ON accesses (case_id);

-- Fields that two people changed from the same version, until a further change settles them.
CREATE TABLE conflicts (
  record TEXT NOT NULL, field TEXT NOT NULL, changes TEXT NOT NULL,
  PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;

-- ── this device alone: never in the log, never in a bundle ─────────────────────────────────────────────────────────

CREATE TABLE device (
  key TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, case_id TEXT, definition TEXT, begun TEXT NOT NULL, touched TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_answers (
  draft TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
  key TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL,   -- value: JSON
  PRIMARY KEY (draft, key)
) STRICT, WITHOUT ROWID;

-- Definitions as parsed, under the digest of their file, so that a quick command need not read YAML.
CREATE TABLE definitions (
  digest TEXT PRIMARY KEY, body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
