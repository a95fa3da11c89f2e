-- Histories from elsewhere: what one import did is known, so that it can be taken back as a whole
CREATE TABLE reading_batches (
    batch_id uuid        PRIMARY KEY,
    user_id  uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    added_at timestamptz NOT NULL
);
CREATE INDEX reading_batches_by_user ON reading_batches (user_id);
CREATE INDEX reading_batches_by_age ON reading_batches (added_at);
COMMENT ON TABLE reading_batches IS 'Histories that were added as a whole and can be taken back as a whole.';

CREATE TABLE batch_entries (
    batch_id uuid  NOT NULL REFERENCES reading_batches (batch_id) ON DELETE CASCADE,
    tbr_id   uuid  NOT NULL REFERENCES user_tbr_list (tbr_id) ON DELETE CASCADE,
    former   jsonb,
    later    jsonb,
    PRIMARY KEY (batch_id, tbr_id)
);
CREATE INDEX batch_entries_by_entry ON batch_entries (tbr_id);
COMMENT ON COLUMN batch_entries.former IS 'The entry as it was before; null if it is new.';
COMMENT ON COLUMN batch_entries.later IS 'The entry as the batch left it: what differs now, the reader has changed since.';

CREATE TABLE batch_readings (
    batch_id   uuid    NOT NULL REFERENCES reading_batches (batch_id) ON DELETE CASCADE,
    log_id     uuid    NOT NULL REFERENCES reading_log (log_id) ON DELETE CASCADE,
    start_date date,
    end_date   date,
    evidence   boolean NOT NULL,
    version    bigint,
    PRIMARY KEY (batch_id, log_id)
);
CREATE INDEX batch_readings_by_reading ON batch_readings (log_id);
COMMENT ON TABLE batch_readings IS 'Readings that a batch completed: their days as they were before, and the version it left behind.';

ALTER TABLE reading_log
    ADD COLUMN evidence boolean NOT NULL DEFAULT true,
    ADD COLUMN batch_id uuid REFERENCES reading_batches (batch_id) ON DELETE SET NULL;
COMMENT ON COLUMN reading_log.evidence IS 'Whether its dates say something of the pace; false for dates that were entered for many books at once.';
CREATE INDEX reading_log_by_batch ON reading_log (batch_id) WHERE batch_id IS NOT NULL;

ALTER TABLE reading_sessions
    ADD COLUMN pages_estimated boolean NOT NULL DEFAULT false,
    ADD COLUMN batch_id        uuid REFERENCES reading_batches (batch_id) ON DELETE SET NULL;
COMMENT ON COLUMN reading_sessions.pages_estimated IS 'Whether only the time was measured and the pages are guessed from it.';
CREATE INDEX reading_sessions_by_batch ON reading_sessions (batch_id) WHERE batch_id IS NOT NULL;

ALTER TABLE removed_sessions
    ADD COLUMN pages_estimated boolean NOT NULL DEFAULT false,
    ADD COLUMN batch_id        uuid REFERENCES reading_batches (batch_id) ON DELETE SET NULL;
CREATE INDEX removed_sessions_by_batch ON removed_sessions (batch_id) WHERE batch_id IS NOT NULL;

-- A book can only be deleted once it is known that it stands on no list
CREATE INDEX user_tbr_list_by_book ON user_tbr_list (book_id);
