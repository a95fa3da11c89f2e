-- Undoing an import brings back the estimates whose place it took
ALTER TABLE reading_sessions ADD COLUMN estimate_since timestamptz;
ALTER TABLE removed_sessions ADD COLUMN estimate_since timestamptz;
COMMENT ON COLUMN reading_sessions.estimate_since IS 'The step of progress before: the pages of a device estimate were read between this moment and end_time.';
CREATE INDEX reading_sessions_estimated ON reading_sessions (user_id) WHERE device_estimate;

CREATE TABLE replaced_estimates (
    session_id     uuid        PRIMARY KEY,
    tbr_id         uuid        NOT NULL,
    user_id        uuid        NOT NULL,
    batch_id       uuid        NOT NULL REFERENCES reading_batches (batch_id) ON DELETE CASCADE,
    start_time     timestamptz NOT NULL,
    end_time       timestamptz NOT NULL,
    estimate_since timestamptz NOT NULL,
    from_page      integer     NOT NULL,
    to_page        integer     NOT NULL CHECK (to_page > from_page),
    FOREIGN KEY (tbr_id, user_id) REFERENCES user_tbr_list (tbr_id, user_id) ON DELETE CASCADE,
    CHECK (end_time > start_time)
);
CREATE INDEX replaced_estimates_by_entry ON replaced_estimates (tbr_id);
CREATE INDEX replaced_estimates_by_batch ON replaced_estimates (batch_id);
COMMENT ON TABLE replaced_estimates IS 'Estimated sessions that gave way to those of an import, kept while it can be undone.';

ALTER TABLE device_documents ADD COLUMN reported_by uuid REFERENCES devices (device_id) ON DELETE SET NULL;
CREATE INDEX device_documents_by_device ON device_documents (reported_by);
COMMENT ON COLUMN device_documents.reported_by IS 'The device that sent the newest step; null once it is removed.';
