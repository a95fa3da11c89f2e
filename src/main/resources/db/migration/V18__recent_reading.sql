-- Who has read of late is asked again and again, of all readers at once
CREATE INDEX reading_sessions_by_time ON reading_sessions USING brin (end_time) WITH (autosummarize = on);
