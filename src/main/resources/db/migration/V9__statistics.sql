-- Statistics read all sessions of a reader at once: from the index alone, not from as many places in the table
CREATE INDEX reading_sessions_of_user ON reading_sessions (user_id, start_time)
    INCLUDE (tbr_id, end_time, paused_seconds, pages_read);
DROP INDEX reading_sessions_by_user;
