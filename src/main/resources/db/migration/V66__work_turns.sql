CREATE TABLE work_turns (
    work        text        PRIMARY KEY,
    taken_until timestamptz NOT NULL
);
COMMENT ON TABLE work_turns IS 'Scheduled work that one of several instances does, and until when the others leave it to that one.';
