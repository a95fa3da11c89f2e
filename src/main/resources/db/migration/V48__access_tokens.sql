-- Personal access tokens for programs, and the answers to writes that may be repeated
CREATE TABLE access_tokens (
    token_id     uuid        PRIMARY KEY,
    user_id      uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    name         text        NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    scope        text        NOT NULL CHECK (scope IN ('READ', 'LOG', 'ALL')),
    secret_hash  bytea       NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL CHECK (expires_at > created_at),
    last_used_at timestamptz
);
CREATE INDEX access_tokens_by_user ON access_tokens (user_id);
COMMENT ON COLUMN access_tokens.secret_hash IS 'SHA-256 of the token, which is random and shown once.';

CREATE TABLE idempotent_writes (
    user_id         uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    idempotency_key text        NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 255),
    fingerprint     text        NOT NULL CHECK (length(fingerprint) = 64),
    answer          text,
    written_at      timestamptz NOT NULL,
    PRIMARY KEY (user_id, idempotency_key)
);
CREATE INDEX idempotent_writes_by_time ON idempotent_writes (written_at);
COMMENT ON COLUMN idempotent_writes.fingerprint IS 'SHA-256 of method, path and body: the same key with another request is refused.';
