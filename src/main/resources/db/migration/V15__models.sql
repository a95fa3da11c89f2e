-- Trained models: what the training job and the application keep, and what they have seen
CREATE TABLE reader_models (
    user_id         uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    version         integer     NOT NULL CHECK (version >= 1),
    feature_version integer     NOT NULL,
    origin          date        NOT NULL,
    trained_at      timestamptz NOT NULL,
    model           bytea       NOT NULL CHECK (octet_length(model) BETWEEN 1 AND 16384),
    checksum        text        NOT NULL CHECK (checksum ~ '^[0-9a-f]{64}$'),
    metrics         jsonb       NOT NULL,
    PRIMARY KEY (user_id, version)
);
COMMENT ON TABLE reader_models IS 'A trained model of a reader, the last two versions; training_progress says which one is in use.';
COMMENT ON COLUMN reader_models.feature_version IS 'The version of features and answers; the application uses no other than its own.';
COMMENT ON COLUMN reader_models.origin IS 'What the model knows ends before this day.';
COMMENT ON COLUMN reader_models.model IS 'Tribuo''s protobuf, provenance included; the checksum is its SHA-256.';
COMMENT ON COLUMN reader_models.metrics IS 'How it did on the reader''s own past: errors with and without it, and on how many observations.';

ALTER TABLE training_progress
    ADD COLUMN feature_version integer NOT NULL DEFAULT 0,
    ADD COLUMN sessions        bigint  NOT NULL DEFAULT 0,
    ADD COLUMN outcome         text    NOT NULL DEFAULT 'TOO_LITTLE' CHECK (outcome IN ('WON', 'LOST', 'TOO_LITTLE', 'FAILED')),
    ADD COLUMN detail          text    CHECK (length(detail) <= 1000),
    ADD COLUMN model_version   integer,
    ADD FOREIGN KEY (user_id, model_version) REFERENCES reader_models (user_id, version);
COMMENT ON TABLE training_progress IS 'What training has seen of each reader, and what came of it.';
COMMENT ON COLUMN training_progress.revision IS 'The revision of the reader''s list that was seen; 0 after a failure, so that it is tried again.';
COMMENT ON COLUMN training_progress.sessions IS 'Reading sessions that were seen.';
COMMENT ON COLUMN training_progress.detail IS 'Why training failed.';
COMMENT ON COLUMN training_progress.model_version IS 'The model in use; null without one.';

CREATE TABLE training_populations (
    origin          date             NOT NULL,
    feature_version integer          NOT NULL,
    model           bytea            CHECK (octet_length(model) BETWEEN 1 AND 16384),
    checksum        text             CHECK (checksum ~ '^[0-9a-f]{64}$'),
    gain            double precision NOT NULL,
    observations    double precision NOT NULL CHECK (observations >= 0),
    PRIMARY KEY (origin, feature_version),
    CHECK ((model IS NULL) = (checksum IS NULL))
);
COMMENT ON TABLE training_populations IS 'What is believed of readers at large, learnt once a day, so that all partitions and every repetition of a run start from the same.';

CREATE PROCEDURE keep_training(
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

-- A forecast rests on the model, too
ALTER TABLE forecast_snapshots
    DROP CONSTRAINT forecast_snapshots_user_id_origin_revision_plan_revision_key,
    ADD COLUMN model_version integer NOT NULL DEFAULT 0,
    ADD UNIQUE (user_id, origin, revision, plan_revision, model_version);
COMMENT ON COLUMN forecast_snapshots.model_version IS 'The version of the model that the forecast rests on; 0 without one.';
ALTER TABLE forecast_visits ADD COLUMN model_version integer NOT NULL DEFAULT 0;
