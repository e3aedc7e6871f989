-- Sharing: the keys of this store, who it shares with, and what the families agreed to.

-- In the store's own stream, which is never part of a bundle: a restored store still opens what was sent to it.
CREATE TABLE identities (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  age TEXT, sign TEXT,                -- the public halves
  age_secret TEXT, sign_secret TEXT   -- the private ones; never shown, never exported
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  name TEXT, role TEXT, age TEXT, sign TEXT,
  words TEXT,      -- the fingerprint of both keys; none without a card
  verified TEXT,   -- the day the words were read aloud the same
  changed TEXT     -- the day the keys were replaced, until they are verified
) STRICT, WITHOUT ROWID;
CREATE INDEX contacts_by_name ON contacts (name);

CREATE TABLE consents (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, "by" TEXT,
  recipient TEXT,  -- the name of a contact, or a role
  streams TEXT,    -- JSON list
  given TEXT, until TEXT, withdrawn TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX consents_by_case ON consents (case_id, given);
