ALTER TABLE users
    ADD COLUMN guest boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT users_guest CHECK (demo OR NOT guest);
COMMENT ON COLUMN users.guest IS
    'A visitor who tries a history of their own. Such accounts count as demos and are deleted after a day, unless kept.';
