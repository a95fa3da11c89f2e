-- What readers asked to be told, the ways to them, and the messages on their way
CREATE TABLE notification_settings (
    user_id           uuid     PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE,
    date_slipped      boolean  NOT NULL,
    slip_days         smallint NOT NULL CHECK (slip_days BETWEEN 1 AND 365),
    deadline_at_risk  boolean  NOT NULL,
    session_forgotten boolean  NOT NULL,
    book_finished     boolean  NOT NULL,
    quiet_from        time,
    quiet_until       time,
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL) AND quiet_from <> quiet_until)
);
COMMENT ON COLUMN notification_settings.slip_days IS 'A finish that has moved by more days than this is worth a message.';
COMMENT ON COLUMN notification_settings.quiet_from IS 'By the clock of the reader''s zone; null without quiet hours.';

CREATE TABLE notification_baselines (
    user_id       uuid        PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE,
    finish        date,
    deadline      date,
    next_check_at timestamptz NOT NULL
);
COMMENT ON COLUMN notification_baselines.finish IS 'The finish that a slip is measured from: the one told last, or an earlier one since.';
COMMENT ON COLUMN notification_baselines.deadline IS 'The deadline that was told to be at risk; null if it no longer is.';
COMMENT ON COLUMN notification_baselines.next_check_at IS 'When the forecast is compared even if nothing changes: when quiet hours end, or a day after the last time.';

CREATE TABLE vapid_keys (
    only_one    boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    public_key  text        NOT NULL,
    private_key text        NOT NULL,
    made_at     timestamptz NOT NULL
);
COMMENT ON TABLE vapid_keys IS 'The key pair for push services, where the configuration names none.';

CREATE TABLE push_subscriptions (
    subscription_id uuid        PRIMARY KEY,
    user_id         uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    endpoint        text        NOT NULL UNIQUE CHECK (length(endpoint) BETWEEN 1 AND 1000),
    public_key      bytea       NOT NULL CHECK (octet_length(public_key) = 65),
    auth_secret     bytea       NOT NULL CHECK (octet_length(auth_secret) = 16),
    vapid_key       text        NOT NULL,
    created_at      timestamptz NOT NULL
);
CREATE INDEX push_subscriptions_by_user ON push_subscriptions (user_id);
COMMENT ON COLUMN push_subscriptions.vapid_key IS 'The public key it was made for; push services refuse messages signed with another.';

CREATE TABLE webhooks (
    webhook_id  uuid        PRIMARY KEY,
    user_id     uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    address     text        NOT NULL CHECK (length(address) BETWEEN 1 AND 1000),
    secret      bytea       NOT NULL CHECK (octet_length(secret) BETWEEN 24 AND 64),
    created_at  timestamptz NOT NULL,
    failures    integer     NOT NULL DEFAULT 0 CHECK (failures >= 0),
    disabled_at timestamptz
);
CREATE INDEX webhooks_by_user ON webhooks (user_id);
COMMENT ON COLUMN webhooks.secret IS 'The key that signs its messages; it cannot be hashed, for signing needs it.';
COMMENT ON COLUMN webhooks.failures IS 'Attempts that failed since the last one that succeeded.';

CREATE TABLE notifications (
    notification_id uuid        PRIMARY KEY,
    user_id         uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    kind            text        NOT NULL,
    occasion        text        NOT NULL CHECK (length(occasion) BETWEEN 1 AND 200),
    content         jsonb       NOT NULL,
    created_at      timestamptz NOT NULL,
    UNIQUE (user_id, occasion)
);
CREATE INDEX notifications_by_time ON notifications (created_at);
COMMENT ON COLUMN notifications.occasion IS 'What it tells of: the same occasion is told once, however often it is heard of.';

CREATE TABLE notification_deliveries (
    delivery_id     uuid        PRIMARY KEY,
    notification_id uuid        NOT NULL REFERENCES notifications (notification_id) ON DELETE CASCADE,
    subscription_id uuid        REFERENCES push_subscriptions (subscription_id) ON DELETE CASCADE,
    webhook_id      uuid        REFERENCES webhooks (webhook_id) ON DELETE CASCADE,
    state           text        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'DELIVERED', 'FAILED', 'OUTDATED')),
    attempts        integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt_at timestamptz NOT NULL,
    attempted_at    timestamptz,
    status          integer,
    CHECK (num_nonnulls(subscription_id, webhook_id) = 1),
    UNIQUE (notification_id, subscription_id),
    UNIQUE (notification_id, webhook_id)
);
CREATE INDEX notification_deliveries_due ON notification_deliveries (next_attempt_at) WHERE state = 'WAITING';
CREATE INDEX notification_deliveries_by_subscription ON notification_deliveries (subscription_id, attempted_at DESC);
CREATE INDEX notification_deliveries_by_webhook ON notification_deliveries (webhook_id, attempted_at DESC);
COMMENT ON COLUMN notification_deliveries.status IS 'HTTP status of the last attempt; null if there was no answer.';
