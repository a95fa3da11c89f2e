CALL keep_training(?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?::jsonb)
DELETE FROM SPRING_SESSION WHERE SESSION_ID = ? AND MAX_INACTIVE_INTERVAL >= 0
DELETE FROM SPRING_SESSION_ATTRIBUTES WHERE SESSION_PRIMARY_ID = ? AND ATTRIBUTE_NAME = ?
DELETE FROM batch_entries WHERE batch_id = ? AND former - 'version' = later - 'version'
DELETE FROM books WHERE book_id = ANY (?::uuid[]) AND owner_id = ?
DELETE FROM forecast_feeds WHERE user_id = ?
DELETE FROM forecast_snapshots WHERE user_id = ? AND revision <= ? AND plan_revision <= ? AND model_version <= ? AND origin <= ? AND (revision, plan_revision, model_version, origin) <> (?, ?, ?, ?)
DELETE FROM forecast_visits WHERE user_id = ? AND day < ?
DELETE FROM foretold_finishes WHERE user_id = ? AND tbr_id = ? AND week = ?
DELETE FROM imports WHERE finished_at < ?
DELETE FROM imports WHERE import_id = ? AND user_id = ? AND state IN ('WAITING', 'FAILED')
DELETE FROM imports WHERE state IN ('WAITING', 'FAILED') AND uploaded_at < ?
DELETE FROM imports WHERE user_id = ? AND state = 'WAITING'
DELETE FROM length_lookups
DELETE FROM length_lookups WHERE user_id = ? AND book_id = ?
DELETE FROM login_throttle WHERE expires_at < ? AND id IN(SELECT id FROM login_throttle WHERE expires_at < ? LIMIT ? FOR UPDATE SKIP LOCKED)
DELETE FROM login_throttle WHERE id = ? OR starts_with(id, ?)
DELETE FROM planned_periods WHERE user_id = ? AND period_id = ? AND (first_day, last_day, reading, label) = (?, ?, ?, ?)
DELETE FROM planned_periods WHERE user_id = ? AND period_id IN (SELECT period_id FROM planned_periods WHERE user_id = ? AND removed_at IS NOT NULL ORDER BY removed_at DESC, period_id OFFSET ?)
DELETE FROM reading_batches WHERE batch_id = ? AND user_id = ?
DELETE FROM reading_log WHERE batch_id = ? AND user_id = ? AND version = 0
DELETE FROM reading_sessions WHERE batch_id = ? AND user_id = ? AND version = 0
DELETE FROM removed_sessions WHERE batch_id = ? AND user_id = ? AND version = 0
DELETE FROM spring_session WHERE principal_name = ?
DELETE FROM spring_session WHERE principal_name = ? AND session_id <> ?
DELETE FROM user_tbr_list entry USING batch_entries kept WHERE kept.batch_id = ? AND kept.former IS NULL AND entry.tbr_id = kept.tbr_id AND entry.user_id = ? AND (entry.version = (kept.later ->> 'version')::bigint OR entry.removed_at IS NOT NULL) AND NOT EXISTS (SELECT FROM reading_sessions s WHERE s.tbr_id = entry.tbr_id) AND NOT EXISTS (SELECT FROM removed_sessions s WHERE s.tbr_id = entry.tbr_id) AND NOT EXISTS (SELECT FROM timed_sessions s WHERE s.tbr_id = entry.tbr_id) AND NOT EXISTS (SELECT FROM reading_log l WHERE l.tbr_id = entry.tbr_id)
DELETE FROM users WHERE demo
DELETE FROM users WHERE demo AND created_at < ? RETURNING user_id
DELETE FROM users WHERE user_id = ?
INSERT INTO "public"."flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "execution_time", "success") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
INSERT INTO EVENT_PUBLICATION (ID, EVENT_TYPE, LISTENER_ID, PUBLICATION_DATE, SERIALIZED_EVENT, STATUS, COMPLETION_ATTEMPTS, LAST_RESUBMISSION_DATE) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
INSERT INTO SPRING_SESSION (PRIMARY_ID, SESSION_ID, CREATION_TIME, LAST_ACCESS_TIME, MAX_INACTIVE_INTERVAL, EXPIRY_TIME, PRINCIPAL_NAME) VALUES (?, ?, ?, ?, ?, ?, ?)
INSERT INTO SPRING_SESSION_ATTRIBUTES (SESSION_PRIMARY_ID, ATTRIBUTE_NAME, ATTRIBUTE_BYTES) VALUES (?, ?, ?) ON CONFLICT (SESSION_PRIMARY_ID, ATTRIBUTE_NAME) DO UPDATE SET ATTRIBUTE_BYTES = EXCLUDED.ATTRIBUTE_BYTES
INSERT INTO batch_entries (batch_id, tbr_id, former) SELECT ?, entry.tbr_id, to_jsonb(entry) FROM user_tbr_list entry WHERE entry.user_id = ? AND entry.book_id = ANY (?::uuid[])
INSERT INTO batch_entries (batch_id, tbr_id, later) SELECT ?, entry.tbr_id, to_jsonb(entry) FROM user_tbr_list entry WHERE entry.tbr_id = ANY (?::uuid[])
INSERT INTO batch_readings (batch_id, log_id, start_date, end_date, evidence) SELECT ?, log_id, start_date, end_date, evidence FROM reading_log WHERE log_id = ANY (?::uuid[]) ON CONFLICT DO NOTHING
INSERT INTO book_covers (book_id, media_type, image, fetched_at) SELECT book_id, ?, ?, ? FROM books WHERE book_id = ? ON CONFLICT (book_id) DO UPDATE SET media_type = excluded.media_type, image = excluded.image, fetched_at = excluded.fetched_at WHERE book_covers.image IS NULL
INSERT INTO books (owner_id, title, author, isbn, page_count) SELECT ?, * FROM unnest(?::text[], ?::text[], ?::text[], ?::integer[]) ON CONFLICT DO NOTHING RETURNING book_id
INSERT INTO books (title, author, cover_url) VALUES ('Z okładką', 'Ktoś', ?) RETURNING book_id
INSERT INTO books (title, author, owner_id) VALUES ('Lalka', 'Bolesław Prus', ?) RETURNING book_id
INSERT INTO books (title, author, page_count) VALUES (?, 'Bolesław Prus', ?) RETURNING book_id
INSERT INTO books AS b (google_book_id, open_library_key, isbn, title, author, page_count, published_year, cover_url) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING b.book_id, b.title, b.author, b.page_count, b.isbn, b.cover_url
INSERT INTO demo_accounts (user_id, created_at) VALUES (?, ?)
INSERT INTO forecast_feeds (user_id, token_hash, created_at) VALUES (?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at
INSERT INTO forecast_plans (user_id) VALUES (?) ON CONFLICT (user_id) DO UPDATE SET revision = forecast_plans.revision + 1 RETURNING revision
INSERT INTO forecast_plans (user_id, deadline, revision) VALUES (?, ?, 0) ON CONFLICT (user_id) DO UPDATE SET deadline = excluded.deadline
INSERT INTO forecast_plans (user_id, pages_per_week) VALUES (?, 140)
INSERT INTO forecast_snapshots (user_id, computed_at, origin, stage, revision, plan_revision, model_version, forecast) SELECT user_id, ?, ?, ?, ?, ?, ?, ?::jsonb FROM users WHERE user_id = ? FOR KEY SHARE ON CONFLICT (user_id, origin, revision, plan_revision, model_version) DO UPDATE SET computed_at = excluded.computed_at, stage = excluded.stage, forecast = excluded.forecast
INSERT INTO forecast_visits (user_id, day, revision, plan_revision, model_version, origin, finish, sessions, plan, books, movement) SELECT user_id, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb FROM users WHERE user_id = ? FOR KEY SHARE ON CONFLICT (user_id, day) DO UPDATE SET revision = excluded.revision, plan_revision = excluded.plan_revision, model_version = excluded.model_version, origin = excluded.origin, finish = excluded.finish, sessions = excluded.sessions, plan = excluded.plan, books = excluded.books, movement = excluded.movement
INSERT INTO foretold_finishes (user_id, tbr_id, week, made_on, origin, stage, title, early, middle, late, naive, ahead) SELECT user_id, tbr_id, date_trunc('week', ?::date)::date, ?::date - 1, ?::date, 'PACE', title, ?::date, ?::date, ?::date, ?::date - 3, ?::uuid[] FROM user_tbr_list JOIN books USING (book_id) WHERE tbr_id = ?
INSERT INTO foretold_finishes (user_id, tbr_id, week, made_on, origin, stage, title, early, middle, late, naive, ahead) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid[]) ON CONFLICT DO NOTHING
INSERT INTO foretold_finishes (user_id, tbr_id, week, made_on, origin, stage, title, early, middle, late, naive, ahead, verdict, finished_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid[], ?, ?) ON CONFLICT DO NOTHING
INSERT INTO hindsights (user_id, fingerprint, forecasts) SELECT user_id, ?, ?::jsonb FROM users WHERE user_id = ? FOR KEY SHARE ON CONFLICT (user_id) DO UPDATE SET fingerprint = excluded.fingerprint, forecasts = excluded.forecasts
INSERT INTO import_files (import_id, number, file_name, content) VALUES (?, ?, ?, ?)
INSERT INTO imports (user_id, uploaded_at) VALUES (?, ?) RETURNING import_id
INSERT INTO length_lookups (user_id, book_id, due_at) SELECT ?, book, ? FROM unnest(?::uuid[]) AS book ON CONFLICT DO NOTHING
INSERT INTO login_throttle(id, state) VALUES(?, null) ON CONFLICT(id) DO NOTHING
INSERT INTO planned_periods (user_id, period_id, first_day, last_day, reading, label) SELECT ?, uuidv7(), DATE '2030-01-01' + n, DATE '2030-01-01' + n, 'NONE', '' FROM generate_series(1, 100) n
INSERT INTO planned_periods (user_id, period_id, first_day, last_day, reading, label) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
INSERT INTO reading_batches (batch_id, user_id, added_at) VALUES (?, ?, ?)
INSERT INTO reading_lists (user_id) VALUES (?) ON CONFLICT (user_id) DO UPDATE SET revision = reading_lists.revision + 1
INSERT INTO reading_log (log_id, tbr_id, user_id, start_date, end_date, completed, evidence) SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::date[], ?::date[], ?::boolean[], ?::boolean[])
INSERT INTO reading_log (tbr_id, user_id, end_date) VALUES (?, ?, '2027-03-14')
INSERT INTO reading_log (tbr_id, user_id, end_date) VALUES (?, ?, '2027-03-16')
INSERT INTO reading_log (tbr_id, user_id, end_date) VALUES (?, ?, ?)
INSERT INTO reading_log (tbr_id, user_id, end_date) VALUES (?, ?, ?::date)
INSERT INTO reading_log (tbr_id, user_id, start_date) VALUES (?, ?, '2027-03-01')
INSERT INTO reading_log (tbr_id, user_id, start_date, end_date) SELECT tbr_id, user_id, ?::date, ?::date FROM user_tbr_list WHERE tbr_id = ?
INSERT INTO reading_log (tbr_id, user_id, start_date, end_date) VALUES (?, ?, ?::date, ?::date)
INSERT INTO reading_sessions (session_id, tbr_id, user_id, start_time, end_time, pages_read, paused_seconds, from_page, to_page, note, pages_estimated, batch_id) SELECT new.id, new.entry, ?, new.start_time, new.end_time, new.pages, new.paused, new.from_page, new.to_page, new.note, new.estimated, ? FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::float8[], ?::integer[], ?::integer[], ?::integer[], ?::text[], ?::boolean[]) AS new (id, entry, start_time, end_time, pages, paused, from_page, to_page, note, estimated) ON CONFLICT (tbr_id, start_time, end_time) DO NOTHING
INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read) SELECT ?, ?, day, day + interval '40 minutes', 10 + (extract(doy FROM day)::int * 7) % 23 FROM generate_series('2025-06-01T18:00Z'::timestamptz, '2027-03-13T18:00Z', '1 day') AS day
INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read) SELECT ?, ?, day, day + interval '40 minutes', 20 FROM generate_series('2026-03-01T18:00Z'::timestamptz, '2027-03-14T18:00Z', '1 day') AS day
INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read) SELECT tbr_id, user_id, ?, ?, ? FROM user_tbr_list WHERE tbr_id = ?
INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read) SELECT tbr_id, user_id, evening, evening + INTERVAL '40 minutes', ? FROM user_tbr_list, generate_series(1, ?) AS ago, LATERAL (SELECT TIMESTAMPTZ '2027-03-14 18:00Z' - ago * INTERVAL '1 day' + ? * INTERVAL '1 minute') AS times (evening) WHERE user_id = ?
INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read) VALUES (?, ?, '2026-01-01T20:00Z', '2026-01-01T21:00Z', 30)
INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read) VALUES (?, ?, ?, ?, ?)
INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read) VALUES (?, ?, ?::timestamptz - interval '2 hours', ?::timestamptz - interval '1 hour', ?) ON CONFLICT DO NOTHING
INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read) VALUES (?, ?, ?::timestamptz, ?::timestamptz, 20)
INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read, paused_seconds) VALUES (?, ?, ?, ?, ?, ?)
INSERT INTO spring_session VALUES (?, ?, 0, 0, 60, 9000000000000, ?)
INSERT INTO timed_sessions (session_id, user_id, tbr_id, started_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
INSERT INTO timed_sessions (session_id, user_id, tbr_id, started_at, stopped_at, paused_seconds) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
INSERT INTO user_tbr_list (tbr_id, user_id, book_id, status, position, page_count, current_page, page_mark, marked_at, added_at, removed_at) SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::integer[], ?::integer[], ?::integer[], ?::integer[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
INSERT INTO user_tbr_list (user_id, book_id, page_count, position) SELECT ?, ?, ?, coalesce(max(position), 0) + 1 FROM user_tbr_list WHERE user_id = ? RETURNING tbr_id
INSERT INTO user_tbr_list (user_id, book_id, position) VALUES (?, ?, 1) RETURNING tbr_id
INSERT INTO users (email, hashed_password) VALUES (?, ?)
INSERT INTO users (email, hashed_password) VALUES (?, ?) RETURNING user_id
INSERT INTO users (email, hashed_password, time_zone, demo, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (email) DO NOTHING RETURNING user_id
SELECT ((session.start_time AT TIME ZONE ?) - make_interval(hours => ?))::date AS day, session.tbr_id, entry.book_id, sum(session.pages_read) AS pages, count(*) AS sessions, sum(date_part('epoch', session.end_time - session.start_time) - session.paused_seconds) AS seconds, max(date_part('epoch', session.end_time - session.start_time) - session.paused_seconds) AS longest FROM reading_sessions session JOIN user_tbr_list entry USING (tbr_id, user_id) WHERE user_id = ? AND entry.removed_at IS NULL GROUP BY day, session.tbr_id, entry.book_id
SELECT (to_jsonb(e) - 'version')::text FROM user_tbr_list e WHERE user_id = ? ORDER BY tbr_id
SELECT (to_jsonb(f) - 'user_id' - 'tbr_id' - 'ahead')::text || cardinality(ahead) FROM foretold_finishes f WHERE user_id = ?
SELECT (to_jsonb(l) - 'version')::text FROM reading_log l WHERE user_id = ? ORDER BY log_id
SELECT * FROM users WHERE user_id = ?
SELECT CASE WHEN sum(seconds) >= 3600 THEN sum(pages_read) * 3600 / sum(seconds) END FROM (SELECT pages_read, date_part('epoch', end_time - start_time) - paused_seconds AS seconds FROM reading_sessions WHERE user_id = ? AND NOT pages_estimated) AS measured
SELECT COUNT(*) FROM pg_namespace WHERE nspname=?
SELECT COUNT(ID) FROM EVENT_PUBLICATION WHERE STATUS = 'RESUBMITTED'
SELECT CURRENT_USER
SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name IN ('user_id', 'owner_id')
SELECT EXISTS ( SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND c.relkind = 'r' )
SELECT EXISTS ( SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_catalog.pg_depend d ON d.objid = c.oid AND d.deptype = 'e' WHERE n.nspname = ? AND d.objid IS NULL AND c.relkind IN ('r', 'v', 'S', 't') UNION ALL SELECT t.oid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_catalog.pg_depend d ON d.objid = t.oid AND d.deptype = 'e' WHERE n.nspname = ? AND d.objid IS NULL AND t.typcategory NOT IN ('A', 'C') UNION ALL SELECT p.oid FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace LEFT JOIN pg_catalog.pg_depend d ON d.objid = p.oid AND d.deptype = 'e' WHERE n.nspname = ? AND d.objid IS NULL )
SELECT ID, COMPLETION_DATE, EVENT_TYPE, LISTENER_ID, PUBLICATION_DATE, SERIALIZED_EVENT, STATUS, COMPLETION_ATTEMPTS, LAST_RESUBMISSION_DATE FROM EVENT_PUBLICATION WHERE COMPLETION_DATE IS NULL OR STATUS != 'COMPLETED' ORDER BY PUBLICATION_DATE ASC
SELECT ID, COMPLETION_DATE, EVENT_TYPE, LISTENER_ID, PUBLICATION_DATE, SERIALIZED_EVENT, STATUS, COMPLETION_ATTEMPTS, LAST_RESUBMISSION_DATE FROM EVENT_PUBLICATION WHERE STATUS = 'FAILED' OR (STATUS IS NULL AND COMPLETION_DATE IS NULL) AND PUBLICATION_DATE < ? ORDER BY PUBLICATION_DATE ASC LIMIT 100
SELECT ID, COMPLETION_DATE, EVENT_TYPE, LISTENER_ID, PUBLICATION_DATE, SERIALIZED_EVENT, STATUS, COMPLETION_ATTEMPTS, LAST_RESUBMISSION_DATE FROM EVENT_PUBLICATION WHERE STATUS = 'PROCESSING'
SELECT ID, COMPLETION_DATE, EVENT_TYPE, LISTENER_ID, PUBLICATION_DATE, SERIALIZED_EVENT, STATUS, COMPLETION_ATTEMPTS, LAST_RESUBMISSION_DATE FROM EVENT_PUBLICATION WHERE STATUS = 'PUBLISHED'
SELECT ID, COMPLETION_DATE, EVENT_TYPE, LISTENER_ID, PUBLICATION_DATE, SERIALIZED_EVENT, STATUS, COMPLETION_ATTEMPTS, LAST_RESUBMISSION_DATE FROM EVENT_PUBLICATION WHERE STATUS = 'RESUBMITTED'
SELECT S.PRIMARY_ID, S.SESSION_ID, S.CREATION_TIME, S.LAST_ACCESS_TIME, S.MAX_INACTIVE_INTERVAL, SA.ATTRIBUTE_NAME, SA.ATTRIBUTE_BYTES FROM SPRING_SESSION S LEFT JOIN SPRING_SESSION_ATTRIBUTES SA ON S.PRIMARY_ID = SA.SESSION_PRIMARY_ID WHERE S.SESSION_ID = ?
SELECT a.attribute_bytes FROM spring_session_attributes a JOIN spring_session s ON s.primary_id = a.session_primary_id JOIN users u ON s.principal_name = u.user_id::text WHERE u.email = ?
SELECT b.book_id, b.title, b.author, b.page_count, b.isbn, b.cover_url FROM books b WHERE b.book_id = ANY (?::uuid[]) AND (b.owner_id IS NULL OR b.owner_id = ?)
SELECT b.book_id, b.title, b.author, b.page_count, b.isbn, b.cover_url FROM books b WHERE b.google_book_id = ?
SELECT b.book_id, b.title, b.author, b.page_count, b.isbn, b.cover_url FROM books b WHERE b.open_library_key = ?
SELECT b.title, b.author, b.cover_url, c.image, c.fetched_at FROM books b LEFT JOIN book_covers c USING (book_id) WHERE b.book_id = ? AND (b.owner_id IS NULL OR b.owner_id = ?)
SELECT book_id FROM user_tbr_list WHERE tbr_id = ?
SELECT catalog_added, catalog_lengthened FROM imports WHERE import_id = ?
SELECT concat( (SELECT json_agg(e ORDER BY e.tbr_id) FROM user_tbr_list e WHERE user_id = ?), (SELECT json_agg(p ORDER BY p.period_id) FROM planned_periods p WHERE user_id = ?), (SELECT json_agg(f) FROM forecast_plans f WHERE user_id = ?))
SELECT concat_ws(' ', count(*), min(week), max(origin), max(late)) FROM foretold_finishes WHERE user_id = ?
SELECT concat_ws(' ', started_at, stopped_at, paused_seconds) FROM timed_sessions WHERE session_id = ?
SELECT conrelid::regclass || ' ' || confdeltype::text FROM pg_constraint WHERE contype = 'f' AND confrelid = 'users'::regclass
SELECT count(*) > 0 FROM reading_sessions WHERE session_id = ? AND user_id = ?
SELECT count(*) > 0 FROM removed_sessions WHERE session_id = ? AND user_id = ?
SELECT count(*) AS models, sum(CAST(metrics ->> 'without' AS float8)) / sum(CAST(metrics ->> 'observations' AS float8)) AS without, sum(CAST(metrics ->> 'with' AS float8)) / sum(CAST(metrics ->> 'observations' AS float8)) AS with FROM training_progress progress JOIN reader_models model ON model.user_id = progress.user_id AND model.version = progress.model_version WHERE CAST(metrics ->> 'observations' AS float8) > 0
SELECT count(*) FILTER (WHERE verdict IS NULL), count(*) FILTER (WHERE verdict = 'PLAN_CHANGED'), min(late) FILTER (WHERE verdict IS NULL) FROM foretold_finishes WHERE user_id = ?
SELECT count(*) FROM books WHERE isbn = '9788307033266'
SELECT count(*) FROM books WHERE owner_id::text = ?
SELECT count(*) FROM demo_accounts
SELECT count(*) FROM event_publication WHERE completion_date IS NULL AND serialized_event LIKE ?
SELECT count(*) FROM forecast_snapshots WHERE user_id = ?
SELECT count(*) FROM imports WHERE user_id = ?
SELECT count(*) FROM length_lookups WHERE user_id = ?
SELECT count(*) FROM login_throttle WHERE expires_at IS NULL
SELECT count(*) FROM login_throttle WHERE id LIKE ?
SELECT count(*) FROM planned_periods WHERE user_id = ?
SELECT count(*) FROM reading_log WHERE user_id = ?
SELECT count(*) FROM reading_sessions WHERE user_id = ?
SELECT count(*) FROM reading_sessions WHERE user_id::text = ?
SELECT count(*) FROM spring_session
SELECT count(*) FROM spring_session WHERE principal_name = ?
SELECT count(*) FROM spring_session WHERE principal_name IS NOT NULL AND expiry_time > ?
SELECT count(*) FROM spring_session s JOIN users u ON s.principal_name = u.user_id::text WHERE u.email = ?
SELECT count(*) FROM timed_sessions WHERE session_id = ? AND discarded_at IS NULL
SELECT count(*) FROM timed_sessions WHERE user_id = ?
SELECT count(*) FROM user_tbr_list WHERE user_id = ?
SELECT count(*) FROM user_tbr_list WHERE user_id::text = ?
SELECT count(*) FROM users WHERE NOT demo
SELECT count(*) FROM users WHERE user_id::text = ?
SELECT created_at FROM forecast_feeds WHERE user_id = ?
SELECT current_page FROM user_tbr_list WHERE tbr_id = ?
SELECT current_page FROM user_tbr_list WHERE user_id = ?
SELECT current_schema
SELECT current_user
SELECT day, revision, plan_revision, model_version, origin, finish, sessions, plan::text AS plan, books::text AS books, movement::text AS movement FROM forecast_visits WHERE user_id = ? ORDER BY day DESC LIMIT 2
SELECT e.page_count FROM user_tbr_list e JOIN books USING (book_id) WHERE user_id = ? AND title = ?
SELECT encode(token_hash, 'escape') FROM forecast_feeds WHERE user_id = ?
SELECT end_date::text FROM reading_log WHERE tbr_id = ?
SELECT entry.tbr_id, entry.book_id, entry.page_count, log.start_date, log.end_date FROM user_tbr_list entry LEFT JOIN reading_log log ON log.tbr_id = entry.tbr_id AND log.user_id = ? AND log.completed AND log.end_date IS NOT NULL WHERE entry.user_id = ? AND entry.removed_at IS NULL AND (log.log_id IS NOT NULL OR entry.status = 'FINISHED') ORDER BY log.end_date, log.start_date, entry.position
SELECT extract(hour FROM session.start_time AT TIME ZONE ?)::integer AS hour, sum(date_part('epoch', session.end_time - session.start_time) - session.paused_seconds) AS seconds FROM reading_sessions session JOIN user_tbr_list entry USING (tbr_id, user_id) WHERE user_id = ? AND entry.removed_at IS NULL AND session.start_time >= ? AND session.start_time < ? GROUP BY hour
SELECT finish FROM forecast_visits WHERE user_id = ? ORDER BY day DESC LIMIT 1
SELECT forecast FROM forecast_snapshots WHERE user_id = ? AND revision = ? AND plan_revision = ? AND model_version = ? AND origin BETWEEN ? AND ? ORDER BY computed_at DESC LIMIT 1
SELECT forecasts FROM hindsights WHERE user_id = ? AND fingerprint = ?
SELECT hashed_password FROM users WHERE email = ?
SELECT id FROM login_throttle WHERE id LIKE 'address 203.0.113.%'
SELECT import_id FROM imports WHERE import_id = ? AND user_id = ? FOR UPDATE
SELECT import_id FROM imports WHERE state = 'CONFIRMED' ORDER BY import_id
SELECT import_id, user_id, state, uploaded_at, choices, done, total, books_added, readings_added, sessions_added, rejected, finished_at, jsonb_array_length(receipts) AS parts, ARRAY(SELECT file_name FROM import_files f WHERE f.import_id = i.import_id ORDER BY number) AS names, EXISTS (SELECT FROM import_files f WHERE f.import_id = i.import_id AND f.content IS NOT NULL) AS readable FROM imports i WHERE i.import_id = ?
SELECT import_id, user_id, state, uploaded_at, choices, done, total, books_added, readings_added, sessions_added, rejected, finished_at, jsonb_array_length(receipts) AS parts, ARRAY(SELECT file_name FROM import_files f WHERE f.import_id = i.import_id ORDER BY number) AS names, EXISTS (SELECT FROM import_files f WHERE f.import_id = i.import_id AND f.content IS NOT NULL) AS readable FROM imports i WHERE i.import_id = ? AND i.user_id = ?
SELECT import_id, user_id, state, uploaded_at, choices, done, total, books_added, readings_added, sessions_added, rejected, finished_at, jsonb_array_length(receipts) AS parts, ARRAY(SELECT file_name FROM import_files f WHERE f.import_id = i.import_id ORDER BY number) AS names, EXISTS (SELECT FROM import_files f WHERE f.import_id = i.import_id AND f.content IS NOT NULL) AS readable FROM imports i WHERE i.user_id = ? ORDER BY uploaded_at DESC, import_id DESC LIMIT ?
SELECT log.start_date, log.end_date, entry.page_count, entry.tbr_id, log.evidence FROM reading_log log JOIN user_tbr_list entry USING (tbr_id) WHERE log.user_id = ? AND log.completed AND log.end_date IS NOT NULL AND entry.removed_at IS NULL ORDER BY log.end_date
SELECT log_id::text FROM reading_log WHERE tbr_id = ?
SELECT lower(outcome) AS outcome, count(*) AS readers FROM training_progress GROUP BY outcome
SELECT max(expires_at) FROM login_throttle
SELECT max(max_inactive_interval) FROM spring_session s JOIN users u ON s.principal_name = u.user_id::text WHERE u.email = ?
SELECT model FROM reader_models WHERE user_id = ? AND version = ?
SELECT number, file_name, mapping FROM import_files WHERE import_id = ? AND content IS NOT NULL ORDER BY number
SELECT origin, title, early, middle, late, naive, finished_on FROM foretold_finishes WHERE user_id = ? AND verdict IN ('FINISHED', 'UNFINISHED') ORDER BY origin, late
SELECT period_id FROM planned_periods WHERE user_id = ?
SELECT period_id, first_day, last_day, reading, label FROM planned_periods WHERE user_id = ? AND removed_at IS NULL ORDER BY first_day, last_day, period_id
SELECT pg_try_advisory_xact_lock(77433833903597)
SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))
SELECT position FROM user_tbr_list WHERE user_id = ? ORDER BY position
SELECT receipts FROM imports WHERE import_id = ?
SELECT revision FROM reading_lists WHERE user_id = ?
SELECT revision, pages_per_week, deadline FROM forecast_plans WHERE user_id = ?
SELECT rolname FROM pg_roles WHERE rolname ILIKE 'rds_superuser';
SELECT session.start_time, session.end_time, session.pages_read, session.paused_seconds, session.from_page, session.to_page, NULL AS note, session.pages_estimated FROM reading_sessions session JOIN user_tbr_list entry USING (tbr_id) WHERE session.user_id = ? AND entry.removed_at IS NULL ORDER BY session.start_time
SELECT sessions FROM training_progress WHERE user_id = ?
SELECT set_config('search_path', ?, false)
SELECT stage, count(*) AS judged, avg(CASE WHEN finished_on BETWEEN early AND late THEN 1.0 ELSE 0.0 END) AS held FROM foretold_finishes WHERE verdict IN ('FINISHED', 'UNFINISHED') AND late >= ? GROUP BY stage
SELECT start_time = ?::timestamptz AND end_time = ?::timestamptz AND pages_read = 42 FROM reading_sessions WHERE session_id = ?
SELECT start_time FROM reading_sessions WHERE session_id = ?
SELECT state as state FROM login_throttle WHERE id = ? FOR UPDATE
SELECT status FROM user_tbr_list WHERE tbr_id = ?
SELECT status, count(*) AS number, min(publication_date) AS since FROM event_publication WHERE completion_date IS NULL GROUP BY status
SELECT stored.version, stored.feature_version, trained_at, checksum, metrics ->> 'share' AS share, encode(sha256(model), 'hex') AS actual FROM training_progress progress JOIN reader_models stored USING (user_id) WHERE user_id = ? AND stored.version = progress.model_version
SELECT substring(content FROM ? FOR ?) FROM import_files WHERE import_id = ? AND number = ?
SELECT table_name || ' ' || column_name || ' ' || udt_name || CASE WHEN is_nullable = 'NO' AND column_default IS NULL THEN ' required' ELSE '' END FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'flyway_schema_history' ORDER BY table_name, column_name
SELECT tbr_id FROM foretold_finishes WHERE user_id = ? ORDER BY late LIMIT 1
SELECT tbr_id, book_id, page_count FROM user_tbr_list WHERE user_id = ? ORDER BY position
SELECT tbr_id, start_time, end_time FROM reading_sessions WHERE user_id = ?
SELECT tbr_id, start_time, end_time, pages_read, paused_seconds, from_page, to_page, note, pages_estimated FROM reading_sessions WHERE user_id = ? ORDER BY start_time, end_time
SELECT tbr_id, week FROM foretold_finishes WHERE user_id = ?
SELECT tbr_id, week, made_on, late, verdict IS NULL AS fresh, ahead FROM foretold_finishes WHERE user_id = ? AND late < ? AND (verdict IS NULL OR verdict = 'UNFINISHED')
SELECT tbr_id, week, made_on, origin, stage, title, early, middle, late, naive, ahead, verdict, finished_on FROM foretold_finishes WHERE user_id = ? ORDER BY week DESC, late, middle, early, title, tbr_id LIMIT ?
SELECT time_zone FROM users WHERE email = ?
SELECT time_zone, time_zone_chosen, day_ends_at, day_end_chosen FROM users WHERE user_id = ?
SELECT title, page_count, isbn FROM books WHERE owner_id = ?
SELECT to_jsonb(b)::text FROM books b WHERE owner_id = ? ORDER BY book_id
SELECT to_jsonb(p)::text FROM forecast_plans p WHERE user_id = ?
SELECT to_jsonb(s)::text FROM reading_sessions s WHERE user_id = ? ORDER BY session_id
SELECT to_jsonb(t)::text FROM timed_sessions t WHERE user_id = ?
SELECT user_id FROM forecast_feeds WHERE token_hash = ?
SELECT user_id FROM reading_lists list LEFT JOIN training_progress seen USING (user_id) WHERE seen.revision IS DISTINCT FROM list.revision OR seen.feature_version <> ?
SELECT user_id FROM users WHERE demo ORDER BY created_at
SELECT user_id FROM users WHERE email = ?
SELECT user_id FROM users WHERE user_id = ? FOR UPDATE
SELECT user_id, demo, hashed_password FROM users WHERE email = ?
SELECT verdict FROM foretold_finishes WHERE tbr_id = ?
SELECT version FROM reader_models WHERE user_id = ? ORDER BY version
SELECT version()
SELECT version::text FROM user_tbr_list WHERE tbr_id = ?
SELECT xmin::text FROM forecast_snapshots WHERE user_id = ?
SELECT xmin::text || snapshot_id FROM forecast_snapshots WHERE user_id = ?
UPDATE EVENT_PUBLICATION SET STATUS = 'COMPLETED', COMPLETION_DATE = ? WHERE ID = ?
UPDATE EVENT_PUBLICATION SET STATUS = 'PROCESSING' WHERE ID = ? AND STATUS != 'PROCESSING'
UPDATE SPRING_SESSION SET SESSION_ID = ?, LAST_ACCESS_TIME = ?, MAX_INACTIVE_INTERVAL = ?, EXPIRY_TIME = ?, PRINCIPAL_NAME = ? WHERE PRIMARY_ID = ?
UPDATE SPRING_SESSION_ATTRIBUTES SET ATTRIBUTE_BYTES = ? WHERE SESSION_PRIMARY_ID = ? AND ATTRIBUTE_NAME = ?
UPDATE batch_entries kept SET later = to_jsonb(entry) FROM user_tbr_list entry WHERE kept.batch_id = ? AND entry.tbr_id = kept.tbr_id
UPDATE batch_readings kept SET version = log.version FROM reading_log log WHERE kept.batch_id = ? AND log.log_id = kept.log_id
UPDATE books SET page_count = NULL WHERE book_id = ANY (?::uuid[]) AND owner_id = ?
UPDATE books b SET page_count = coalesce(?::integer, b.page_count), isbn = coalesce(b.isbn, ?) WHERE b.book_id = ( SELECT book_id FROM books WHERE owner_id = ? AND (isbn = ? OR lower(title) = lower(?) AND lower(author) = lower(?) AND (isbn IS NULL OR ?::text IS NULL)) ORDER BY (isbn = ?) DESC NULLS LAST, book_id LIMIT 1) RETURNING b.book_id, b.title, b.author, b.page_count, b.isbn, b.cover_url
UPDATE books b SET page_count = coalesce(b.page_count, ?::integer), cover_url = coalesce(b.cover_url, ?), published_year = coalesce(b.published_year, ?::integer) WHERE b.book_id = ( SELECT book_id FROM books WHERE google_book_id = ? OR open_library_key = ? OR isbn = ? AND owner_id IS NULL ORDER BY (isbn = ?) DESC NULLS LAST, book_id LIMIT 1) RETURNING b.book_id, b.title, b.author, b.page_count, b.isbn, b.cover_url
UPDATE books b SET page_count = known.pages FROM unnest(?::uuid[], ?::integer[]) AS known (book_id, pages) WHERE b.book_id = known.book_id AND b.owner_id = ? AND b.page_count IS NULL RETURNING b.book_id
UPDATE forecast_plans SET deadline = '2027-03-03' WHERE user_id = ?
UPDATE forecast_plans SET deadline = NULL WHERE user_id = ?
UPDATE forecast_plans SET pages_per_week = ? WHERE user_id = ?
UPDATE forecast_plans SET pages_per_week = coalesce(pages_per_week, ?), deadline = coalesce(deadline, ?) WHERE user_id = ?
UPDATE forecast_plans SET pages_per_week = nullif(pages_per_week, ?), deadline = nullif(deadline, ?) WHERE user_id = ?
UPDATE forecast_visits SET day = day - 1, books = '[]', finish = finish - 30 WHERE user_id = ?
UPDATE foretold_finishes SET verdict = ?, finished_on = ? WHERE user_id = ? AND tbr_id = ? AND week = ?
UPDATE import_files SET content = NULL FROM imports i WHERE i.import_id = import_files.import_id AND i.finished_at < ? AND content IS NOT NULL
UPDATE import_files SET content = NULL FROM imports i WHERE i.import_id = import_files.import_id AND i.user_id = ? AND i.state <> 'CONFIRMED'
UPDATE import_files SET mapping = ? WHERE import_id = ? AND number = ?
UPDATE imports SET attempts = attempts + 1, done = 0, total = NULL WHERE import_id = ? AND state = 'CONFIRMED' RETURNING attempts
UPDATE imports SET done = ?, total = ? WHERE import_id = ? AND state = 'CONFIRMED'
UPDATE imports SET state = 'CONFIRMED' WHERE user_id = ?
UPDATE imports SET state = 'CONFIRMED', attempts = 3 WHERE user_id = ?
UPDATE imports SET state = 'CONFIRMED', choices = ?::jsonb, done = 0, total = NULL, attempts = 0 WHERE import_id = ?
UPDATE imports SET state = 'DONE', books_added = ?, readings_added = ?, sessions_added = ?, rejected = ?, finished_at = ?, catalog_added = ?::uuid[], catalog_lengthened = ?::uuid[], receipts = ?::jsonb WHERE import_id = ?
UPDATE imports SET state = 'FAILED' WHERE import_id = ? AND state = 'CONFIRMED'
UPDATE imports SET state = 'UNDONE' WHERE import_id = ?
UPDATE length_lookups SET due_at = ? WHERE due_at < ?
UPDATE length_lookups SET due_at = ?, attempts = attempts + 1 WHERE (user_id, book_id) = ( SELECT user_id, book_id FROM length_lookups WHERE due_at <= ? ORDER BY due_at, book_id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING user_id, book_id, attempts
UPDATE login_throttle SET expires_at = 1 WHERE id = 'address 203.0.113.1'
UPDATE login_throttle SET state=?,expires_at=? WHERE id=?
UPDATE planned_periods SET first_day = ?, last_day = ?, reading = ?, label = ? WHERE user_id = ? AND period_id = ? AND removed_at IS NULL
UPDATE planned_periods SET removed_at = NULL WHERE user_id = ? AND period_id = ?
UPDATE planned_periods SET removed_at = coalesce(removed_at, ?) WHERE user_id = ? AND period_id = ?
UPDATE reader_models SET feature_version = feature_version + 1 WHERE user_id = ?
UPDATE reader_models SET model = overlay(model placing 'x'::bytea from 100) WHERE user_id = ?
UPDATE reading_lists SET revision = revision + 1 WHERE user_id = ?
UPDATE reading_log SET batch_id = ? WHERE log_id = ANY (?::uuid[])
UPDATE reading_log SET completed = false WHERE tbr_id = ?
UPDATE reading_log log SET start_date = kept.start_date, end_date = kept.end_date, evidence = kept.evidence, version = log.version + 1 FROM batch_readings kept WHERE kept.batch_id = ? AND log.log_id = kept.log_id AND log.user_id = ? AND log.version = kept.version AND NOT EXISTS ( SELECT FROM reading_log twin WHERE twin.tbr_id = log.tbr_id AND twin.log_id <> log.log_id AND twin.end_date = kept.end_date)
UPDATE reading_sessions SET end_time = start_time + interval '400 milliseconds' WHERE session_id = ?
UPDATE reading_sessions SET note = 'moja', version = version + 1 WHERE session_id = ( SELECT session_id FROM reading_sessions JOIN user_tbr_list USING (tbr_id) WHERE book_id = ? ORDER BY start_time LIMIT 1)
UPDATE reading_sessions SET start_time = start_time + interval '7 seconds' WHERE session_id = ?
UPDATE spring_session_attributes SET attribute_bytes = 'rubbish'::bytea WHERE session_primary_id IN (SELECT primary_id FROM spring_session s JOIN users u ON s.principal_name = u.user_id::text WHERE u.email = ?)
UPDATE timed_sessions SET confirmed_at = stopped_at - interval '10 minutes' WHERE session_id = ?
UPDATE timed_sessions SET discarded_at = NULL, stopped_at = NULL WHERE session_id = ?
UPDATE timed_sessions SET started_at = started_at - make_interval(mins => ?) WHERE session_id = ?
UPDATE user_tbr_list SET page_count = 1400 WHERE tbr_id = ?
UPDATE user_tbr_list SET page_count = 999 WHERE user_id = ?
UPDATE user_tbr_list SET page_count = NULL WHERE tbr_id = ?
UPDATE user_tbr_list SET page_count = page_count + ? WHERE tbr_id = ?
UPDATE user_tbr_list SET page_mark = current_page, marked_at = now() WHERE current_page > 0
UPDATE user_tbr_list SET removed_at = '2026-01-01' WHERE user_id = ? AND page_count = 300
UPDATE user_tbr_list SET removed_at = now() WHERE tbr_id = ?
UPDATE user_tbr_list SET status = 'ABANDONED' WHERE tbr_id = ?
UPDATE user_tbr_list SET status = 'FINISHED' WHERE tbr_id = ?
UPDATE user_tbr_list SET status = 'FINISHED', current_page = page_count WHERE tbr_id = ?
UPDATE user_tbr_list SET status = 'READING' WHERE tbr_id = ?
UPDATE user_tbr_list SET status = 'READING', current_page = least(page_count, current_page + ?) WHERE tbr_id = ?
UPDATE user_tbr_list entry SET current_page = least(last.to_page, coalesce(entry.page_count, last.to_page)), version = version + 1 FROM (SELECT DISTINCT ON (tbr_id) tbr_id, to_page, end_time FROM reading_sessions WHERE user_id = ? AND tbr_id = ANY (?::uuid[]) AND to_page IS NOT NULL ORDER BY tbr_id, end_time DESC, start_time DESC, session_id DESC) AS last WHERE entry.user_id = ? AND entry.tbr_id = last.tbr_id AND entry.status <> 'FINISHED' AND (entry.marked_at IS NULL OR last.end_time >= entry.marked_at) AND entry.current_page <> least(last.to_page, coalesce(entry.page_count, last.to_page))
UPDATE user_tbr_list entry SET page_count = known.pages, current_page = CASE WHEN status = 'FINISHED' THEN known.pages ELSE current_page END, page_mark = CASE WHEN status = 'FINISHED' THEN known.pages ELSE page_mark END FROM unnest(?::uuid[], ?::integer[]) AS known (book_id, pages) WHERE entry.user_id = ? AND entry.book_id = known.book_id AND entry.page_count IS NULL AND entry.current_page <= known.pages
UPDATE users SET created_at = '2020-01-01Z' WHERE user_id = ?
UPDATE users SET created_at = '2026-03-14T23:30:00Z' WHERE email = ?
UPDATE users SET created_at = ? WHERE user_id = ?
UPDATE users SET day_ends_at = 4 WHERE user_id = ?
UPDATE users SET day_ends_at = ?, day_end_chosen = true WHERE user_id = ?
UPDATE users SET hashed_password = ? WHERE user_id = ?
UPDATE users SET hashed_password = ? WHERE user_id = ? AND hashed_password = ?
UPDATE users SET time_zone = ?, day_ends_at = ? WHERE user_id = ?
UPDATE users SET time_zone = ?, time_zone_chosen = ?, day_ends_at = ?, day_end_chosen = ? WHERE user_id = ?
UPDATE users SET time_zone = ?, time_zone_chosen = true WHERE user_id = ?
WITH asked AS ( SELECT ('''' || replace(nullif(catalog_words(?), ''), ' ', ''':* & ''') || ''':*')::tsquery AS words ), matching AS ( SELECT b.book_id FROM books b, asked WHERE (b.words @@ asked.words OR b.isbn = ?) AND (b.owner_id IS NULL OR b.owner_id = ?) ORDER BY b.owner_id NULLS LAST, length(b.title), b.book_id LIMIT 20 ) SELECT b.google_book_id, b.open_library_key, b.published_year, EXISTS (SELECT FROM matching m WHERE m.book_id = b.book_id) AS matches, b.book_id, b.title, b.author, b.page_count, b.isbn, b.cover_url FROM books b WHERE b.book_id IN (SELECT book_id FROM matching) OR b.google_book_id = ANY (?::text[]) OR b.open_library_key = ANY (?::text[]) OR b.isbn = ANY (?::text[]) AND (b.owner_id IS NULL OR b.owner_id = ?) ORDER BY b.owner_id NULLS LAST, length(b.title), b.book_id
WITH back AS (DELETE FROM removed_sessions WHERE session_id = ? AND user_id = ? RETURNING session_id, tbr_id, user_id, start_time, end_time, pages_read, paused_seconds, from_page, to_page, note, version, pages_estimated, batch_id) INSERT INTO reading_sessions (session_id, tbr_id, user_id, start_time, end_time, pages_read, paused_seconds, from_page, to_page, note, version, pages_estimated, batch_id) SELECT * FROM back ON CONFLICT DO NOTHING RETURNING tbr_id
WITH book AS (INSERT INTO books (title, author, page_count) SELECT 'Tom ' || n, 'Autor', 100 FROM generate_series(1, 120) n RETURNING book_id, title), entry AS (INSERT INTO user_tbr_list (user_id, book_id, page_count, position, status) SELECT ?, book_id, 100, split_part(title, ' ', 2)::integer, 'FINISHED' FROM book RETURNING tbr_id, position) INSERT INTO reading_log (tbr_id, user_id, start_date, end_date) SELECT tbr_id, ?, DATE '2026-01-01' + position, DATE '2026-01-01' + position FROM entry
WITH change AS ( SELECT entry.tbr_id, former.status, former.current_page, former.page_mark, former.marked_at, former.page_count, former.removed_at, (entry.status, entry.current_page, entry.page_mark, entry.marked_at) IS NOT DISTINCT FROM (later.status, later.current_page, later.page_mark, later.marked_at) AS same_place, entry.page_count IS NOT DISTINCT FROM later.page_count AS same_length, entry.removed_at IS NOT DISTINCT FROM later.removed_at AS same_removal FROM batch_entries kept JOIN user_tbr_list entry USING (tbr_id) CROSS JOIN LATERAL jsonb_populate_record(NULL::user_tbr_list, kept.former) former CROSS JOIN LATERAL jsonb_populate_record(NULL::user_tbr_list, kept.later) later WHERE kept.batch_id = ? AND entry.user_id = ? AND kept.former IS NOT NULL ) UPDATE user_tbr_list entry SET status = CASE WHEN same_place THEN change.status ELSE entry.status END, current_page = CASE WHEN same_place THEN change.current_page ELSE entry.current_page END, page_mark = CASE WHEN same_place THEN change.page_mark ELSE entry.page_mark END, marked_at = CASE WHEN same_place THEN change.marked_at ELSE entry.marked_at END, page_count = CASE WHEN same_length THEN change.page_count ELSE entry.page_count END, removed_at = CASE WHEN same_removal THEN change.removed_at ELSE entry.removed_at END, version = entry.version + 1 FROM change WHERE entry.tbr_id = change.tbr_id
WITH gone AS (DELETE FROM reading_sessions WHERE session_id = ? AND user_id = ? RETURNING *) INSERT INTO removed_sessions (session_id, tbr_id, user_id, start_time, end_time, pages_read, paused_seconds, from_page, to_page, note, version, pages_estimated, batch_id, removed_at) SELECT session_id, tbr_id, user_id, start_time, end_time, pages_read, paused_seconds, from_page, to_page, note, version, pages_estimated, batch_id, ? FROM gone RETURNING tbr_id
WITH reader AS (SELECT user_id FROM users WHERE user_id = ? FOR KEY SHARE) INSERT INTO reading_lists (user_id) SELECT user_id FROM reader ON CONFLICT (user_id) DO UPDATE SET revision = reading_lists.revision + ? RETURNING revision
WITH recent AS ( SELECT tbr_id, pages_read, extract(epoch FROM end_time - start_time) - paused_seconds AS seconds FROM reading_sessions WHERE user_id = ? ORDER BY end_time DESC LIMIT 200) SELECT sum(pages_read) / nullif(sum(seconds), 0) AS pace, sum(pages_read) FILTER (WHERE tbr_id = ?) / nullif(sum(seconds) FILTER (WHERE tbr_id = ?), 0) AS own_pace, sum(seconds) FILTER (WHERE tbr_id = ?) AS own_seconds, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median, percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) AS long FROM recent
WITH recent AS MATERIALIZED ( SELECT user_id FROM reading_sessions WHERE end_time > ? AND end_time <= ?) SELECT (SELECT count(*) FROM recent), (SELECT count(*) FROM ( SELECT user_id FROM recent UNION SELECT user_id FROM reading_log WHERE end_date > CAST(? AS date) AND end_date <= CAST(? AS date)) active)
WITH runs AS ( SELECT execution.job_execution_id AS id, status, part.parameter_value AS part, split_part(part.parameter_value, '/', 2) AS parts, end_time - start_time AS took, CAST(began.parameter_value AS timestamptz) AS began FROM batch_job_execution execution JOIN batch_job_execution_params part ON part.job_execution_id = execution.job_execution_id AND part.parameter_name = 'partition' JOIN batch_job_execution_params began ON began.job_execution_id = execution.job_execution_id AND began.parameter_name = 'startedAt'), completed AS ( SELECT DISTINCT ON (part) parts, began + took AS ended, took FROM runs WHERE status = 'COMPLETED' AND parts = (SELECT parts FROM runs ORDER BY id DESC LIMIT 1) ORDER BY part, id DESC) SELECT min(ended) AS ended, CAST(1000 * extract(epoch FROM max(took)) AS bigint) AS millis FROM completed GROUP BY parts HAVING count(*) = CAST(parts AS integer)
WITH wanted AS ( SELECT * FROM unnest(?::text[], ?::text[], ?::text[]) WITH ORDINALITY AS wanted (title, author, isbn, number) ), same AS ( SELECT w.number, b.*, 1 AS rank FROM wanted w JOIN books b ON b.isbn = w.isbn AND b.owner_id = ? UNION ALL SELECT w.number, b.*, 2 FROM wanted w JOIN books b ON b.isbn = w.isbn AND b.owner_id IS NULL UNION ALL SELECT w.number, b.*, CASE WHEN b.owner_id IS NULL THEN 4 ELSE 3 END FROM wanted w JOIN books b ON lower(b.title) = lower(w.title) AND lower(b.author) = lower(w.author) WHERE (b.isbn IS NULL OR w.isbn IS NULL) AND (b.owner_id IS NULL OR b.owner_id = ?) ) SELECT DISTINCT ON (b.number) b.number, b.book_id, b.title, b.author, b.page_count, b.isbn, b.cover_url FROM same b ORDER BY b.number, b.rank, b.book_id
delete from reading_log where log_id=? and version=?
delete from timed_sessions where session_id=? and version=?
insert into reading_log (completed,end_date,tbr_id,evidence,start_date,user_id,version,log_id) values (?,?,?,?,?,?,?,?)
insert into reading_sessions (end_time,tbr_id,from_page,note,pages_estimated,pages_read,paused_seconds,start_time,to_page,user_id,version,session_id) values (?,?,?,?,?,?,?,?,?,?,?,?)
insert into user_tbr_list (added_at,book_id,current_page,marked_at,page_count,page_mark,position,removed_at,status,user_id,version,tbr_id) values (?,?,?,?,?,?,?,?,?,?,?,?)
select * from information_schema.sequences
select coalesce(max(le1_0.position),0) from user_tbr_list le1_0 where le1_0.user_id=?
select count(*) from reading_sessions rs1_0 where rs1_0.session_id=?
select count(*) from timed_sessions ts1_0 where ts1_0.session_id=?
select count(le1_0.tbr_id) from user_tbr_list le1_0 where le1_0.user_id=? and le1_0.status=? and le1_0.removed_at is null
select le1_0.tbr_id,le1_0.added_at,le1_0.book_id,le1_0.current_page,le1_0.marked_at,le1_0.page_count,le1_0.page_mark,le1_0.position,le1_0.removed_at,le1_0.status,le1_0.user_id,le1_0.version from user_tbr_list le1_0 where le1_0.tbr_id=? and le1_0.user_id=?
select le1_0.tbr_id,le1_0.added_at,le1_0.book_id,le1_0.current_page,le1_0.marked_at,le1_0.page_count,le1_0.page_mark,le1_0.position,le1_0.removed_at,le1_0.status,le1_0.user_id,le1_0.version from user_tbr_list le1_0 where le1_0.user_id=?
select le1_0.tbr_id,le1_0.added_at,le1_0.book_id,le1_0.current_page,le1_0.marked_at,le1_0.page_count,le1_0.page_mark,le1_0.position,le1_0.removed_at,le1_0.status,le1_0.user_id,le1_0.version from user_tbr_list le1_0 where le1_0.user_id=? and le1_0.book_id=?
select le1_0.tbr_id,le1_0.added_at,le1_0.book_id,le1_0.current_page,le1_0.marked_at,le1_0.page_count,le1_0.page_mark,le1_0.position,le1_0.removed_at,le1_0.status,le1_0.user_id,le1_0.version from user_tbr_list le1_0 where le1_0.user_id=? and le1_0.status in (?) and le1_0.removed_at is null order by le1_0.position
select le1_0.tbr_id,le1_0.added_at,le1_0.book_id,le1_0.current_page,le1_0.marked_at,le1_0.page_count,le1_0.page_mark,le1_0.position,le1_0.removed_at,le1_0.status,le1_0.user_id,le1_0.version from user_tbr_list le1_0 where le1_0.user_id=? and le1_0.status in (?,?) and le1_0.removed_at is null order by le1_0.position
select le1_0.tbr_id,le1_0.added_at,le1_0.book_id,le1_0.current_page,le1_0.marked_at,le1_0.page_count,le1_0.page_mark,le1_0.position,le1_0.removed_at,le1_0.status,le1_0.user_id,le1_0.version from user_tbr_list le1_0 where le1_0.user_id=? and le1_0.status=? and le1_0.removed_at is null order by (select max(rt1_0.end_date) from reading_log rt1_0 where rt1_0.tbr_id=le1_0.tbr_id and rt1_0.completed=true) desc nulls last,le1_0.position fetch first ? rows only
select le1_0.tbr_id,le1_0.added_at,le1_0.book_id,le1_0.current_page,le1_0.marked_at,le1_0.page_count,le1_0.page_mark,le1_0.position,le1_0.removed_at,le1_0.status,le1_0.user_id,le1_0.version from user_tbr_list le1_0 where le1_0.user_id=? and le1_0.status=? and le1_0.removed_at is null order by (select max(rt1_0.end_date) from reading_log rt1_0 where rt1_0.tbr_id=le1_0.tbr_id and rt1_0.completed=true) desc nulls last,le1_0.position offset ? rows fetch first ? rows only
select le1_0.tbr_id,le1_0.added_at,le1_0.book_id,le1_0.current_page,le1_0.marked_at,le1_0.page_count,le1_0.page_mark,le1_0.position,le1_0.removed_at,le1_0.status,le1_0.user_id,le1_0.version from user_tbr_list le1_0 where le1_0.user_id=? and le1_0.tbr_id in (?) and le1_0.removed_at is null
select le1_0.tbr_id,le1_0.added_at,le1_0.book_id,le1_0.current_page,le1_0.marked_at,le1_0.page_count,le1_0.page_mark,le1_0.position,le1_0.removed_at,le1_0.status,le1_0.user_id,le1_0.version from user_tbr_list le1_0 where le1_0.user_id=? order by le1_0.position
select rs1_0.session_id from reading_sessions rs1_0 where rs1_0.tbr_id=? and rs1_0.session_id<>? and rs1_0.start_time=? and rs1_0.end_time=? fetch first ? rows only
select rs1_0.session_id from reading_sessions rs1_0 where rs1_0.tbr_id=? and rs1_0.session_id<>? and rs1_0.to_page is not null and rs1_0.end_time>? fetch first ? rows only
select rs1_0.session_id,rs1_0.end_time,rs1_0.tbr_id,rs1_0.from_page,rs1_0.note,rs1_0.pages_estimated,rs1_0.pages_read,rs1_0.paused_seconds,rs1_0.start_time,rs1_0.to_page,rs1_0.user_id,rs1_0.version from reading_sessions rs1_0 join user_tbr_list le1_0 on le1_0.tbr_id=rs1_0.tbr_id where rs1_0.user_id=? and le1_0.removed_at is null and (rs1_0.start_time<? or (rs1_0.start_time=? and rs1_0.session_id<?)) order by rs1_0.start_time desc,rs1_0.session_id desc fetch first ? rows only
select rs1_0.session_id,rs1_0.end_time,rs1_0.tbr_id,rs1_0.from_page,rs1_0.note,rs1_0.pages_estimated,rs1_0.pages_read,rs1_0.paused_seconds,rs1_0.start_time,rs1_0.to_page,rs1_0.user_id,rs1_0.version from reading_sessions rs1_0 join user_tbr_list le1_0 on le1_0.tbr_id=rs1_0.tbr_id where rs1_0.user_id=? and le1_0.removed_at is null and rs1_0.session_id<>? and rs1_0.start_time<? and rs1_0.end_time>? order by rs1_0.start_time fetch first ? rows only
select rs1_0.session_id,rs1_0.end_time,rs1_0.tbr_id,rs1_0.from_page,rs1_0.note,rs1_0.pages_estimated,rs1_0.pages_read,rs1_0.paused_seconds,rs1_0.start_time,rs1_0.to_page,rs1_0.user_id,rs1_0.version from reading_sessions rs1_0 where rs1_0.session_id=? and rs1_0.user_id=?
select rs1_0.session_id,rs1_0.end_time,rs1_0.tbr_id,rs1_0.from_page,rs1_0.note,rs1_0.pages_estimated,rs1_0.pages_read,rs1_0.paused_seconds,rs1_0.start_time,rs1_0.to_page,rs1_0.user_id,rs1_0.version from reading_sessions rs1_0 where rs1_0.tbr_id=? and rs1_0.session_id<>? and rs1_0.to_page is not null and rs1_0.end_time<=? order by rs1_0.end_time desc,rs1_0.start_time desc,rs1_0.session_id desc fetch first ? rows only
select rs1_0.session_id,rs1_0.end_time,rs1_0.tbr_id,rs1_0.from_page,rs1_0.note,rs1_0.pages_estimated,rs1_0.pages_read,rs1_0.paused_seconds,rs1_0.start_time,rs1_0.to_page,rs1_0.user_id,rs1_0.version from reading_sessions rs1_0 where rs1_0.tbr_id=? and rs1_0.to_page is not null order by rs1_0.end_time desc,rs1_0.start_time desc,rs1_0.session_id desc fetch first ? rows only
select rs1_0.session_id,rs1_0.end_time,rs1_0.tbr_id,rs1_0.from_page,rs1_0.note,rs1_0.pages_estimated,rs1_0.pages_read,rs1_0.paused_seconds,rs1_0.start_time,rs1_0.to_page,rs1_0.user_id,rs1_0.version from reading_sessions rs1_0 where rs1_0.tbr_id=? order by rs1_0.start_time desc,rs1_0.session_id desc fetch first ? rows only
select rt1_0.tbr_id,rt1_0.log_id,rt1_0.completed,rt1_0.end_date,rt1_0.evidence,rt1_0.start_date,rt1_0.user_id,rt1_0.version from reading_log rt1_0 where rt1_0.tbr_id = any (?)
select rt1_0.tbr_id,rt1_0.log_id,rt1_0.completed,rt1_0.end_date,rt1_0.evidence,rt1_0.start_date,rt1_0.user_id,rt1_0.version from reading_log rt1_0 where rt1_0.tbr_id=?
select ts1_0.session_id,ts1_0.confirmed_at,ts1_0.discarded_at,ts1_0.tbr_id,ts1_0.paused_at,ts1_0.paused_seconds,ts1_0.started_at,ts1_0.stopped_at,ts1_0.user_id,ts1_0.version from timed_sessions ts1_0 join user_tbr_list le1_0 on le1_0.tbr_id=ts1_0.tbr_id where ts1_0.user_id=? and ts1_0.discarded_at is null and le1_0.removed_at is null order by ts1_0.started_at desc
select ts1_0.session_id,ts1_0.confirmed_at,ts1_0.discarded_at,ts1_0.tbr_id,ts1_0.paused_at,ts1_0.paused_seconds,ts1_0.started_at,ts1_0.stopped_at,ts1_0.user_id,ts1_0.version from timed_sessions ts1_0 join user_tbr_list le1_0 on le1_0.tbr_id=ts1_0.tbr_id where ts1_0.user_id=? and ts1_0.discarded_at is null and ts1_0.stopped_at is null and le1_0.removed_at is null
select ts1_0.session_id,ts1_0.confirmed_at,ts1_0.discarded_at,ts1_0.tbr_id,ts1_0.paused_at,ts1_0.paused_seconds,ts1_0.started_at,ts1_0.stopped_at,ts1_0.user_id,ts1_0.version from timed_sessions ts1_0 where ts1_0.session_id=? and ts1_0.user_id=? for no key update of ts1_0
select ts1_0.session_id,ts1_0.confirmed_at,ts1_0.discarded_at,ts1_0.tbr_id,ts1_0.paused_at,ts1_0.paused_seconds,ts1_0.started_at,ts1_0.stopped_at,ts1_0.user_id,ts1_0.version from timed_sessions ts1_0 where ts1_0.tbr_id=? and ts1_0.discarded_at is null
select ts1_0.session_id,ts1_0.confirmed_at,ts1_0.discarded_at,ts1_0.tbr_id,ts1_0.paused_at,ts1_0.paused_seconds,ts1_0.started_at,ts1_0.stopped_at,ts1_0.user_id,ts1_0.version from timed_sessions ts1_0 where ts1_0.tbr_id=? and ts1_0.discarded_at=?
update reading_log set completed=?,end_date=?,tbr_id=?,evidence=?,start_date=?,user_id=?,version=? where log_id=? and version=?
update reading_sessions set end_time=?,tbr_id=?,from_page=?,note=?,pages_estimated=?,pages_read=?,paused_seconds=?,start_time=?,to_page=?,user_id=?,version=? where session_id=? and version=?
update timed_sessions set confirmed_at=?,discarded_at=?,tbr_id=?,paused_at=?,paused_seconds=?,started_at=?,stopped_at=?,user_id=?,version=? where session_id=? and version=?
update user_tbr_list set added_at=?,book_id=?,current_page=?,marked_at=?,page_count=?,page_mark=?,position=?,removed_at=?,status=?,user_id=?,version=? where tbr_id=? and version=?
update user_tbr_list set version=? where tbr_id=? and version=?
