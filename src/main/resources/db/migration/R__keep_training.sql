-- Replaces the procedure of V15 whenever this file changes, so that its history can be read in one place
CREATE OR REPLACE PROCEDURE keep_training(
    reader uuid, seen_revision bigint, seen_sessions bigint, seen_version integer, at timestamptz, result text, why text,
    known_until date, bytes bytea, sha256 text, figures jsonb)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    newest integer;
BEGIN
    -- Takes the reader's turn; a reader who has left meanwhile leaves nothing behind
    PERFORM FROM users WHERE user_id = reader FOR KEY SHARE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    INSERT INTO training_progress (user_id, revision, seen_at) VALUES (reader, 0, at) ON CONFLICT DO NOTHING;
    PERFORM FROM training_progress WHERE user_id = reader FOR UPDATE;
    IF bytes IS NOT NULL THEN
        SELECT version INTO newest FROM reader_models
        WHERE user_id = reader AND checksum = sha256 AND feature_version = seen_version
        ORDER BY version DESC LIMIT 1;
        IF newest IS NULL THEN
            SELECT coalesce(max(version), 0) + 1 INTO newest FROM reader_models WHERE user_id = reader;
            INSERT INTO reader_models VALUES (reader, newest, seen_version, known_until, at, bytes, sha256, figures);
        END IF;
    END IF;
    UPDATE training_progress
    SET revision = seen_revision, seen_at = at, sessions = seen_sessions, feature_version = seen_version,
        outcome = result, detail = why,
        model_version = CASE result WHEN 'WON' THEN newest WHEN 'FAILED' THEN model_version END
    WHERE user_id = reader;
    DELETE FROM reader_models m
    WHERE m.user_id = reader
      AND m.version < (SELECT max(version) FROM reader_models WHERE user_id = reader) - 1
      AND m.version IS DISTINCT FROM (SELECT model_version FROM training_progress WHERE user_id = reader);
END
$$;
REVOKE ALL ON PROCEDURE keep_training FROM PUBLIC;
COMMENT ON PROCEDURE keep_training IS 'Keeps what came of training one reader. The same model again keeps its version, so that a repeated run changes nothing.';
