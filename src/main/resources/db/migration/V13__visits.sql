CREATE TABLE forecast_visits (
    user_id       uuid   NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    day           date   NOT NULL,
    revision      bigint NOT NULL,
    plan_revision bigint NOT NULL,
    origin        date   NOT NULL,
    finish        date   NOT NULL,
    sessions      integer NOT NULL,
    plan          jsonb  NOT NULL,
    books         jsonb  NOT NULL,
    movement      jsonb,
    PRIMARY KEY (user_id, day)
);
COMMENT ON TABLE forecast_visits IS 'What a reader saw last on a day: today, and the last day before, from which the date has moved.';
COMMENT ON COLUMN forecast_visits.books IS 'The queue: each entry with its length and the current page.';
COMMENT ON COLUMN forecast_visits.movement IS 'Why the date moved since the visit before; null on the first.';
COMMENT ON COLUMN forecast_visits.sessions IS 'How many sessions of that very day were known; later ones are no corrections of the past.';
COMMENT ON COLUMN forecast_visits.plan IS 'The assumed pace and the planned periods.';
