-- An archive brings back settings and plans too: only where the reader has chosen nothing, and so that it can be undone
ALTER TABLE users
    ADD COLUMN time_zone_chosen boolean NOT NULL DEFAULT false,
    ADD COLUMN day_end_chosen   boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN users.time_zone_chosen IS 'Whether the reader saved it; until then it is what the browser said, or the default.';
COMMENT ON COLUMN users.day_end_chosen IS 'Whether the reader saved it; until then it is the default.';
-- Who saved a zone before is not known: what is there stays
UPDATE users SET time_zone_chosen = true, day_end_chosen = day_ends_at <> 0;

ALTER TABLE imports
    ADD COLUMN receipts jsonb   NOT NULL DEFAULT '[]',
    ADD COLUMN attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0);
COMMENT ON COLUMN imports.receipts IS 'What the import added besides the history, to take it back by: the part and its receipt.';
COMMENT ON COLUMN imports.attempts IS 'How often somebody began to carry it out; one that kills its application is given up.';
CREATE INDEX imports_confirmed ON imports (import_id) WHERE state = 'CONFIRMED';
