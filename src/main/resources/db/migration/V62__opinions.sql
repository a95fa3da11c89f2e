-- What a reader thinks of a book, for the reader alone
CREATE TABLE book_opinions (
    tbr_id     uuid     PRIMARY KEY,
    user_id    uuid     NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    half_stars smallint CHECK (half_stars BETWEEN 1 AND 10),
    note       text     NOT NULL DEFAULT '' CHECK (length(note) <= 4000),
    imported   boolean  NOT NULL DEFAULT false,
    revision   integer  NOT NULL DEFAULT 1,
    FOREIGN KEY (tbr_id, user_id) REFERENCES user_tbr_list (tbr_id, user_id) ON DELETE CASCADE,
    CHECK (half_stars IS NOT NULL OR note <> '')
);
CREATE INDEX book_opinions_of_user ON book_opinions (user_id);
COMMENT ON TABLE book_opinions IS 'A reader''s private rating and note of a book on the list.';
COMMENT ON COLUMN book_opinions.imported IS 'Whether an import brought it and the reader has not changed it since.';
COMMENT ON COLUMN book_opinions.revision IS 'Rises with every change; a form that was filled in for an older one is refused.';
