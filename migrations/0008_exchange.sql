-- The exchange: two changes may stand in one place, what came early waits, and who was given what is kept.

-- A store that was copied behind the program's back writes other changes under numbers that are taken. Both must be kept,
-- so (stream, device, seq) is no longer unique; the table is made anew, since SQLite cannot drop such a constraint.
CREATE TABLE changes_anew (
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
  digest  TEXT NOT NULL                 -- SHA-256 of the canonical payload
) STRICT;
INSERT INTO changes_anew SELECT n, id, stream, device, seq, prev, hlc, kind, record, op, digest FROM changes ORDER BY n;

CREATE TABLE payloads_anew (
  change  TEXT PRIMARY KEY REFERENCES changes_anew (id),
  body    TEXT NOT NULL                 -- canonical JSON: author, fields, base, reason, salt
) STRICT, WITHOUT ROWID;
INSERT INTO payloads_anew SELECT change, body FROM payloads;

DROP TABLE payloads;
DROP TABLE changes;
ALTER TABLE changes_anew RENAME TO changes;
ALTER TABLE payloads_anew RENAME TO payloads;

CREATE INDEX changes_by_place ON changes (stream, device, seq);
CREATE INDEX changes_by_record ON changes (record);
CREATE INDEX changes_by_hlc ON changes (hlc);

CREATE TRIGGER changes_are_never_updated BEFORE UPDATE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append only'); END;

CREATE TRIGGER changes_are_never_deleted BEFORE DELETE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append only'); END;

CREATE TRIGGER payloads_are_never_updated BEFORE UPDATE ON payloads
BEGIN SELECT RAISE(ABORT, 'the change log is append only'); END;

-- This device alone: changes that came in a bundle and would count for more had we written them here. What others say for
-- us is not what we have said: an erasure that comes takes nothing away, and copies that come back from the one we gave
-- them to are not taken for ours. A name of a device in a change proves nothing, since only the bundle is signed.
CREATE TABLE hearsay (
  change TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- A payload goes only after an erasure of its record has been logged, and only by one that was written here.
CREATE TRIGGER payloads_go_only_by_erasure BEFORE DELETE ON payloads
WHEN NOT EXISTS (
  SELECT 1 FROM changes AS gone JOIN changes AS erasure ON erasure.record = gone.record
  WHERE gone.id = OLD.change AND erasure.op = 'erase' AND erasure.n > gone.n
  AND NOT EXISTS (SELECT 1 FROM hearsay WHERE change = erasure.id)
)
BEGIN SELECT RAISE(ABORT, 'a payload goes only by erasure'); END;

-- ── who is given what (in the store's own stream, never part of a bundle) ──────────────────────────────────────────

-- With a colleague: the journal streams that go both ways. With anybody else: one journal stream, on one ground, and
-- the stream of her own that its copies are appended to.
CREATE TABLE sharings (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, contact TEXT,       -- the record of the contact
  profile TEXT,                     -- colleague, caseworker
  streams TEXT,                     -- JSON list: contact, child, parent:mor …
  target TEXT,                      -- the stream of copies; none with a colleague
  ground TEXT, purpose TEXT, notes INTEGER,
  begun TEXT, ended TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX sharings_by_case ON sharings (case_id);

CREATE TABLE sent_bundles (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  bundle TEXT, contact TEXT, made TEXT, way TEXT,  -- file, remote, html
  cases TEXT, ranges TEXT, streams TEXT,           -- JSON lists
  changes INTEGER, bytes INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_bundles_by_bundle ON sent_bundles (bundle);

CREATE TABLE received_bundles (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  bundle TEXT, contact TEXT, name TEXT, made TEXT, came TEXT, way TEXT, purpose TEXT, ground TEXT,
  cases TEXT, acts TEXT, streams TEXT, gaps TEXT,  -- JSON lists
  changes INTEGER, state TEXT, reason TEXT         -- delivered, opened, accepted, returned
) STRICT, WITHOUT ROWID;
CREATE INDEX received_bundles_by_bundle ON received_bundles (bundle);

-- ── what lies in the streams of others ─────────────────────────────────────────────────────────────────────────────

-- One act of sharing: on what ground, with whose consent, what for.
CREATE TABLE letters (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, act TEXT, at TEXT, sender TEXT, role TEXT, recipient TEXT, source TEXT, profile TEXT,
  ground TEXT, law TEXT, purpose TEXT, told TEXT, code TEXT,
  consents TEXT, left_out TEXT,     -- JSON lists
  notes INTEGER, records INTEGER    -- was free text copied; how many copies it came with
) STRICT, WITHOUT ROWID;
CREATE INDEX letters_by_case ON letters (case_id, at);

-- The copy of one record.
CREATE TABLE shared (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, record TEXT, kind TEXT, source TEXT, letter TEXT, at TEXT,
  fields TEXT,                      -- JSON object
  gone INTEGER                      -- the original was taken back
) STRICT, WITHOUT ROWID;
CREATE INDEX shared_by_record ON shared (record);
CREATE INDEX shared_by_case ON shared (case_id, stream);

CREATE TABLE receipts (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  bundle TEXT, state TEXT, at TEXT, reason TEXT, records TEXT, sign TEXT, signature TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_by_bundle ON receipts (bundle);

-- ── this device alone: never in the log, never in a bundle ─────────────────────────────────────────────────────────

-- Changes that came before those they follow.
CREATE TABLE early (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL, prev TEXT, hlc TEXT NOT NULL,
  kind TEXT NOT NULL, record TEXT NOT NULL, op TEXT NOT NULL, digest TEXT NOT NULL, body TEXT,
  sign TEXT NOT NULL, came TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX early_by_place ON early (stream, device, seq);

-- What a contact has said she has, in her newest bundle.
CREATE TABLE heard (
  sign TEXT PRIMARY KEY, device TEXT NOT NULL,
  before TEXT NOT NULL,             -- JSON list: the devices her store was before
  made TEXT NOT NULL,
  heads TEXT NOT NULL               -- JSON list of [stream, device, seq, id]
) STRICT, WITHOUT ROWID;

-- What we last told a contact that we have, and what lies for her on the remote.
CREATE TABLE told (
  sign TEXT PRIMARY KEY,
  heads TEXT NOT NULL,              -- JSON list; null: she waits for an answer
  published TEXT NOT NULL           -- JSON list of names
) STRICT, WITHOUT ROWID;
