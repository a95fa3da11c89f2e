-- A book can only be deleted once it is known that it stands on no list CREATE INDEX user_tbr_list_by_book ON user_tbr_list (book_id)
-- A forecast rests on the model, too ALTER TABLE forecast_snapshots DROP CONSTRAINT forecast_snapshots_user_id_origin_revision_plan_revision_key, ADD COLUMN model_version integer NOT NULL DEFAULT 0, ADD UNIQUE (user_id, origin, revision, plan_revision, model_version)
-- An import is one upload of one or more files: previewed, confirmed, done in the background, undone DROP TABLE pending_imports
-- Bucket4j: login attempts, counted once for all replicas CREATE TABLE login_throttle ( id text PRIMARY KEY, state bytea, expires_at bigint )
-- Exact mode: sessions with a timer, pages from-to and a note ALTER TABLE users ADD COLUMN day_ends_at smallint NOT NULL DEFAULT 0 CHECK (day_ends_at BETWEEN 0 AND 6)
-- Histories from elsewhere: what one import did is known, so that it can be taken back as a whole CREATE TABLE reading_batches ( batch_id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users (user_id) ON DELETE CASCADE, added_at timestamptz NOT NULL )
-- One row an edition: among the shared books by ISBN, among a reader's own by ISBN or by what was typed. CREATE UNIQUE INDEX books_shared_isbn ON books (isbn) WHERE owner_id IS NULL
-- Spring Batch's job repository, for the training job; the job itself runs no migrations. -- Its times are of the clock on the job's wall, so timestamp and not timestamptz. CREATE TABLE batch_job_instance ( job_instance_id bigint PRIMARY KEY, version bigint, job_name text NOT NULL, job_key varchar(32) NOT NULL, UNIQUE (job_name, job_key) )
-- Spring Modulith's event publication registry CREATE TABLE event_publication ( id uuid PRIMARY KEY, listener_id text NOT NULL, event_type text NOT NULL, serialized_event text NOT NULL, publication_date timestamptz NOT NULL, completion_date timestamptz, status text, completion_attempts integer, last_resubmission_date timestamptz )
-- Spring Session: sessions survive restarts and are shared by replicas CREATE TABLE spring_session ( primary_id char(36) NOT NULL PRIMARY KEY, session_id char(36) NOT NULL UNIQUE, creation_time bigint NOT NULL, last_access_time bigint NOT NULL, max_inactive_interval integer NOT NULL, expiry_time bigint NOT NULL, principal_name varchar(100) )
-- Statistics read all sessions of a reader at once: from the index alone, not from as many places in the table CREATE INDEX reading_sessions_of_user ON reading_sessions (user_id, start_time) INCLUDE (tbr_id, end_time, paused_seconds, pages_read)
-- Trained models: what the training job and the application keep, and what they have seen CREATE TABLE reader_models ( user_id uuid NOT NULL REFERENCES users (user_id) ON DELETE CASCADE, version integer NOT NULL CHECK (version >= 1), feature_version integer NOT NULL, origin date NOT NULL, trained_at timestamptz NOT NULL, model bytea NOT NULL CHECK (octet_length(model) BETWEEN 1 AND 16384), checksum text NOT NULL CHECK (checksum ~ '^[0-9a-f]{64}$'), metrics jsonb NOT NULL, PRIMARY KEY (user_id, version) )
-- What a reader tells the forecast: an assumed pace, a deadline, days with more or less reading ALTER TABLE forecast_assumptions RENAME TO forecast_plans
-- What the training job's own role may do, where there is such a role. Said anew with every start, so that -- it follows the schema, and a role made later gets its rights with the next start of the application. DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'chronobook_training') THEN -- Several instances may start at once PERFORM pg_advisory_xact_lock(7247600137); GRANT SELECT (user_id, time_zone, day_ends_at) ON users TO chronobook_training; GRANT SELECT (user_id, revision) ON reading_lists TO chronobook_training; GRANT SELECT (tbr_id, user_id, page_count, removed_at) ON user_tbr_list TO chronobook_training; GRANT SELECT (tbr_id, user_id, start_date, end_date, completed, evidence) ON reading_log TO chronobook_training; GRANT SELECT (tbr_id, user_id, start_time, end_time, paused_seconds, pages_read) ON reading_sessions TO chronobook_training; GRANT SELECT ON training_progress TO chronobook_training; -- Models and progress are written by this procedure alone GRANT EXECUTE ON PROCEDURE keep_training TO chronobook_training; GRANT SELECT, INSERT, DELETE ON training_populations TO chronobook_training; GRANT SELECT, INSERT, UPDATE, DELETE ON batch_job_instance, batch_job_execution, batch_job_execution_params, batch_job_execution_context, batch_step_execution, batch_step_execution_context TO chronobook_training; GRANT USAGE ON SEQUENCE batch_job_instance_seq, batch_job_execution_seq, batch_step_execution_seq TO chronobook_training; END IF; END $$
-- What was foretold, kept until its day has come and it can be judged CREATE TABLE foretold_finishes ( user_id uuid NOT NULL REFERENCES users (user_id) ON DELETE CASCADE, tbr_id uuid NOT NULL, week date NOT NULL, made_on date NOT NULL, origin date NOT NULL CHECK (origin >= made_on), stage text NOT NULL CHECK (stage IN ('SIMPLE', 'PACE', 'CONTEXT', 'MODEL')), title text NOT NULL, early date NOT NULL, middle date NOT NULL CHECK (middle >= early), late date NOT NULL CHECK (late >= middle), naive date, ahead uuid[] NOT NULL, verdict text CHECK (verdict IN ('FINISHED', 'UNFINISHED', 'PLAN_CHANGED')), finished_on date, PRIMARY KEY (user_id, tbr_id, week), CHECK (verdict = 'FINISHED' OR finished_on IS NULL) )
-- Who has read of late is asked again and again, of all readers at once CREATE INDEX reading_sessions_by_time ON reading_sessions USING brin (end_time) WITH (autosummarize = on)
-- Words of a text as the search compares them: small letters, no diacritics, single blanks CREATE FUNCTION catalog_words(phrase text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN btrim(regexp_replace( regexp_replace(translate(normalize(lower(phrase COLLATE pg_unicode_fast), NFKD), 'ł', 'l'), U&'[\0300-\036F]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'))
/*NO LOAD BALANCE*/ SELECT "installed_rank","version","description","type","script","checksum","installed_on","installed_by","execution_time","success" FROM "public"."flyway_schema_history" WHERE "installed_rank" > ? ORDER BY "installed_rank"
ALTER TABLE "public"."flyway_schema_history" ADD CONSTRAINT "flyway_schema_history_pk" PRIMARY KEY ("installed_rank")
ALTER TABLE books ADD COLUMN words tsvector NOT NULL GENERATED ALWAYS AS (array_to_tsvector(string_to_array(catalog_words(title || ' ' || author), ' '))) STORED
ALTER TABLE forecast_plans ALTER COLUMN pages_per_week DROP NOT NULL, ADD COLUMN deadline date CHECK (deadline BETWEEN DATE '2000-01-01' AND DATE '2099-12-31'), ADD COLUMN revision bigint NOT NULL DEFAULT 1
ALTER TABLE forecast_plans RENAME CONSTRAINT forecast_assumptions_pkey TO forecast_plans_pkey
ALTER TABLE forecast_snapshots DROP CONSTRAINT forecast_snapshots_user_id_origin_revision_key, ADD COLUMN plan_revision bigint NOT NULL DEFAULT 0, ADD UNIQUE (user_id, origin, revision, plan_revision)
ALTER TABLE forecast_visits ADD COLUMN model_version integer NOT NULL DEFAULT 0
ALTER TABLE import_files ALTER COLUMN content SET STORAGE EXTERNAL
ALTER TABLE pending_imports ALTER COLUMN content SET STORAGE EXTERNAL
ALTER TABLE reading_log ADD COLUMN evidence boolean NOT NULL DEFAULT true, ADD COLUMN batch_id uuid REFERENCES reading_batches (batch_id) ON DELETE SET NULL
ALTER TABLE reading_sessions ADD COLUMN pages_estimated boolean NOT NULL DEFAULT false, ADD COLUMN batch_id uuid REFERENCES reading_batches (batch_id) ON DELETE SET NULL
ALTER TABLE reading_sessions ADD COLUMN paused_seconds integer NOT NULL DEFAULT 0, ADD COLUMN from_page integer CHECK (from_page BETWEEN 0 AND 20000), ADD COLUMN to_page integer CHECK (to_page BETWEEN 0 AND 20000), ADD COLUMN note text CHECK (length(note) BETWEEN 1 AND 2000), ADD COLUMN version bigint NOT NULL DEFAULT 0, ADD CHECK (paused_seconds >= 0 AND make_interval(secs => paused_seconds) < end_time - start_time), ADD CHECK ((from_page IS NULL) = (to_page IS NULL) AND to_page >= from_page)
ALTER TABLE removed_sessions ADD COLUMN pages_estimated boolean NOT NULL DEFAULT false, ADD COLUMN batch_id uuid REFERENCES reading_batches (batch_id) ON DELETE SET NULL
ALTER TABLE training_progress ADD COLUMN feature_version integer NOT NULL DEFAULT 0, ADD COLUMN sessions bigint NOT NULL DEFAULT 0, ADD COLUMN outcome text NOT NULL DEFAULT 'TOO_LITTLE' CHECK (outcome IN ('WON', 'LOST', 'TOO_LITTLE', 'FAILED')), ADD COLUMN detail text CHECK (length(detail) <= 1000), ADD COLUMN model_version integer, ADD FOREIGN KEY (user_id, model_version) REFERENCES reader_models (user_id, version)
ALTER TABLE user_tbr_list ADD COLUMN page_mark integer NOT NULL DEFAULT 0 CHECK (page_mark BETWEEN 0 AND 20000), ADD COLUMN marked_at timestamptz
COMMENT ON COLUMN batch_entries.former IS 'The entry as it was before; null if it is new.'
COMMENT ON COLUMN batch_entries.later IS 'The entry as the batch left it: what differs now, the reader has changed since.'
COMMENT ON COLUMN books.owner_id IS 'The reader who typed the book in; null for books from a provider, which all readers share.'
COMMENT ON COLUMN forecast_plans.pages_per_week IS 'What a reader without a history says of the own pace; null if never asked.'
COMMENT ON COLUMN forecast_plans.revision IS 'Rises with every change that makes another forecast: of the assumed pace, of a planned period. Raising it takes the reader''s turn.'
COMMENT ON COLUMN forecast_snapshots.model_version IS 'The version of the model that the forecast rests on; 0 without one.'
COMMENT ON COLUMN forecast_snapshots.plan_revision IS 'The revision of the reader''s plan that the forecast rests on; 0 for a reader without one.'
COMMENT ON COLUMN forecast_snapshots.revision IS 'The revision of the reading list that the forecast rests on.'
COMMENT ON COLUMN forecast_visits.books IS 'The queue: each entry with its length and the current page.'
COMMENT ON COLUMN forecast_visits.movement IS 'Why the date moved since the visit before; null on the first.'
COMMENT ON COLUMN forecast_visits.plan IS 'The assumed pace and the planned periods.'
COMMENT ON COLUMN forecast_visits.sessions IS 'How many sessions of that very day were known; later ones are no corrections of the past.'
COMMENT ON COLUMN foretold_finishes.ahead IS 'The books that were to be read before this one; tbr_id has no foreign key either, so that a removed book is still counted.'
COMMENT ON COLUMN foretold_finishes.made_on IS 'The reader''s day on which it was made; a book of the queue that is finished on that day is finished after it was foretold.'
COMMENT ON COLUMN foretold_finishes.naive IS 'What pages divided by the mean pages a day foretold; null without a history.'
COMMENT ON COLUMN foretold_finishes.week IS 'The Monday of the week of the origin.'
COMMENT ON COLUMN import_files.content IS 'Gzipped; dropped a day after the import.'
COMMENT ON COLUMN import_files.mapping IS 'Which column means what, if the reader had to say so.'
COMMENT ON COLUMN imports.catalog_added IS 'Books that the import stored in the catalog, to be deleted with it.'
COMMENT ON COLUMN imports.done IS 'How many of the total books are stored: the progress bar.'
COMMENT ON COLUMN planned_periods.period_id IS 'Made with the form, so that sending it twice stores it once.'
COMMENT ON COLUMN planned_periods.removed_at IS 'Set while a removal can still be undone.'
COMMENT ON COLUMN reader_models.feature_version IS 'The version of features and answers; the application uses no other than its own.'
COMMENT ON COLUMN reader_models.metrics IS 'How it did on the reader''s own past: errors with and without it, and on how many observations.'
COMMENT ON COLUMN reader_models.model IS 'Tribuo''s protobuf, provenance included; the checksum is its SHA-256.'
COMMENT ON COLUMN reader_models.origin IS 'What the model knows ends before this day.'
COMMENT ON COLUMN reading_log.evidence IS 'Whether its dates say something of the pace; false for dates that were entered for many books at once.'
COMMENT ON COLUMN reading_sessions.pages_estimated IS 'Whether only the time was measured and the pages are guessed from it.'
COMMENT ON COLUMN reading_sessions.paused_seconds IS 'Seconds between start_time and end_time in which nobody read.'
COMMENT ON COLUMN reading_sessions.to_page IS 'The page on which the session ended; null where only the number of pages is known.'
COMMENT ON COLUMN timed_sessions.confirmed_at IS 'When the reader last said that an unlikely long session is one.'
COMMENT ON COLUMN training_progress.detail IS 'Why training failed.'
COMMENT ON COLUMN training_progress.model_version IS 'The model in use; null without one.'
COMMENT ON COLUMN training_progress.revision IS 'The revision of the reader''s list that was seen; 0 after a failure, so that it is tried again.'
COMMENT ON COLUMN training_progress.sessions IS 'Reading sessions that were seen.'
COMMENT ON COLUMN user_tbr_list.page_count IS 'Pages of the edition this reader holds; null while nobody knows.'
COMMENT ON COLUMN user_tbr_list.page_mark IS 'The page the reader named last outside any session; the current page is this one or where a later session ended.'
COMMENT ON COLUMN user_tbr_list.removed_at IS 'Set while a removal can still be undone.'
COMMENT ON COLUMN users.day_ends_at IS 'Hours after midnight at which the reader''s day ends: what is read until then belongs to the day before.'
COMMENT ON COLUMN users.demo IS 'A made-up history; such accounts have no password and are deleted after a week.'
COMMENT ON COLUMN users.time_zone IS 'Where the reader''s days begin and end (IANA name).'
COMMENT ON PROCEDURE keep_training IS 'Keeps what came of training one reader. The same model again keeps its version, so that a repeated run changes nothing.'
COMMENT ON TABLE batch_readings IS 'Readings that a batch completed: their days as they were before, and the version it left behind.'
COMMENT ON TABLE book_covers IS 'Covers served from our own origin; a row without an image remembers that there is none.'
COMMENT ON TABLE demo_accounts IS 'Accounts with a made-up history, counted so that they stay few.'
COMMENT ON TABLE forecast_assumptions IS 'What a reader without a history says of the own pace.'
COMMENT ON TABLE forecast_feeds IS 'Secret addresses of calendars; only their SHA-256 is kept.'
COMMENT ON TABLE forecast_plans IS 'What a reader tells the forecast, one row a reader.'
COMMENT ON TABLE forecast_visits IS 'What a reader saw last on a day: today, and the last day before, from which the date has moved.'
COMMENT ON TABLE foretold_finishes IS 'The first forecast of each week for the next books, and how it turned out once its range had passed.'
COMMENT ON TABLE hindsights IS 'What the forecast would have said in the past, computed once for the same history.'
COMMENT ON TABLE length_lookups IS 'Imported books whose length somebody is still to be asked for; a row goes when there is an answer.'
COMMENT ON TABLE pending_imports IS 'An uploaded file, gzipped, that waits for its reader to confirm; afterwards what it added, so that a repeated confirmation adds nothing.'
COMMENT ON TABLE planned_periods IS 'Holidays and busy weeks: days on which the reader reads less than usual, or more.'
COMMENT ON TABLE reader_models IS 'A trained model of a reader, the last two versions; training_progress says which one is in use.'
COMMENT ON TABLE reading_batches IS 'Histories that were added as a whole and can be taken back as a whole.'
COMMENT ON TABLE reading_lists IS 'One row a reader: every change of what the reader reads raises the revision, and so takes its turn.'
COMMENT ON TABLE reading_log IS 'One row a read-through of a book (simple mode); end_date is null while it goes on.'
COMMENT ON TABLE reading_sessions IS 'Exact mode: one row a sitting.'
COMMENT ON TABLE removed_sessions IS 'Sessions whose removal can still be undone.'
COMMENT ON TABLE timed_sessions IS 'The timer: sessions that run, and those stopped whose last page is not known yet.'
COMMENT ON TABLE training_populations IS 'What is believed of readers at large, learnt once a day, so that all partitions and every repetition of a run start from the same.'
COMMENT ON TABLE training_progress IS 'The revision of each reader''s list that the training job saw last.'
COMMENT ON TABLE training_progress IS 'What training has seen of each reader, and what came of it.'
COMMENT ON TABLE users IS 'Readers. E-mail is stored in lower case, so that it is unique whatever its case.'
CREATE INDEX "flyway_schema_history_s_idx" ON "public"."flyway_schema_history" ("success")
CREATE INDEX batch_entries_by_entry ON batch_entries (tbr_id)
CREATE INDEX batch_job_execution_by_instance ON batch_job_execution (job_instance_id)
CREATE INDEX batch_readings_by_reading ON batch_readings (log_id)
CREATE INDEX batch_step_execution_by_job ON batch_step_execution (job_execution_id)
CREATE INDEX books_text ON books (lower(title), lower(author))
CREATE INDEX books_words ON books USING gin (words)
CREATE INDEX event_publication_completion_date ON event_publication (completion_date)
CREATE INDEX event_publication_serialized_event ON event_publication USING hash (serialized_event)
CREATE INDEX forecast_snapshots_newest ON forecast_snapshots (user_id, computed_at DESC)
CREATE INDEX foretold_finishes_due ON foretold_finishes (late) WHERE verdict IS NULL
CREATE INDEX imports_by_age ON imports (uploaded_at)
CREATE INDEX imports_by_user ON imports (user_id, uploaded_at DESC)
CREATE INDEX length_lookups_by_book ON length_lookups (book_id)
CREATE INDEX length_lookups_due ON length_lookups (due_at)
CREATE INDEX login_throttle_expiry ON login_throttle (expires_at)
CREATE INDEX pending_imports_age ON pending_imports (uploaded_at)
CREATE INDEX reading_batches_by_age ON reading_batches (added_at)
CREATE INDEX reading_batches_by_user ON reading_batches (user_id)
CREATE INDEX reading_log_by_batch ON reading_log (batch_id) WHERE batch_id IS NOT NULL
CREATE INDEX reading_log_by_user ON reading_log (user_id, end_date)
CREATE INDEX reading_sessions_by_batch ON reading_sessions (batch_id) WHERE batch_id IS NOT NULL
CREATE INDEX reading_sessions_by_end ON reading_sessions (user_id, end_time DESC)
CREATE INDEX reading_sessions_by_entry ON reading_sessions (tbr_id, end_time DESC) WHERE to_page IS NOT NULL
CREATE INDEX reading_sessions_by_user ON reading_sessions (user_id, start_time)
CREATE INDEX removed_sessions_by_batch ON removed_sessions (batch_id) WHERE batch_id IS NOT NULL
CREATE INDEX removed_sessions_by_entry ON removed_sessions (tbr_id)
CREATE INDEX removed_sessions_by_time ON removed_sessions (removed_at)
CREATE INDEX spring_session_expiry ON spring_session (expiry_time)
CREATE INDEX spring_session_principal ON spring_session (principal_name)
CREATE INDEX timed_sessions_by_entry ON timed_sessions (tbr_id)
CREATE INDEX timed_sessions_by_user ON timed_sessions (user_id)
CREATE INDEX users_demo ON users (created_at) WHERE demo
CREATE PROCEDURE keep_training( reader uuid, seen_revision bigint, seen_sessions bigint, seen_version integer, at timestamptz, result text, why text, known_until date, bytes bytea, sha256 text, figures jsonb) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ DECLARE newest integer; BEGIN -- Takes the reader's turn; a reader who has left meanwhile leaves nothing behind PERFORM FROM users WHERE user_id = reader FOR KEY SHARE; IF NOT FOUND THEN RETURN; END IF; INSERT INTO training_progress (user_id, revision, seen_at) VALUES (reader, 0, at) ON CONFLICT DO NOTHING; PERFORM FROM training_progress WHERE user_id = reader FOR UPDATE; IF bytes IS NOT NULL THEN SELECT version INTO newest FROM reader_models WHERE user_id = reader AND checksum = sha256 AND feature_version = seen_version ORDER BY version DESC LIMIT 1; IF newest IS NULL THEN SELECT coalesce(max(version), 0) + 1 INTO newest FROM reader_models WHERE user_id = reader; INSERT INTO reader_models VALUES (reader, newest, seen_version, known_until, at, bytes, sha256, figures); END IF; END IF; UPDATE training_progress SET revision = seen_revision, seen_at = at, sessions = seen_sessions, feature_version = seen_version, outcome = result, detail = why, model_version = CASE result WHEN 'WON' THEN newest WHEN 'FAILED' THEN model_version END WHERE user_id = reader; DELETE FROM reader_models m WHERE m.user_id = reader AND m.version < (SELECT max(version) FROM reader_models WHERE user_id = reader) - 1 AND m.version IS DISTINCT FROM (SELECT model_version FROM training_progress WHERE user_id = reader); END $$
CREATE SEQUENCE batch_job_execution_seq
CREATE SEQUENCE batch_job_instance_seq
CREATE SEQUENCE batch_step_execution_seq
CREATE TABLE "public"."flyway_schema_history" ( "installed_rank" INT NOT NULL, "version" VARCHAR(50), "description" VARCHAR(200) NOT NULL, "type" VARCHAR(20) NOT NULL, "script" VARCHAR(1000) NOT NULL, "checksum" INTEGER, "installed_by" VARCHAR(100) NOT NULL, "installed_on" TIMESTAMP NOT NULL DEFAULT now(), "execution_time" INTEGER NOT NULL, "success" BOOLEAN NOT NULL )
CREATE TABLE batch_entries ( batch_id uuid NOT NULL REFERENCES reading_batches (batch_id) ON DELETE CASCADE, tbr_id uuid NOT NULL REFERENCES user_tbr_list (tbr_id) ON DELETE CASCADE, former jsonb, later jsonb, PRIMARY KEY (batch_id, tbr_id) )
CREATE TABLE batch_job_execution ( job_execution_id bigint PRIMARY KEY, version bigint, job_instance_id bigint NOT NULL REFERENCES batch_job_instance (job_instance_id), create_time timestamp NOT NULL, start_time timestamp, end_time timestamp, status text, exit_code text, exit_message text, last_updated timestamp )
CREATE TABLE batch_job_execution_context ( job_execution_id bigint PRIMARY KEY REFERENCES batch_job_execution (job_execution_id), short_context text NOT NULL, serialized_context text )
CREATE TABLE batch_job_execution_params ( job_execution_id bigint NOT NULL REFERENCES batch_job_execution (job_execution_id), parameter_name text NOT NULL, parameter_type text NOT NULL, parameter_value text, identifying char(1) NOT NULL CHECK (identifying IN ('Y', 'N')), PRIMARY KEY (job_execution_id, parameter_name) )
CREATE TABLE batch_readings ( batch_id uuid NOT NULL REFERENCES reading_batches (batch_id) ON DELETE CASCADE, log_id uuid NOT NULL REFERENCES reading_log (log_id) ON DELETE CASCADE, start_date date, end_date date, evidence boolean NOT NULL, version bigint, PRIMARY KEY (batch_id, log_id) )
CREATE TABLE batch_step_execution ( step_execution_id bigint PRIMARY KEY, version bigint NOT NULL, step_name text NOT NULL, job_execution_id bigint NOT NULL REFERENCES batch_job_execution (job_execution_id), create_time timestamp NOT NULL, start_time timestamp, end_time timestamp, status text, commit_count bigint, read_count bigint, filter_count bigint, write_count bigint, read_skip_count bigint, write_skip_count bigint, process_skip_count bigint, rollback_count bigint, exit_code text, exit_message text, last_updated timestamp )
CREATE TABLE batch_step_execution_context ( step_execution_id bigint PRIMARY KEY REFERENCES batch_step_execution (step_execution_id), short_context text NOT NULL, serialized_context text )
CREATE TABLE book_covers ( book_id uuid PRIMARY KEY REFERENCES books (book_id) ON DELETE CASCADE, media_type text CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp', 'image/gif')), image bytea CHECK (octet_length(image) <= 1048576), fetched_at timestamptz NOT NULL DEFAULT now(), CHECK ((media_type IS NULL) = (image IS NULL)) )
CREATE TABLE books ( book_id uuid PRIMARY KEY DEFAULT uuidv7(), google_book_id text UNIQUE CHECK (length(google_book_id) BETWEEN 1 AND 64), open_library_key text UNIQUE CHECK (length(open_library_key) BETWEEN 1 AND 64), isbn char(13) CHECK (isbn ~ '^97[89][0-9]{10}$'), title text NOT NULL CHECK (length(btrim(title)) BETWEEN 1 AND 500), author text NOT NULL CHECK (length(btrim(author)) BETWEEN 1 AND 300), page_count integer CHECK (page_count BETWEEN 1 AND 20000), published_year integer CHECK (published_year BETWEEN 0 AND 3000), cover_url text CHECK (cover_url ~ '^https?://' AND length(cover_url) <= 1000), owner_id uuid REFERENCES users (user_id) ON DELETE CASCADE, created_at timestamptz NOT NULL DEFAULT now() )
CREATE TABLE demo_accounts ( user_id uuid PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE, created_at timestamptz NOT NULL )
CREATE TABLE forecast_assumptions ( user_id uuid PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE, pages_per_week integer NOT NULL CHECK (pages_per_week BETWEEN 1 AND 5000) )
CREATE TABLE forecast_feeds ( user_id uuid PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE, token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32), created_at timestamptz NOT NULL )
CREATE TABLE forecast_snapshots ( snapshot_id uuid PRIMARY KEY DEFAULT uuidv7(), user_id uuid NOT NULL REFERENCES users (user_id) ON DELETE CASCADE, computed_at timestamptz NOT NULL, origin date NOT NULL, stage text NOT NULL CHECK (stage IN ('SIMPLE', 'PACE', 'CONTEXT', 'MODEL')), revision bigint NOT NULL, forecast jsonb NOT NULL, UNIQUE (user_id, origin, revision) )
CREATE TABLE forecast_visits ( user_id uuid NOT NULL REFERENCES users (user_id) ON DELETE CASCADE, day date NOT NULL, revision bigint NOT NULL, plan_revision bigint NOT NULL, origin date NOT NULL, finish date NOT NULL, sessions integer NOT NULL, plan jsonb NOT NULL, books jsonb NOT NULL, movement jsonb, PRIMARY KEY (user_id, day) )
CREATE TABLE hindsights ( user_id uuid PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE, fingerprint text NOT NULL, forecasts jsonb NOT NULL )
CREATE TABLE import_files ( import_id uuid NOT NULL REFERENCES imports (import_id) ON DELETE CASCADE, number smallint NOT NULL CHECK (number BETWEEN 1 AND 100), file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200), content bytea CHECK (octet_length(content) <= 53000000), mapping text CHECK (length(mapping) <= 1000), PRIMARY KEY (import_id, number) )
CREATE TABLE imports ( import_id uuid PRIMARY KEY DEFAULT uuidv7(), user_id uuid NOT NULL REFERENCES users (user_id) ON DELETE CASCADE, state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'CONFIRMED', 'DONE', 'FAILED', 'UNDONE')), uploaded_at timestamptz NOT NULL, choices jsonb NOT NULL DEFAULT '{}', done integer NOT NULL DEFAULT 0 CHECK (done >= 0), total integer CHECK (total >= done), books_added integer CHECK (books_added >= 0), readings_added integer CHECK (readings_added >= 0), sessions_added integer CHECK (sessions_added >= 0), rejected integer CHECK (rejected >= 0), finished_at timestamptz, catalog_added uuid[] NOT NULL DEFAULT '{}', catalog_lengthened uuid[] NOT NULL DEFAULT '{}', CHECK (num_nulls(books_added, readings_added, sessions_added, rejected, finished_at) IN (0, 5)), CHECK ((state IN ('DONE', 'UNDONE')) = (finished_at IS NOT NULL)) )
CREATE TABLE length_lookups ( user_id uuid NOT NULL REFERENCES users (user_id) ON DELETE CASCADE, book_id uuid NOT NULL REFERENCES books (book_id) ON DELETE CASCADE, due_at timestamptz NOT NULL, attempts integer NOT NULL DEFAULT 0, PRIMARY KEY (user_id, book_id) )
CREATE TABLE pending_imports ( import_id uuid PRIMARY KEY DEFAULT uuidv7(), user_id uuid NOT NULL UNIQUE REFERENCES users (user_id) ON DELETE CASCADE, file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200), content bytea CHECK (octet_length(content) <= 53000000), uploaded_at timestamptz NOT NULL, books_added integer CHECK (books_added >= 0), readings_added integer CHECK (readings_added >= 0), sessions_added integer CHECK (sessions_added >= 0), CHECK ((content IS NULL) = (books_added IS NOT NULL)), CHECK (num_nulls(books_added, readings_added, sessions_added) IN (0, 3)) )
CREATE TABLE planned_periods ( user_id uuid NOT NULL REFERENCES users (user_id) ON DELETE CASCADE, period_id uuid NOT NULL, first_day date NOT NULL CHECK (first_day >= DATE '2000-01-01'), last_day date NOT NULL CHECK (last_day <= DATE '2099-12-31'), reading text NOT NULL CHECK (reading IN ('NONE', 'LESS', 'MORE')), label text NOT NULL CHECK (length(label) <= 100), removed_at timestamptz, PRIMARY KEY (user_id, period_id), CHECK (last_day >= first_day), CHECK (last_day - first_day < 366) )
CREATE TABLE reading_lists ( user_id uuid PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE, revision bigint NOT NULL DEFAULT 1 )
CREATE TABLE reading_log ( log_id uuid PRIMARY KEY DEFAULT uuidv7(), tbr_id uuid NOT NULL, user_id uuid NOT NULL REFERENCES users (user_id) ON DELETE CASCADE, start_date date CHECK (start_date >= DATE '1900-01-01'), end_date date CHECK (end_date >= DATE '1900-01-01'), completed boolean NOT NULL DEFAULT true, version bigint NOT NULL DEFAULT 0, FOREIGN KEY (tbr_id, user_id) REFERENCES user_tbr_list (tbr_id, user_id) ON DELETE CASCADE, CHECK (start_date IS NOT NULL OR end_date IS NOT NULL), CHECK (end_date >= start_date) )
CREATE TABLE reading_sessions ( session_id uuid PRIMARY KEY DEFAULT uuidv7(), tbr_id uuid NOT NULL, user_id uuid NOT NULL REFERENCES users (user_id) ON DELETE CASCADE, start_time timestamptz NOT NULL, end_time timestamptz NOT NULL, pages_read numeric(8, 2) NOT NULL CHECK (pages_read >= 0 AND pages_read <= 20000), FOREIGN KEY (tbr_id, user_id) REFERENCES user_tbr_list (tbr_id, user_id) ON DELETE CASCADE, CHECK (end_time > start_time), UNIQUE (tbr_id, start_time, end_time) )
CREATE TABLE removed_sessions ( LIKE reading_sessions INCLUDING CONSTRAINTS, removed_at timestamptz NOT NULL, PRIMARY KEY (session_id), FOREIGN KEY (user_id) REFERENCES users (user_id) ON DELETE CASCADE, FOREIGN KEY (tbr_id, user_id) REFERENCES user_tbr_list (tbr_id, user_id) ON DELETE CASCADE )
CREATE TABLE spring_session_attributes ( session_primary_id char(36) NOT NULL REFERENCES spring_session (primary_id) ON DELETE CASCADE, attribute_name varchar(200) NOT NULL, attribute_bytes bytea NOT NULL, PRIMARY KEY (session_primary_id, attribute_name) )
CREATE TABLE timed_sessions ( session_id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users (user_id) ON DELETE CASCADE, tbr_id uuid NOT NULL, started_at timestamptz NOT NULL, paused_at timestamptz CHECK (paused_at >= started_at), paused_seconds integer NOT NULL DEFAULT 0 CHECK (paused_seconds >= 0), stopped_at timestamptz CHECK (stopped_at > started_at), discarded_at timestamptz, confirmed_at timestamptz, version bigint NOT NULL DEFAULT 0, FOREIGN KEY (tbr_id, user_id) REFERENCES user_tbr_list (tbr_id, user_id) ON DELETE CASCADE, CHECK (paused_at IS NULL OR stopped_at IS NULL) )
CREATE TABLE training_populations ( origin date NOT NULL, feature_version integer NOT NULL, model bytea CHECK (octet_length(model) BETWEEN 1 AND 16384), checksum text CHECK (checksum ~ '^[0-9a-f]{64}$'), gain double precision NOT NULL, observations double precision NOT NULL CHECK (observations >= 0), PRIMARY KEY (origin, feature_version), CHECK ((model IS NULL) = (checksum IS NULL)) )
CREATE TABLE training_progress ( user_id uuid PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE, revision bigint NOT NULL, seen_at timestamptz NOT NULL )
CREATE TABLE user_tbr_list ( tbr_id uuid PRIMARY KEY DEFAULT uuidv7(), user_id uuid NOT NULL REFERENCES users (user_id) ON DELETE CASCADE, book_id uuid NOT NULL REFERENCES books (book_id), status text NOT NULL DEFAULT 'TBR' CHECK (status IN ('TBR', 'READING', 'FINISHED', 'ABANDONED')), position integer NOT NULL, page_count integer CHECK (page_count BETWEEN 1 AND 20000), current_page integer NOT NULL DEFAULT 0 CHECK (current_page BETWEEN 0 AND coalesce(page_count, 20000)), added_at timestamptz NOT NULL DEFAULT now(), removed_at timestamptz, version bigint NOT NULL DEFAULT 0, UNIQUE (user_id, book_id), UNIQUE (tbr_id, user_id), UNIQUE (user_id, position) DEFERRABLE INITIALLY DEFERRED )
CREATE TABLE users ( user_id uuid PRIMARY KEY DEFAULT uuidv7(), email text NOT NULL UNIQUE CHECK (email = lower(email) AND email LIKE '%_@_%' AND length(email) <= 254), hashed_password text NOT NULL CHECK (length(hashed_password) BETWEEN 20 AND 500), time_zone text NOT NULL DEFAULT 'Europe/Warsaw' CHECK (length(time_zone) BETWEEN 1 AND 64), demo boolean NOT NULL DEFAULT false, created_at timestamptz NOT NULL DEFAULT now() )
CREATE UNIQUE INDEX books_own_isbn ON books (owner_id, isbn) WHERE owner_id IS NOT NULL
CREATE UNIQUE INDEX books_own_text ON books (owner_id, lower(title), lower(author)) WHERE owner_id IS NOT NULL AND isbn IS NULL
CREATE UNIQUE INDEX imports_one_waiting ON imports (user_id) WHERE state = 'WAITING'
CREATE UNIQUE INDEX reading_log_no_twin ON reading_log (tbr_id, end_date)
CREATE UNIQUE INDEX reading_log_one_open ON reading_log (tbr_id) WHERE end_date IS NULL
CREATE UNIQUE INDEX timed_sessions_one_running ON timed_sessions (user_id) WHERE stopped_at IS NULL AND discarded_at IS NULL
DELETE FROM forecast_snapshots WHERE user_id = ? AND revision <= ? AND plan_revision <= ? AND model_version <= ? AND origin <= ? AND (revision, plan_revision, model_version, origin) <> (?, ?, ?, ?)
DELETE FROM forecast_visits WHERE user_id = ? AND day < ?
DELETE FROM imports WHERE finished_at < ?
DELETE FROM imports WHERE state IN ('WAITING', 'FAILED') AND uploaded_at < ?
DROP INDEX reading_sessions_by_user
INSERT INTO "public"."flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "execution_time", "success") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
INSERT INTO EVENT_PUBLICATION (ID, EVENT_TYPE, LISTENER_ID, PUBLICATION_DATE, SERIALIZED_EVENT, STATUS, COMPLETION_ATTEMPTS, LAST_RESUBMISSION_DATE) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
INSERT INTO SPRING_SESSION (PRIMARY_ID, SESSION_ID, CREATION_TIME, LAST_ACCESS_TIME, MAX_INACTIVE_INTERVAL, EXPIRY_TIME, PRINCIPAL_NAME) VALUES (?, ?, ?, ?, ?, ?, ?)
INSERT INTO SPRING_SESSION_ATTRIBUTES (SESSION_PRIMARY_ID, ATTRIBUTE_NAME, ATTRIBUTE_BYTES) VALUES (?, ?, ?) ON CONFLICT (SESSION_PRIMARY_ID, ATTRIBUTE_NAME) DO UPDATE SET ATTRIBUTE_BYTES = EXCLUDED.ATTRIBUTE_BYTES
INSERT INTO books (title, author, page_count) VALUES (?, 'Bolesław Prus', ?) RETURNING book_id
INSERT INTO forecast_plans (user_id) VALUES (?) ON CONFLICT (user_id) DO UPDATE SET revision = forecast_plans.revision + 1 RETURNING revision
INSERT INTO forecast_snapshots (user_id, computed_at, origin, stage, revision, plan_revision, model_version, forecast) SELECT user_id, ?, ?, ?, ?, ?, ?, ?::jsonb FROM users WHERE user_id = ? FOR KEY SHARE ON CONFLICT (user_id, origin, revision, plan_revision, model_version) DO UPDATE SET computed_at = excluded.computed_at, stage = excluded.stage, forecast = excluded.forecast
INSERT INTO forecast_visits (user_id, day, revision, plan_revision, model_version, origin, finish, sessions, plan, books, movement) SELECT user_id, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb FROM users WHERE user_id = ? FOR KEY SHARE ON CONFLICT (user_id, day) DO UPDATE SET revision = excluded.revision, plan_revision = excluded.plan_revision, model_version = excluded.model_version, origin = excluded.origin, finish = excluded.finish, sessions = excluded.sessions, plan = excluded.plan, books = excluded.books, movement = excluded.movement
INSERT INTO foretold_finishes (user_id, tbr_id, week, made_on, origin, stage, title, early, middle, late, naive, ahead) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid[]) ON CONFLICT DO NOTHING
INSERT INTO reading_lists (user_id) VALUES (?) ON CONFLICT (user_id) DO UPDATE SET revision = reading_lists.revision + 1
INSERT INTO reading_log (tbr_id, user_id, end_date) VALUES (?, ?, ?::date)
INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read) VALUES (?, ?, ?, ?, ?)
INSERT INTO user_tbr_list (user_id, book_id, page_count, position) SELECT ?, ?, ?, coalesce(max(position), 0) + 1 FROM user_tbr_list WHERE user_id = ? RETURNING tbr_id
INSERT INTO users (email, hashed_password) VALUES (?, ?) RETURNING user_id
REVOKE ALL ON PROCEDURE keep_training FROM PUBLIC
SELECT * FROM users WHERE user_id = ?
SELECT COUNT(*) FROM pg_namespace WHERE nspname=?
SELECT CURRENT_USER
SELECT EXISTS ( SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND c.relkind = 'r' )
SELECT EXISTS ( SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_catalog.pg_depend d ON d.objid = c.oid AND d.deptype = 'e' WHERE n.nspname = ? AND d.objid IS NULL AND c.relkind IN ('r', 'v', 'S', 't') UNION ALL SELECT t.oid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_catalog.pg_depend d ON d.objid = t.oid AND d.deptype = 'e' WHERE n.nspname = ? AND d.objid IS NULL AND t.typcategory NOT IN ('A', 'C') UNION ALL SELECT p.oid FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace LEFT JOIN pg_catalog.pg_depend d ON d.objid = p.oid AND d.deptype = 'e' WHERE n.nspname = ? AND d.objid IS NULL )
SELECT ID, COMPLETION_DATE, EVENT_TYPE, LISTENER_ID, PUBLICATION_DATE, SERIALIZED_EVENT, STATUS, COMPLETION_ATTEMPTS, LAST_RESUBMISSION_DATE FROM EVENT_PUBLICATION WHERE STATUS = 'PROCESSING'
SELECT ID, COMPLETION_DATE, EVENT_TYPE, LISTENER_ID, PUBLICATION_DATE, SERIALIZED_EVENT, STATUS, COMPLETION_ATTEMPTS, LAST_RESUBMISSION_DATE FROM EVENT_PUBLICATION WHERE STATUS = 'PUBLISHED'
SELECT ID, COMPLETION_DATE, EVENT_TYPE, LISTENER_ID, PUBLICATION_DATE, SERIALIZED_EVENT, STATUS, COMPLETION_ATTEMPTS, LAST_RESUBMISSION_DATE FROM EVENT_PUBLICATION WHERE STATUS = 'RESUBMITTED'
SELECT b.book_id, b.title, b.author, b.page_count, b.isbn, b.cover_url FROM books b WHERE b.book_id = ANY (?::uuid[]) AND (b.owner_id IS NULL OR b.owner_id = ?)
SELECT count(*) AS models, sum(CAST(metrics ->> 'without' AS float8)) / sum(CAST(metrics ->> 'observations' AS float8)) AS without, sum(CAST(metrics ->> 'with' AS float8)) / sum(CAST(metrics ->> 'observations' AS float8)) AS with FROM training_progress progress JOIN reader_models model ON model.user_id = progress.user_id AND model.version = progress.model_version WHERE CAST(metrics ->> 'observations' AS float8) > 0
SELECT count(*) FROM forecast_snapshots WHERE user_id = ?
SELECT count(*) FROM spring_session WHERE principal_name IS NOT NULL AND expiry_time > ?
SELECT count(*) FROM users WHERE NOT demo
SELECT current_schema
SELECT current_user
SELECT day, revision, plan_revision, model_version, origin, finish, sessions, plan::text AS plan, books::text AS books, movement::text AS movement FROM forecast_visits WHERE user_id = ? ORDER BY day DESC LIMIT 2
SELECT forecast FROM forecast_snapshots WHERE user_id = ? AND revision = ? AND plan_revision = ? AND model_version = ? AND origin BETWEEN ? AND ? ORDER BY computed_at DESC LIMIT 1
SELECT log.start_date, log.end_date, entry.page_count, entry.tbr_id, log.evidence FROM reading_log log JOIN user_tbr_list entry USING (tbr_id) WHERE log.user_id = ? AND log.completed AND log.end_date IS NOT NULL AND entry.removed_at IS NULL ORDER BY log.end_date
SELECT lower(outcome) AS outcome, count(*) AS readers FROM training_progress GROUP BY outcome
SELECT period_id, first_day, last_day, reading, label FROM planned_periods WHERE user_id = ? AND removed_at IS NULL ORDER BY first_day, last_day, period_id
SELECT pg_try_advisory_xact_lock(77433833903597)
SELECT revision FROM reading_lists WHERE user_id = ?
SELECT revision, pages_per_week, deadline FROM forecast_plans WHERE user_id = ?
SELECT rolname FROM pg_roles WHERE rolname ILIKE 'rds_superuser';
SELECT session.start_time, session.end_time, session.pages_read, session.paused_seconds, session.from_page, session.to_page, NULL AS note, session.pages_estimated FROM reading_sessions session JOIN user_tbr_list entry USING (tbr_id) WHERE session.user_id = ? AND entry.removed_at IS NULL ORDER BY session.start_time
SELECT set_config('search_path', ?, false)
SELECT stage, count(*) AS judged, avg(CASE WHEN finished_on BETWEEN early AND late THEN 1.0 ELSE 0.0 END) AS held FROM foretold_finishes WHERE verdict IN ('FINISHED', 'UNFINISHED') AND late >= ? GROUP BY stage
SELECT status, count(*) AS number, min(publication_date) AS since FROM event_publication WHERE completion_date IS NULL GROUP BY status
SELECT stored.version, stored.feature_version, trained_at, checksum, metrics ->> 'share' AS share, encode(sha256(model), 'hex') AS actual FROM training_progress progress JOIN reader_models stored USING (user_id) WHERE user_id = ? AND stored.version = progress.model_version
SELECT table_name || ' ' || column_name || ' ' || udt_name || CASE WHEN is_nullable = 'NO' AND column_default IS NULL THEN ' required' ELSE '' END FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'flyway_schema_history' ORDER BY table_name, column_name
SELECT version()
SELECT xmin::text FROM forecast_snapshots WHERE user_id = ?
SET ROLE 'postgres'
SHOW search_path
UPDATE EVENT_PUBLICATION SET STATUS = 'COMPLETED', COMPLETION_DATE = ? WHERE ID = ?
UPDATE EVENT_PUBLICATION SET STATUS = 'PROCESSING' WHERE ID = ? AND STATUS != 'PROCESSING'
UPDATE forecast_plans SET pages_per_week = ? WHERE user_id = ?
UPDATE forecast_visits SET day = day - 1, books = '[]', finish = finish - 30 WHERE user_id = ?
UPDATE import_files SET content = NULL FROM imports i WHERE i.import_id = import_files.import_id AND i.finished_at < ? AND content IS NOT NULL
UPDATE length_lookups SET due_at = ?, attempts = attempts + 1 WHERE (user_id, book_id) = ( SELECT user_id, book_id FROM length_lookups WHERE due_at <= ? ORDER BY due_at, book_id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING user_id, book_id, attempts
UPDATE user_tbr_list SET page_mark = current_page, marked_at = now() WHERE current_page > 0
UPDATE user_tbr_list SET status = 'FINISHED', current_page = page_count WHERE tbr_id = ?
WITH reader AS (SELECT user_id FROM users WHERE user_id = ? FOR KEY SHARE) INSERT INTO reading_lists (user_id) SELECT user_id FROM reader ON CONFLICT (user_id) DO UPDATE SET revision = reading_lists.revision + ? RETURNING revision
WITH recent AS MATERIALIZED ( SELECT user_id FROM reading_sessions WHERE end_time > ? AND end_time <= ?) SELECT (SELECT count(*) FROM recent), (SELECT count(*) FROM ( SELECT user_id FROM recent UNION SELECT user_id FROM reading_log WHERE end_date > CAST(? AS date) AND end_date <= CAST(? AS date)) active)
WITH runs AS ( SELECT execution.job_execution_id AS id, status, part.parameter_value AS part, split_part(part.parameter_value, '/', 2) AS parts, end_time - start_time AS took, CAST(began.parameter_value AS timestamptz) AS began FROM batch_job_execution execution JOIN batch_job_execution_params part ON part.job_execution_id = execution.job_execution_id AND part.parameter_name = 'partition' JOIN batch_job_execution_params began ON began.job_execution_id = execution.job_execution_id AND began.parameter_name = 'startedAt'), completed AS ( SELECT DISTINCT ON (part) parts, began + took AS ended, took FROM runs WHERE status = 'COMPLETED' AND parts = (SELECT parts FROM runs ORDER BY id DESC LIMIT 1) ORDER BY part, id DESC) SELECT min(ended) AS ended, CAST(1000 * extract(epoch FROM max(took)) AS bigint) AS millis FROM completed GROUP BY parts HAVING count(*) = CAST(parts AS integer)
insert into reading_log (completed,end_date,tbr_id,evidence,start_date,user_id,version,log_id) values (?,?,?,?,?,?,?,?)
select * from information_schema.sequences
select le1_0.tbr_id,le1_0.added_at,le1_0.book_id,le1_0.current_page,le1_0.marked_at,le1_0.page_count,le1_0.page_mark,le1_0.position,le1_0.removed_at,le1_0.status,le1_0.user_id,le1_0.version from user_tbr_list le1_0 where le1_0.tbr_id=? and le1_0.user_id=?
select le1_0.tbr_id,le1_0.added_at,le1_0.book_id,le1_0.current_page,le1_0.marked_at,le1_0.page_count,le1_0.page_mark,le1_0.position,le1_0.removed_at,le1_0.status,le1_0.user_id,le1_0.version from user_tbr_list le1_0 where le1_0.user_id=? and le1_0.status in (?,?) and le1_0.removed_at is null order by le1_0.position
select rt1_0.tbr_id,rt1_0.log_id,rt1_0.completed,rt1_0.end_date,rt1_0.evidence,rt1_0.start_date,rt1_0.user_id,rt1_0.version from reading_log rt1_0 where rt1_0.tbr_id=?
select ts1_0.session_id,ts1_0.confirmed_at,ts1_0.discarded_at,ts1_0.tbr_id,ts1_0.paused_at,ts1_0.paused_seconds,ts1_0.started_at,ts1_0.stopped_at,ts1_0.user_id,ts1_0.version from timed_sessions ts1_0 join user_tbr_list le1_0 on le1_0.tbr_id=ts1_0.tbr_id where ts1_0.user_id=? and ts1_0.discarded_at is null and ts1_0.stopped_at is null and le1_0.removed_at is null
update user_tbr_list set added_at=?,book_id=?,current_page=?,marked_at=?,page_count=?,page_mark=?,position=?,removed_at=?,status=?,user_id=?,version=? where tbr_id=? and version=?
update user_tbr_list set version=? where tbr_id=? and version=?
