CREATE TABLE forecast_feeds (
    user_id    uuid        PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE,
    token_hash bytea       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE forecast_feeds IS 'Secret addresses of calendars; only their SHA-256 is kept.';
