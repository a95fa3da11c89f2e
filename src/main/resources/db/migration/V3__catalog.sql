-- Words of a text as the search compares them: small letters, no diacritics, single blanks
CREATE FUNCTION catalog_words(phrase text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(
    regexp_replace(translate(normalize(lower(phrase COLLATE pg_unicode_fast), NFKD), 'ł', 'l'), U&'[\0300-\036F]', '', 'g'),
    '[^[:alnum:]]+', ' ', 'g'));

CREATE TABLE books (
    book_id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    google_book_id   text        UNIQUE CHECK (length(google_book_id) BETWEEN 1 AND 64),
    open_library_key text        UNIQUE CHECK (length(open_library_key) BETWEEN 1 AND 64),
    isbn             char(13)    CHECK (isbn ~ '^97[89][0-9]{10}$'),
    title            text        NOT NULL CHECK (length(btrim(title)) BETWEEN 1 AND 500),
    author           text        NOT NULL CHECK (length(btrim(author)) BETWEEN 1 AND 300),
    page_count       integer     CHECK (page_count BETWEEN 1 AND 20000),
    published_year   integer     CHECK (published_year BETWEEN 0 AND 3000),
    cover_url        text        CHECK (cover_url ~ '^https?://' AND length(cover_url) <= 1000),
    owner_id         uuid        REFERENCES users (user_id) ON DELETE CASCADE,
    created_at       timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN books.owner_id IS 'The reader who typed the book in; null for books from a provider, which all readers share.';

ALTER TABLE books ADD COLUMN words tsvector NOT NULL
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(catalog_words(title || ' ' || author), ' '))) STORED;
CREATE INDEX books_words ON books USING gin (words);

-- One row an edition: among the shared books by ISBN, among a reader's own by ISBN or by what was typed.
CREATE UNIQUE INDEX books_shared_isbn ON books (isbn) WHERE owner_id IS NULL;
CREATE UNIQUE INDEX books_own_isbn ON books (owner_id, isbn) WHERE owner_id IS NOT NULL;
CREATE UNIQUE INDEX books_own_text ON books (owner_id, lower(title), lower(author))
    WHERE owner_id IS NOT NULL AND isbn IS NULL;
CREATE INDEX books_text ON books (lower(title), lower(author));

CREATE TABLE book_covers (
    book_id    uuid        PRIMARY KEY REFERENCES books (book_id) ON DELETE CASCADE,
    media_type text        CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp', 'image/gif')),
    image      bytea       CHECK (octet_length(image) <= 1048576),
    fetched_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((media_type IS NULL) = (image IS NULL))
);
COMMENT ON TABLE book_covers IS 'Covers served from our own origin; a row without an image remembers that there is none.';
