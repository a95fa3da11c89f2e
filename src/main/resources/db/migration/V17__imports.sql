-- An import is one upload of one or more files: previewed, confirmed, done in the background, undone
DROP TABLE pending_imports;

CREATE TABLE imports (
    import_id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    user_id            uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    state              text        NOT NULL DEFAULT 'WAITING'
        CHECK (state IN ('WAITING', 'CONFIRMED', 'DONE', 'FAILED', 'UNDONE')),
    uploaded_at        timestamptz NOT NULL,
    choices            jsonb       NOT NULL DEFAULT '{}',
    done               integer     NOT NULL DEFAULT 0 CHECK (done >= 0),
    total              integer     CHECK (total >= done),
    books_added        integer     CHECK (books_added >= 0),
    readings_added     integer     CHECK (readings_added >= 0),
    sessions_added     integer     CHECK (sessions_added >= 0),
    rejected           integer     CHECK (rejected >= 0),
    finished_at        timestamptz,
    catalog_added      uuid[]      NOT NULL DEFAULT '{}',
    catalog_lengthened uuid[]      NOT NULL DEFAULT '{}',
    CHECK (num_nulls(books_added, readings_added, sessions_added, rejected, finished_at) IN (0, 5)),
    CHECK ((state IN ('DONE', 'UNDONE')) = (finished_at IS NOT NULL))
);
CREATE UNIQUE INDEX imports_one_waiting ON imports (user_id) WHERE state = 'WAITING';
CREATE INDEX imports_by_user ON imports (user_id, uploaded_at DESC);
CREATE INDEX imports_by_age ON imports (uploaded_at);
COMMENT ON COLUMN imports.done IS 'How many of the total books are stored: the progress bar.';
COMMENT ON COLUMN imports.catalog_added IS 'Books that the import stored in the catalog, to be deleted with it.';

CREATE TABLE import_files (
    import_id uuid     NOT NULL REFERENCES imports (import_id) ON DELETE CASCADE,
    number    smallint NOT NULL CHECK (number BETWEEN 1 AND 100),
    file_name text     NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    content   bytea    CHECK (octet_length(content) <= 53000000),
    mapping   text     CHECK (length(mapping) <= 1000),
    PRIMARY KEY (import_id, number)
);
ALTER TABLE import_files ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON COLUMN import_files.content IS 'Gzipped; dropped a day after the import.';
COMMENT ON COLUMN import_files.mapping IS 'Which column means what, if the reader had to say so.';

CREATE TABLE length_lookups (
    user_id  uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    book_id  uuid        NOT NULL REFERENCES books (book_id) ON DELETE CASCADE,
    due_at   timestamptz NOT NULL,
    attempts integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, book_id)
);
CREATE INDEX length_lookups_by_book ON length_lookups (book_id);
CREATE INDEX length_lookups_due ON length_lookups (due_at);
COMMENT ON TABLE length_lookups IS 'Imported books whose length somebody is still to be asked for; a row goes when there is an answer.';
