CREATE TABLE pending_imports (
    import_id      uuid        PRIMARY KEY DEFAULT uuidv7(),
    user_id        uuid        NOT NULL UNIQUE REFERENCES users (user_id) ON DELETE CASCADE,
    file_name      text        NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    content        bytea       CHECK (octet_length(content) <= 53000000),
    uploaded_at    timestamptz NOT NULL,
    books_added    integer     CHECK (books_added >= 0),
    readings_added integer     CHECK (readings_added >= 0),
    sessions_added integer     CHECK (sessions_added >= 0),
    CHECK ((content IS NULL) = (books_added IS NOT NULL)),
    CHECK (num_nulls(books_added, readings_added, sessions_added) IN (0, 3))
);
ALTER TABLE pending_imports ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX pending_imports_age ON pending_imports (uploaded_at);
COMMENT ON TABLE pending_imports IS 'An uploaded file, gzipped, that waits for its reader to confirm; afterwards what it added, so that a repeated confirmation adds nothing.';

CREATE TABLE demo_accounts (
    user_id    uuid        PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE demo_accounts IS 'Accounts with a made-up history, counted so that they stay few.';
