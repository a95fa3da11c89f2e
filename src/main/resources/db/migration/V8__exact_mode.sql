-- Exact mode: sessions with a timer, pages from-to and a note
ALTER TABLE users ADD COLUMN day_ends_at smallint NOT NULL DEFAULT 0 CHECK (day_ends_at BETWEEN 0 AND 6);
COMMENT ON COLUMN users.day_ends_at IS 'Hours after midnight at which the reader''s day ends: what is read until then belongs to the day before.';

ALTER TABLE reading_sessions
    ADD COLUMN paused_seconds integer NOT NULL DEFAULT 0,
    ADD COLUMN from_page      integer CHECK (from_page BETWEEN 0 AND 20000),
    ADD COLUMN to_page        integer CHECK (to_page BETWEEN 0 AND 20000),
    ADD COLUMN note           text    CHECK (length(note) BETWEEN 1 AND 2000),
    ADD COLUMN version        bigint  NOT NULL DEFAULT 0,
    ADD CHECK (paused_seconds >= 0 AND make_interval(secs => paused_seconds) < end_time - start_time),
    ADD CHECK ((from_page IS NULL) = (to_page IS NULL) AND to_page >= from_page);
COMMENT ON COLUMN reading_sessions.paused_seconds IS 'Seconds between start_time and end_time in which nobody read.';
COMMENT ON COLUMN reading_sessions.to_page IS 'The page on which the session ended; null where only the number of pages is known.';
CREATE INDEX reading_sessions_by_entry ON reading_sessions (tbr_id, end_time DESC) WHERE to_page IS NOT NULL;
CREATE INDEX reading_sessions_by_end ON reading_sessions (user_id, end_time DESC);

CREATE TABLE removed_sessions (
    LIKE reading_sessions INCLUDING CONSTRAINTS,
    removed_at timestamptz NOT NULL,
    PRIMARY KEY (session_id),
    FOREIGN KEY (user_id) REFERENCES users (user_id) ON DELETE CASCADE,
    FOREIGN KEY (tbr_id, user_id) REFERENCES user_tbr_list (tbr_id, user_id) ON DELETE CASCADE
);
CREATE INDEX removed_sessions_by_entry ON removed_sessions (tbr_id);
CREATE INDEX removed_sessions_by_time ON removed_sessions (removed_at);
COMMENT ON TABLE removed_sessions IS 'Sessions whose removal can still be undone.';

CREATE TABLE timed_sessions (
    session_id     uuid        PRIMARY KEY,
    user_id        uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    tbr_id         uuid        NOT NULL,
    started_at     timestamptz NOT NULL,
    paused_at      timestamptz CHECK (paused_at >= started_at),
    paused_seconds integer     NOT NULL DEFAULT 0 CHECK (paused_seconds >= 0),
    stopped_at     timestamptz CHECK (stopped_at > started_at),
    discarded_at   timestamptz,
    confirmed_at   timestamptz,
    version        bigint      NOT NULL DEFAULT 0,
    FOREIGN KEY (tbr_id, user_id) REFERENCES user_tbr_list (tbr_id, user_id) ON DELETE CASCADE,
    CHECK (paused_at IS NULL OR stopped_at IS NULL)
);
COMMENT ON TABLE timed_sessions IS 'The timer: sessions that run, and those stopped whose last page is not known yet.';
COMMENT ON COLUMN timed_sessions.confirmed_at IS 'When the reader last said that an unlikely long session is one.';
CREATE UNIQUE INDEX timed_sessions_one_running ON timed_sessions (user_id) WHERE stopped_at IS NULL AND discarded_at IS NULL;
CREATE INDEX timed_sessions_by_user ON timed_sessions (user_id);
CREATE INDEX timed_sessions_by_entry ON timed_sessions (tbr_id);

ALTER TABLE user_tbr_list
    ADD COLUMN page_mark integer NOT NULL DEFAULT 0 CHECK (page_mark BETWEEN 0 AND 20000),
    ADD COLUMN marked_at timestamptz;
COMMENT ON COLUMN user_tbr_list.page_mark IS 'The page the reader named last outside any session; the current page is this one or where a later session ended.';
UPDATE user_tbr_list SET page_mark = current_page, marked_at = now() WHERE current_page > 0;
