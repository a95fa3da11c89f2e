CREATE TABLE forecast_snapshots (
    snapshot_id     uuid        PRIMARY KEY DEFAULT uuidv7(),
    user_id         uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    computed_at     timestamptz NOT NULL,
    origin          date        NOT NULL,
    stage           text        NOT NULL CHECK (stage IN ('SIMPLE', 'PACE', 'CONTEXT', 'MODEL')),
    revision        bigint      NOT NULL,
    forecast        jsonb       NOT NULL,
    UNIQUE (user_id, origin, revision)
);
COMMENT ON COLUMN forecast_snapshots.revision IS 'The revision of the reading list that the forecast rests on.';
CREATE INDEX forecast_snapshots_newest ON forecast_snapshots (user_id, computed_at DESC);

CREATE TABLE forecast_assumptions (
    user_id        uuid    PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE,
    pages_per_week integer NOT NULL CHECK (pages_per_week BETWEEN 1 AND 5000)
);
COMMENT ON TABLE forecast_assumptions IS 'What a reader without a history says of the own pace.';
