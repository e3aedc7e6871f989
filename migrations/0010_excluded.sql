-- Records that were taken out of what goes to somebody: corrections that follow by themselves leave them out as well.

ALTER TABLE sharings ADD COLUMN excluded TEXT; -- JSON list of record ids
