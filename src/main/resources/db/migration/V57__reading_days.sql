-- Sums of the sessions by day and book, which statistics read in place of the sessions. Triggers keep them, so that every
-- writer does, in its own transaction: pages, imports in bulk, undo, cascades, the version of the application before this one.
CREATE TABLE reading_days (
    user_id  uuid    NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    day      date    NOT NULL,
    tbr_id   uuid    NOT NULL,
    pages    numeric NOT NULL,
    seconds  numeric NOT NULL,
    sessions integer NOT NULL CHECK (sessions > 0),
    longest  numeric NOT NULL,
    PRIMARY KEY (user_id, day, tbr_id) INCLUDE (pages, seconds, sessions, longest),
    FOREIGN KEY (tbr_id, user_id) REFERENCES user_tbr_list (tbr_id, user_id) ON DELETE CASCADE
);
CREATE INDEX reading_days_of_entry ON reading_days (tbr_id);
COMMENT ON TABLE reading_days IS 'The sessions of a reader summed up by the reader''s own day and by book. Triggers of reading_sessions and users keep it.';
COMMENT ON COLUMN reading_days.seconds IS 'Time of the sessions without their pauses.';
COMMENT ON COLUMN reading_days.longest IS 'Seconds of the longest session without its pauses.';

CREATE FUNCTION reading_day(start_time timestamptz, time_zone text, day_ends_at smallint) RETURNS date
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN (start_time AT TIME ZONE time_zone - make_interval(hours => day_ends_at))::date;
COMMENT ON FUNCTION reading_day IS 'The reader''s own day that a moment belongs to.';

CREATE FUNCTION count_new_reading() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS
$$
BEGIN
    INSERT INTO reading_days AS kept (user_id, day, tbr_id, pages, seconds, sessions, longest)
    SELECT user_id, reading_day(start_time, time_zone, day_ends_at) AS day, tbr_id, sum(pages_read),
           sum(extract(epoch FROM end_time - start_time) - paused_seconds), count(*),
           max(extract(epoch FROM end_time - start_time) - paused_seconds)
    FROM added JOIN users USING (user_id)
    GROUP BY user_id, day, tbr_id
    ORDER BY user_id, day, tbr_id
    ON CONFLICT (user_id, day, tbr_id) DO UPDATE
    SET pages = kept.pages + excluded.pages, seconds = kept.seconds + excluded.seconds,
        sessions = kept.sessions + excluded.sessions, longest = greatest(kept.longest, excluded.longest);
    RETURN NULL;
END
$$;

CREATE FUNCTION recount_reading() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS
$$
BEGIN
    -- Nothing can be taken out of a maximum, so the days concerned are counted again; those of a reader or a book that is being
    -- deleted go with it. The hours around a day only narrow the search: a local time may exist twice, or not at all.
    WITH days AS MATERIALIZED (
        SELECT DISTINCT user_id, tbr_id, reading_day(start_time, time_zone, day_ends_at) AS day, time_zone, day_ends_at
        FROM changed JOIN users USING (user_id)
    )
    INSERT INTO reading_days (user_id, day, tbr_id, pages, seconds, sessions, longest)
    SELECT user_id, day, tbr_id, sum(pages_read), sum(extract(epoch FROM end_time - start_time) - paused_seconds), count(*),
           max(extract(epoch FROM end_time - start_time) - paused_seconds)
    FROM days JOIN reading_sessions USING (user_id, tbr_id)
    WHERE start_time >= day::timestamp AT TIME ZONE time_zone - interval '12 hours'
      AND start_time < day::timestamp AT TIME ZONE time_zone + interval '48 hours'
      AND reading_day(start_time, time_zone, day_ends_at) = day
    GROUP BY user_id, day, tbr_id
    ORDER BY user_id, day, tbr_id
    ON CONFLICT (user_id, day, tbr_id) DO UPDATE
    SET pages = excluded.pages, seconds = excluded.seconds, sessions = excluded.sessions, longest = excluded.longest;
    DELETE FROM reading_days kept USING (
        SELECT DISTINCT user_id, tbr_id, reading_day(start_time, time_zone, day_ends_at) AS day, time_zone, day_ends_at
        FROM changed JOIN users USING (user_id)) AS days
    WHERE kept.user_id = days.user_id AND kept.day = days.day AND kept.tbr_id = days.tbr_id
      AND NOT EXISTS (
        SELECT FROM reading_sessions session
        WHERE session.tbr_id = days.tbr_id AND session.user_id = days.user_id
          AND session.start_time >= days.day::timestamp AT TIME ZONE days.time_zone - interval '12 hours'
          AND session.start_time < days.day::timestamp AT TIME ZONE days.time_zone + interval '48 hours'
          AND reading_day(session.start_time, days.time_zone, days.day_ends_at) = days.day);
    RETURN NULL;
END
$$;

CREATE FUNCTION rebuild_reading_days(reader uuid) RETURNS integer LANGUAGE plpgsql SET search_path = public, pg_temp AS
$$
DECLARE
    days integer;
BEGIN
    -- Takes the reader's turn, as every change of the sessions does
    INSERT INTO reading_lists AS list (user_id) SELECT user_id FROM users WHERE user_id = reader
    ON CONFLICT (user_id) DO UPDATE SET revision = list.revision;
    DELETE FROM reading_days WHERE user_id = reader;
    INSERT INTO reading_days (user_id, day, tbr_id, pages, seconds, sessions, longest)
    SELECT user_id, reading_day(start_time, time_zone, day_ends_at) AS day, tbr_id, sum(pages_read),
           sum(extract(epoch FROM end_time - start_time) - paused_seconds), count(*),
           max(extract(epoch FROM end_time - start_time) - paused_seconds)
    FROM reading_sessions JOIN users USING (user_id)
    WHERE user_id = reader
    GROUP BY user_id, day, tbr_id;
    GET DIAGNOSTICS days = ROW_COUNT;
    RETURN days;
END
$$;
COMMENT ON FUNCTION rebuild_reading_days IS 'Counts all days of a reader anew and returns how many rows they make.';

CREATE FUNCTION rebuild_moved_reading_days() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS
$$
BEGIN
    PERFORM rebuild_reading_days(NEW.user_id);
    RETURN NULL;
END
$$;

CREATE TRIGGER reading_days_of_new AFTER INSERT ON reading_sessions
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_new_reading();
CREATE TRIGGER reading_days_before_change AFTER UPDATE ON reading_sessions
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION recount_reading();
CREATE TRIGGER reading_days_of_changed AFTER UPDATE ON reading_sessions
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION recount_reading();
CREATE TRIGGER reading_days_of_gone AFTER DELETE ON reading_sessions
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION recount_reading();
CREATE TRIGGER reading_days_moved AFTER UPDATE OF time_zone, day_ends_at ON users FOR EACH ROW
    WHEN (OLD.time_zone <> NEW.time_zone OR OLD.day_ends_at <> NEW.day_ends_at)
    EXECUTE FUNCTION rebuild_moved_reading_days();
