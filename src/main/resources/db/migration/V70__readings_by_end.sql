CREATE INDEX reading_log_by_end ON reading_log (end_date, user_id);
