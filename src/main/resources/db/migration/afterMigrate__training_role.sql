-- What the training job's own role may do, where there is such a role. Said anew with every start, so that
-- it follows the schema, and a role made later gets its rights with the next start of the application.
DO
$$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'chronobook_training') THEN
        -- Several instances may start at once
        PERFORM pg_advisory_xact_lock(7247600137);

        GRANT SELECT (user_id, time_zone, day_ends_at) ON users TO chronobook_training;
        GRANT SELECT (user_id, revision) ON reading_lists TO chronobook_training;
        GRANT SELECT (tbr_id, user_id, page_count, removed_at) ON user_tbr_list TO chronobook_training;
        GRANT SELECT (tbr_id, user_id, start_date, end_date, completed, evidence) ON reading_log TO chronobook_training;
        GRANT SELECT (tbr_id, user_id, start_time, end_time, paused_seconds, pages_read) ON reading_sessions TO chronobook_training;
        GRANT SELECT ON training_progress TO chronobook_training;

        -- Models and progress are written by this procedure alone
        GRANT EXECUTE ON PROCEDURE keep_training TO chronobook_training;
        GRANT SELECT, INSERT, DELETE ON training_populations TO chronobook_training;

        GRANT SELECT, INSERT, UPDATE, DELETE ON
            batch_job_instance, batch_job_execution, batch_job_execution_params, batch_job_execution_context,
            batch_step_execution, batch_step_execution_context TO chronobook_training;
        GRANT USAGE ON SEQUENCE batch_job_instance_seq, batch_job_execution_seq, batch_step_execution_seq TO chronobook_training;
    END IF;
END
$$;
