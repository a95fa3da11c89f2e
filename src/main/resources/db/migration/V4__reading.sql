CREATE TABLE reading_lists (
    user_id  uuid   PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE,
    revision bigint NOT NULL DEFAULT 1
);
COMMENT ON TABLE reading_lists IS 'One row a reader: every change of what the reader reads raises the revision, and so takes its turn.';

CREATE TABLE user_tbr_list (
    tbr_id       uuid        PRIMARY KEY DEFAULT uuidv7(),
    user_id      uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    book_id      uuid        NOT NULL REFERENCES books (book_id),
    status       text        NOT NULL DEFAULT 'TBR' CHECK (status IN ('TBR', 'READING', 'FINISHED', 'ABANDONED')),
    position     integer     NOT NULL,
    page_count   integer     CHECK (page_count BETWEEN 1 AND 20000),
    current_page integer     NOT NULL DEFAULT 0 CHECK (current_page BETWEEN 0 AND coalesce(page_count, 20000)),
    added_at     timestamptz NOT NULL DEFAULT now(),
    removed_at   timestamptz,
    version      bigint      NOT NULL DEFAULT 0,
    UNIQUE (user_id, book_id),
    UNIQUE (tbr_id, user_id),
    UNIQUE (user_id, position) DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON COLUMN user_tbr_list.page_count IS 'Pages of the edition this reader holds; null while nobody knows.';
COMMENT ON COLUMN user_tbr_list.removed_at IS 'Set while a removal can still be undone.';

CREATE TABLE reading_log (
    log_id     uuid    PRIMARY KEY DEFAULT uuidv7(),
    tbr_id     uuid    NOT NULL,
    user_id    uuid    NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    start_date date    CHECK (start_date >= DATE '1900-01-01'),
    end_date   date    CHECK (end_date >= DATE '1900-01-01'),
    completed  boolean NOT NULL DEFAULT true,
    version    bigint  NOT NULL DEFAULT 0,
    FOREIGN KEY (tbr_id, user_id) REFERENCES user_tbr_list (tbr_id, user_id) ON DELETE CASCADE,
    CHECK (start_date IS NOT NULL OR end_date IS NOT NULL),
    CHECK (end_date >= start_date)
);
COMMENT ON TABLE reading_log IS 'One row a read-through of a book (simple mode); end_date is null while it goes on.';
CREATE UNIQUE INDEX reading_log_one_open ON reading_log (tbr_id) WHERE end_date IS NULL;
CREATE UNIQUE INDEX reading_log_no_twin ON reading_log (tbr_id, end_date);
CREATE INDEX reading_log_by_user ON reading_log (user_id, end_date);

CREATE TABLE reading_sessions (
    session_id uuid          PRIMARY KEY DEFAULT uuidv7(),
    tbr_id     uuid          NOT NULL,
    user_id    uuid          NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    start_time timestamptz   NOT NULL,
    end_time   timestamptz   NOT NULL,
    pages_read numeric(8, 2) NOT NULL CHECK (pages_read >= 0 AND pages_read <= 20000),
    FOREIGN KEY (tbr_id, user_id) REFERENCES user_tbr_list (tbr_id, user_id) ON DELETE CASCADE,
    CHECK (end_time > start_time),
    UNIQUE (tbr_id, start_time, end_time)
);
COMMENT ON TABLE reading_sessions IS 'Exact mode: one row a sitting.';
CREATE INDEX reading_sessions_by_user ON reading_sessions (user_id, start_time);
