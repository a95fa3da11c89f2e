-- The National Library of Poland as a provider: its name for a book, whose length it is, and the series
ALTER TABLE books
    ADD COLUMN bn_id             text UNIQUE CHECK (bn_id ~ '^[0-9]{1,18}$'),
    ADD COLUMN page_count_source text
        CHECK (page_count_source IN ('google-books', 'open-library', 'biblioteka-narodowa')),
    ADD COLUMN series            text CHECK (length(series) BETWEEN 1 AND 200);
COMMENT ON COLUMN books.page_count_source IS 'The provider whose length page_count is; null for a typed one, and for books stored before this was kept.';
