-- Second factors, passkeys and what a reader is told of sign-ins

CREATE TABLE authenticator_apps (
    user_id      uuid        PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE,
    secret       bytea       NOT NULL CHECK (octet_length(secret) BETWEEN 16 AND 64),
    confirmed_at timestamptz,
    last_step    bigint      NOT NULL DEFAULT 0
);
COMMENT ON TABLE authenticator_apps IS 'Second factor: time-based one-time passwords (RFC 6238). In use once confirmed.';
COMMENT ON COLUMN authenticator_apps.last_step IS 'Time step of the last code that was accepted: no code is accepted twice.';

CREATE TABLE recovery_codes (
    user_id   uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    code_hash bytea       NOT NULL CHECK (octet_length(code_hash) = 32),
    used_at   timestamptz,
    PRIMARY KEY (user_id, code_hash)
);
COMMENT ON TABLE recovery_codes IS 'One-time codes that stand in for a lost password or second factor. SHA-256 is enough: a code has 80 random bits.';

-- Spring Security's tables for passkeys; name is the reader's id
CREATE TABLE user_entities (
    id           varchar(1000) PRIMARY KEY,
    name         varchar(100)  NOT NULL UNIQUE,
    display_name varchar(200),
    user_id      uuid          GENERATED ALWAYS AS (name::uuid) STORED REFERENCES users (user_id) ON DELETE CASCADE
);
CREATE INDEX user_entities_user ON user_entities (user_id);
CREATE TABLE user_credentials (
    credential_id                varchar(1000) PRIMARY KEY,
    user_entity_user_id          varchar(1000) NOT NULL REFERENCES user_entities (id) ON DELETE CASCADE,
    public_key                   bytea         NOT NULL,
    signature_count              bigint,
    uv_initialized               boolean,
    backup_eligible              boolean       NOT NULL,
    authenticator_transports     varchar(1000),
    public_key_credential_type   varchar(100),
    backup_state                 boolean       NOT NULL,
    attestation_object           bytea,
    attestation_client_data_json bytea,
    created                      timestamp,
    last_used                    timestamp,
    label                        varchar(1000) NOT NULL
);
CREATE INDEX user_credentials_user_entity ON user_credentials (user_entity_user_id);
COMMENT ON TABLE user_credentials IS 'Passkeys: public keys only, nothing that could sign in by itself.';

CREATE TABLE known_browsers (
    user_id      uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    browser_hash bytea       NOT NULL CHECK (octet_length(browser_hash) = 32),
    seen_at      timestamptz NOT NULL,
    PRIMARY KEY (user_id, browser_hash)
);
COMMENT ON TABLE known_browsers IS 'Browsers in which the reader signed in before, by the hash of a random cookie.';

CREATE TABLE account_notices (
    notice_id   uuid        PRIMARY KEY DEFAULT uuidv7(),
    user_id     uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    kind        text        NOT NULL,
    device      text        NOT NULL CHECK (length(device) <= 100),
    sign_in     uuid,
    happened_at timestamptz NOT NULL
);
CREATE INDEX account_notices_user ON account_notices (user_id);
COMMENT ON TABLE account_notices IS 'Security events that the reader has not confirmed yet; told on the next visit.';
COMMENT ON COLUMN account_notices.sign_in IS 'The sign-in that caused it: an intruder cannot confirm their own.';
