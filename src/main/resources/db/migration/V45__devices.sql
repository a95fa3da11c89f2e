-- Devices that report reading by themselves: KOReader's progress
CREATE TABLE devices (
    device_id    uuid        PRIMARY KEY,
    user_id      uuid        NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    name         text        NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    login        text        NOT NULL UNIQUE CHECK (length(login) BETWEEN 8 AND 40),
    secret_hash  bytea       NOT NULL CHECK (octet_length(secret_hash) = 32),
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz
);
CREATE INDEX devices_by_user ON devices (user_id);
COMMENT ON COLUMN devices.secret_hash IS 'SHA-256 of the key that the device sends, which is the MD5 of a generated password.';

CREATE TABLE device_documents (
    user_id     uuid             NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    document    text             NOT NULL CHECK (length(document) BETWEEN 1 AND 255),
    tbr_id      uuid,
    progress    text             NOT NULL CHECK (length(progress) <= 4000),
    percentage  double precision NOT NULL,
    device      text             NOT NULL CHECK (length(device) <= 255),
    device_id   text             CHECK (length(device_id) <= 255),
    reported_at timestamptz      NOT NULL,
    title       text             CHECK (length(title) <= 500),
    authors     text             CHECK (length(authors) <= 500),
    PRIMARY KEY (user_id, document),
    FOREIGN KEY (tbr_id, user_id) REFERENCES user_tbr_list (tbr_id, user_id) ON DELETE SET NULL (tbr_id)
);
CREATE INDEX device_documents_by_entry ON device_documents (tbr_id);
COMMENT ON TABLE device_documents IS 'The newest progress in each document of a reader, whichever device it came from.';
COMMENT ON COLUMN device_documents.tbr_id IS 'The book it is paired with; null while the reader has not said.';
COMMENT ON COLUMN device_documents.progress IS 'JSON, given back as it came: a page number or an XPointer.';

CREATE TABLE device_steps (
    step_id     bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id     uuid             NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    document    text             NOT NULL,
    percentage  double precision NOT NULL CHECK (percentage BETWEEN 0 AND 1),
    reported_at timestamptz      NOT NULL,
    FOREIGN KEY (user_id, document) REFERENCES device_documents (user_id, document) ON DELETE CASCADE
);
CREATE INDEX device_steps_by_document ON device_steps (user_id, document, step_id);
COMMENT ON TABLE device_steps IS 'Steps of progress that are not yet, or not finally, turned into sessions.';

CREATE TABLE device_books (
    tbr_id        uuid             PRIMARY KEY,
    user_id       uuid             NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    furthest      double precision NOT NULL CHECK (furthest BETWEEN 0 AND 1),
    read_until    timestamptz,
    open_step     bigint           NOT NULL,
    open_sessions uuid[]           NOT NULL,
    FOREIGN KEY (tbr_id, user_id) REFERENCES user_tbr_list (tbr_id, user_id) ON DELETE CASCADE
);
CREATE INDEX device_books_by_user ON device_books (user_id);
COMMENT ON COLUMN device_books.furthest IS 'The share of the book that was read before the open group of steps.';
COMMENT ON COLUMN device_books.open_step IS 'The first step of the open group: its sessions are estimated anew with each further step.';

ALTER TABLE reading_sessions ADD COLUMN device_estimate boolean NOT NULL DEFAULT false;
ALTER TABLE removed_sessions ADD COLUMN device_estimate boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN reading_sessions.device_estimate IS 'Estimated from the progress of a device: a session from anywhere else takes its place.';
