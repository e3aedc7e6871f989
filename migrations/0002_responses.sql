-- Answered instruments, and what a site brings itself: text packs and definitions of its own.

CREATE TABLE responses (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, subject TEXT, role TEXT,
  instrument TEXT, version TEXT, definition TEXT,  -- definition: digest of the file it was begun on
  date TEXT, entered TEXT, mode TEXT, "by" TEXT, complete INTEGER,
  answers TEXT, inactive TEXT, result TEXT, actions TEXT, note TEXT  -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX responses_by_case ON responses (case_id, instrument, subject, date);

CREATE TABLE settings (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  key TEXT, value TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX settings_by_key ON settings (key);

-- This device alone. Wording is licensed to the site: it never enters the log and so never leaves in a bundle.
CREATE TABLE text_packs (
  instrument TEXT NOT NULL, version TEXT NOT NULL, language TEXT NOT NULL, body TEXT NOT NULL, added TEXT NOT NULL,
  PRIMARY KEY (instrument, version, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE site_definitions (
  id TEXT NOT NULL, version TEXT NOT NULL, kind TEXT NOT NULL, digest TEXT NOT NULL, added TEXT NOT NULL,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;
