-- What others say for us is not what we have said: an erasure that comes in a bundle takes nothing away here, and copies
-- that come back from the one we gave them to are not taken for ours. A name of a device in a change proves nothing,
-- since only the bundle is signed.

-- ── this device alone: never in the log, never in a bundle ─────────────────────────────────────────────────────────

-- Changes that came in a bundle and would count for more had we written them here.
CREATE TABLE hearsay (
  change TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- A payload goes only after an erasure of its record has been logged, and only by one that was written here.
DROP TRIGGER payloads_go_only_by_erasure;
CREATE TRIGGER payloads_go_only_by_erasure BEFORE DELETE ON payloads
WHEN NOT EXISTS (
  SELECT 1 FROM changes AS gone JOIN changes AS erasure ON erasure.record = gone.record
  WHERE gone.id = OLD.change AND erasure.op = 'erase' AND erasure.n > gone.n
  AND NOT EXISTS (SELECT 1 FROM hearsay WHERE change = erasure.id)
)
BEGIN SELECT RAISE(ABORT, 'a payload goes only by erasure'); END;
