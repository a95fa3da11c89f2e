-- KOReader's statistics, which devices keep on the server by WebDAV
CREATE TABLE statistics_folders (
    user_id     uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    folder      text        NOT NULL CHECK (length(folder) <= 60),
    content     bytea       CHECK (octet_length(content) <= 52428800),
    etag        text,
    modified_at timestamptz NOT NULL,
    problem     text,
    PRIMARY KEY (user_id, folder),
    CHECK ((content IS NULL) = (etag IS NULL))
);
ALTER TABLE statistics_folders ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON TABLE statistics_folders IS 'A folder of a reader with at most one file, statistics.sqlite3, byte for byte as a device sent it.';
COMMENT ON COLUMN statistics_folders.folder IS 'Empty for the root.';
COMMENT ON COLUMN statistics_folders.problem IS 'Why the newest file could not be imported; null if it could.';

ALTER TABLE imports ADD COLUMN by_device boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN imports.by_device IS 'A device uploaded it: once the reader has confirmed one, the next are imported by themselves.';
