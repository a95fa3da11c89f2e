-- What was foretold, kept until its day has come and it can be judged
CREATE TABLE foretold_finishes (
    user_id     uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    tbr_id      uuid        NOT NULL,
    week        date        NOT NULL,
    made_on     date        NOT NULL,
    origin      date        NOT NULL CHECK (origin >= made_on),
    stage       text        NOT NULL CHECK (stage IN ('SIMPLE', 'PACE', 'CONTEXT', 'MODEL')),
    title       text        NOT NULL,
    early       date        NOT NULL,
    middle      date        NOT NULL CHECK (middle >= early),
    late        date        NOT NULL CHECK (late >= middle),
    naive       date,
    ahead       uuid[]      NOT NULL,
    verdict     text        CHECK (verdict IN ('FINISHED', 'UNFINISHED', 'PLAN_CHANGED')),
    finished_on date,
    PRIMARY KEY (user_id, tbr_id, week),
    CHECK (verdict = 'FINISHED' OR finished_on IS NULL)
);
COMMENT ON TABLE foretold_finishes IS 'The first forecast of each week for the next books, and how it turned out once its range had passed.';
COMMENT ON COLUMN foretold_finishes.made_on IS 'The reader''s day on which it was made; a book of the queue that is finished on that day is finished after it was foretold.';
COMMENT ON COLUMN foretold_finishes.week IS 'The Monday of the week of the origin.';
COMMENT ON COLUMN foretold_finishes.ahead IS 'The books that were to be read before this one; tbr_id has no foreign key either, so that a removed book is still counted.';
COMMENT ON COLUMN foretold_finishes.naive IS 'What pages divided by the mean pages a day foretold; null without a history.';
CREATE INDEX foretold_finishes_due ON foretold_finishes (late) WHERE verdict IS NULL;

CREATE TABLE hindsights (
    user_id     uuid  PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE,
    fingerprint text  NOT NULL,
    forecasts   jsonb NOT NULL
);
COMMENT ON TABLE hindsights IS 'What the forecast would have said in the past, computed once for the same history.';
