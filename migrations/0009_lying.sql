-- What lies on a remote for others is kept file by file, so that it can be taken back when it may no longer go.

ALTER TABLE told DROP COLUMN published;

-- This device alone: never in the log, never in a bundle. It may have been fetched since.
CREATE TABLE lying (
  name    TEXT PRIMARY KEY,
  place   TEXT NOT NULL,                -- which remote
  contact TEXT NOT NULL,                -- the record of the contact
  age     TEXT NOT NULL,                -- the key it is sealed to, which names the mailbox: her keys may be others now
  sign    TEXT,                         -- her signing key then
  streams TEXT NOT NULL                 -- JSON list: of which there are changes in it
) STRICT, WITHOUT ROWID;
