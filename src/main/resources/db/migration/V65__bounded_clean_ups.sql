-- What the clean-ups and the gauges look for, found without a scan of the rows of all readers.
CREATE INDEX user_tbr_list_removed ON user_tbr_list (removed_at) WHERE removed_at IS NOT NULL;
CREATE INDEX timed_sessions_discarded ON timed_sessions (discarded_at) WHERE discarded_at IS NOT NULL;
CREATE INDEX known_browsers_by_time ON known_browsers (seen_at);
CREATE INDEX access_tokens_by_expiry ON access_tokens (expires_at);
CREATE INDEX invitations_by_expiry ON invitations (expires_at);
CREATE INDEX imports_by_end ON imports (finished_at) WHERE finished_at IS NOT NULL;
-- Rows come in the order of their weeks, so a range of pages names a few weeks
CREATE INDEX foretold_finishes_by_week ON foretold_finishes USING brin (week) WITH (autosummarize = on);
-- The registry is asked for unfinished events every minute and keeps the finished ones for a day
CREATE INDEX event_publication_unfinished ON event_publication (status, publication_date) WHERE status <> 'COMPLETED';
CREATE INDEX reading_log_by_end ON reading_log (end_date, user_id);
