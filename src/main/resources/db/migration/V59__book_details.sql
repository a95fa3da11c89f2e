-- What a reader says about a book on the list: format, owned or not, tags, series
CREATE FUNCTION are_tags(tags text[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN cardinality(tags) <= 10 AND array_position(tags, NULL) IS NULL AND NOT EXISTS (
    SELECT FROM unnest(tags) AS tag
    WHERE length(tag) NOT BETWEEN 1 AND 40 OR tag <> btrim(tag) OR position(',' IN tag) > 0);

ALTER TABLE user_tbr_list
    ADD COLUMN format        text CHECK (format IN ('PAPER', 'EBOOK', 'AUDIO')),
    ADD COLUMN owned         boolean NOT NULL DEFAULT false,
    ADD COLUMN tags          text[]  NOT NULL DEFAULT '{}' CHECK (are_tags(tags)),
    ADD COLUMN series        text CHECK (length(btrim(series)) BETWEEN 1 AND 200),
    ADD COLUMN series_volume integer CHECK (series_volume BETWEEN 0 AND 9999),
    ADD CONSTRAINT user_tbr_list_volume_of_series CHECK (series_volume IS NULL OR series IS NOT NULL);
COMMENT ON COLUMN user_tbr_list.format IS 'The format of the edition this reader reads; null if the reader has not said.';
COMMENT ON COLUMN user_tbr_list.series IS 'Copied from the catalog when the book is added; the reader may change it.';

UPDATE user_tbr_list entry
SET series = coalesce(numbered.parts[1], book.series), series_volume = numbered.parts[2]::integer
FROM books book
    CROSS JOIN LATERAL (SELECT regexp_match(book.series,
        '^(.+?)\s*[,;:#]\s*#?(?:(?:tom|t|vol|volume|część|cz|nr|no|księga|ks)\M\.?\s*)?(\d{1,4})$', 'i') AS parts) numbered
WHERE book.book_id = entry.book_id AND length(btrim(book.series)) > 0;
