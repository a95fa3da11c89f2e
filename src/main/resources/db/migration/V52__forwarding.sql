-- Steps of progress that are passed on to a reader's own sync server
CREATE TABLE device_forwards (
    device_id    uuid        PRIMARY KEY REFERENCES devices (device_id) ON DELETE CASCADE,
    user_id      uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    server       text        NOT NULL CHECK (length(server) BETWEEN 1 AND 500),
    login        text        NOT NULL CHECK (length(login) BETWEEN 1 AND 100),
    user_key     bytea       NOT NULL CHECK (octet_length(user_key) BETWEEN 1 AND 200),
    state        text        NOT NULL
                 CHECK (state IN ('DELIVERED', 'UNAUTHORIZED', 'REFUSED', 'UNREACHABLE', 'NOT_ALLOWED', 'KEY_LOST')),
    state_since  timestamptz NOT NULL,
    delivered_at timestamptz
);
CREATE INDEX device_forwards_by_user ON device_forwards (user_id);
COMMENT ON COLUMN device_forwards.user_key IS 'The key that the server asks for, the MD5 of its password: first a byte that says how it is kept (0 plain, 1 AES-GCM), then the key.';
COMMENT ON COLUMN device_forwards.state IS 'How the newest attempt ended.';

CREATE TABLE forwarded_steps (
    device_id       uuid        NOT NULL REFERENCES device_forwards (device_id) ON DELETE CASCADE,
    user_id         uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    document        text        NOT NULL CHECK (length(document) <= 255),
    body            text        NOT NULL,
    version         bigint      NOT NULL,
    attempts        integer     NOT NULL,
    queued_at       timestamptz NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    claimed_until   timestamptz,
    PRIMARY KEY (device_id, document)
);
CREATE INDEX forwarded_steps_by_user ON forwarded_steps (user_id);
CREATE INDEX forwarded_steps_due ON forwarded_steps (next_attempt_at);
COMMENT ON TABLE forwarded_steps IS 'The newest step of each document that is still to be delivered; a newer one takes its place.';
COMMENT ON COLUMN forwarded_steps.body IS 'The step as the device sent it, JSON.';
COMMENT ON COLUMN forwarded_steps.claimed_until IS 'Until then one instance is sending it.';
