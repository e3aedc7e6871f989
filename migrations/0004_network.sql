-- The people around a family: the network card, looks at it, and the relations a genogram draws.

CREATE TABLE ties (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, name TEXT, label TEXT, circle INTEGER, sector TEXT,
  gives TEXT,  -- JSON list
  strain INTEGER, wish INTEGER,
  knows TEXT,  -- JSON list of the ids of other ties
  note TEXT, date TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX ties_by_case ON ties (case_id);

-- A day on which the card was gone through with the family.
CREATE TABLE looks (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, date TEXT, note TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX looks_by_case ON looks (case_id, date);

-- What a genogram says of one person: of a person of the family or a tie (about), or of somebody who is only drawn.
CREATE TABLE figures (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, about TEXT, name TEXT, sex TEXT, state TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX figures_by_case ON figures (case_id);

CREATE TABLE relations (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, versions INTEGER NOT NULL, heads TEXT NOT NULL, retracted INTEGER NOT NULL,
  case_id TEXT, a TEXT, b TEXT, relation TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX relations_by_case ON relations (case_id);
