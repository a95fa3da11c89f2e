CREATE INDEX timed_sessions_discarded ON timed_sessions (discarded_at) WHERE discarded_at IS NOT NULL;
