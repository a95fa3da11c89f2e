-- What a reader tells the forecast: an assumed pace, a deadline, days with more or less reading
ALTER TABLE forecast_assumptions RENAME TO forecast_plans;
ALTER TABLE forecast_plans RENAME CONSTRAINT forecast_assumptions_pkey TO forecast_plans_pkey;
ALTER TABLE forecast_plans
    ALTER COLUMN pages_per_week DROP NOT NULL,
    ADD COLUMN deadline date CHECK (deadline BETWEEN DATE '2000-01-01' AND DATE '2099-12-31'),
    ADD COLUMN revision bigint NOT NULL DEFAULT 1;
COMMENT ON TABLE forecast_plans IS 'What a reader tells the forecast, one row a reader.';
COMMENT ON COLUMN forecast_plans.pages_per_week IS 'What a reader without a history says of the own pace; null if never asked.';
COMMENT ON COLUMN forecast_plans.revision IS 'Rises with every change that makes another forecast: of the assumed pace, of a planned period. Raising it takes the reader''s turn.';

CREATE TABLE planned_periods (
    user_id    uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    period_id  uuid        NOT NULL,
    first_day  date        NOT NULL CHECK (first_day >= DATE '2000-01-01'),
    last_day   date        NOT NULL CHECK (last_day <= DATE '2099-12-31'),
    reading    text        NOT NULL CHECK (reading IN ('NONE', 'LESS', 'MORE')),
    label      text        NOT NULL CHECK (length(label) <= 100),
    removed_at timestamptz,
    PRIMARY KEY (user_id, period_id),
    CHECK (last_day >= first_day),
    CHECK (last_day - first_day < 366)
);
COMMENT ON TABLE planned_periods IS 'Holidays and busy weeks: days on which the reader reads less than usual, or more.';
COMMENT ON COLUMN planned_periods.period_id IS 'Made with the form, so that sending it twice stores it once.';
COMMENT ON COLUMN planned_periods.removed_at IS 'Set while a removal can still be undone.';

ALTER TABLE forecast_snapshots
    DROP CONSTRAINT forecast_snapshots_user_id_origin_revision_key,
    ADD COLUMN plan_revision bigint NOT NULL DEFAULT 0,
    ADD UNIQUE (user_id, origin, revision, plan_revision);
COMMENT ON COLUMN forecast_snapshots.plan_revision IS 'The revision of the reader''s plan that the forecast rests on; 0 for a reader without one.';
