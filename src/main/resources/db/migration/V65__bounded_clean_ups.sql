-- What the clean-ups and the gauges look for, found without a scan of the rows of all readers.
-- These tables are small; each large one has its index in a migration of its own.
CREATE INDEX known_browsers_by_time ON known_browsers (seen_at);
CREATE INDEX access_tokens_by_expiry ON access_tokens (expires_at);
CREATE INDEX invitations_by_expiry ON invitations (expires_at);
CREATE INDEX imports_by_end ON imports (finished_at) WHERE finished_at IS NOT NULL;
-- The registry is asked for unfinished events every minute and keeps the finished ones for a day
CREATE INDEX event_publication_unfinished ON event_publication (status, publication_date) WHERE status <> 'COMPLETED';
