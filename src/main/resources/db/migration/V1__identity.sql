CREATE TABLE users (
    user_id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    email           text        NOT NULL UNIQUE CHECK (email = lower(email) AND email LIKE '%_@_%' AND length(email) <= 254),
    hashed_password text        NOT NULL CHECK (length(hashed_password) BETWEEN 20 AND 500),
    time_zone       text        NOT NULL DEFAULT 'Europe/Warsaw' CHECK (length(time_zone) BETWEEN 1 AND 64),
    demo            boolean     NOT NULL DEFAULT false,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX users_demo ON users (created_at) WHERE demo;
COMMENT ON TABLE users IS 'Readers. E-mail is stored in lower case, so that it is unique whatever its case.';
COMMENT ON COLUMN users.time_zone IS 'Where the reader''s days begin and end (IANA name).';
COMMENT ON COLUMN users.demo IS 'A made-up history; such accounts have no password and are deleted after a week.';

-- Spring Session: sessions survive restarts and are shared by replicas
CREATE TABLE spring_session (
    primary_id            char(36)     NOT NULL PRIMARY KEY,
    session_id            char(36)     NOT NULL UNIQUE,
    creation_time         bigint       NOT NULL,
    last_access_time      bigint       NOT NULL,
    max_inactive_interval integer      NOT NULL,
    expiry_time           bigint       NOT NULL,
    principal_name        varchar(100)
);
CREATE INDEX spring_session_expiry ON spring_session (expiry_time);
CREATE INDEX spring_session_principal ON spring_session (principal_name);

CREATE TABLE spring_session_attributes (
    session_primary_id char(36)     NOT NULL REFERENCES spring_session (primary_id) ON DELETE CASCADE,
    attribute_name     varchar(200) NOT NULL,
    attribute_bytes    bytea        NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);

-- Bucket4j: login attempts, counted once for all replicas
CREATE TABLE login_throttle (
    id         text   PRIMARY KEY,
    state      bytea,
    expires_at bigint
);
CREATE INDEX login_throttle_expiry ON login_throttle (expires_at);
