-- Counts the sessions from before the triggers of V57, reader by reader, each in a transaction of its own: whoever reads
-- meanwhile waits for no more than that. Cut short, it runs again and comes to the same.
DO
$$
DECLARE
    reader uuid;
BEGIN
    FOR reader IN SELECT user_id FROM users LOOP
        PERFORM rebuild_reading_days(reader);
        COMMIT;
    END LOOP;
END
$$;
