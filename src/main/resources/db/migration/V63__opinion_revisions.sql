-- An opinion takes the revision of its list, a bigint that is never used twice
ALTER TABLE book_opinions ALTER COLUMN revision TYPE bigint;
COMMENT ON COLUMN book_opinions.revision IS
  'The revision of the list with which it was kept; a form that was filled in for an older one is refused.';
