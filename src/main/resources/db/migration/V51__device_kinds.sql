ALTER TABLE devices ADD COLUMN kind text NOT NULL DEFAULT 'OTHER'
    CHECK (kind IN ('KOBO', 'KINDLE', 'POCKETBOOK', 'ANDROID', 'COMPUTER', 'OTHER'));
COMMENT ON COLUMN devices.kind IS 'On what KOReader runs; it decides only which steps the reader is shown.';
