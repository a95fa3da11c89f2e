-- Sign-in by OpenID providers, and invitations for installations whose registration is closed

CREATE TABLE provider_links (
    link_id   uuid        PRIMARY KEY DEFAULT uuidv7(),
    user_id   uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    provider  text        NOT NULL CHECK (length(provider) BETWEEN 1 AND 100),
    issuer    text        NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
    subject   text        NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    linked_at timestamptz NOT NULL,
    UNIQUE (issuer, subject),
    UNIQUE (user_id, issuer)
);
COMMENT ON TABLE provider_links IS 'Which account of an OpenID provider signs in to which account here. No tokens are kept.';
COMMENT ON COLUMN provider_links.provider IS 'Name of the provider in the configuration, for the page of the account.';

CREATE TABLE invitations (
    token_hash bytea       PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    user_id    uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX invitations_user ON invitations (user_id);
COMMENT ON TABLE invitations IS 'Links that let one person register. A row is deleted when it is used; SHA-256 is enough, the token is random.';
COMMENT ON COLUMN invitations.user_id IS 'The reader who invites.';

COMMENT ON COLUMN users.hashed_password IS 'Begins with {none} where the account has no password: demos and accounts of a provider.';
