-- Spring Batch's job repository, for the training job; the job itself runs no migrations.
-- Its times are of the clock on the job's wall, so timestamp and not timestamptz.
CREATE TABLE batch_job_instance (
    job_instance_id bigint      PRIMARY KEY,
    version         bigint,
    job_name        text        NOT NULL,
    job_key         varchar(32) NOT NULL,
    UNIQUE (job_name, job_key)
);

CREATE TABLE batch_job_execution (
    job_execution_id bigint    PRIMARY KEY,
    version          bigint,
    job_instance_id  bigint    NOT NULL REFERENCES batch_job_instance (job_instance_id),
    create_time      timestamp NOT NULL,
    start_time       timestamp,
    end_time         timestamp,
    status           text,
    exit_code        text,
    exit_message     text,
    last_updated     timestamp
);
CREATE INDEX batch_job_execution_by_instance ON batch_job_execution (job_instance_id);

CREATE TABLE batch_job_execution_params (
    job_execution_id bigint  NOT NULL REFERENCES batch_job_execution (job_execution_id),
    parameter_name   text    NOT NULL,
    parameter_type   text    NOT NULL,
    parameter_value  text,
    identifying      char(1) NOT NULL CHECK (identifying IN ('Y', 'N')),
    PRIMARY KEY (job_execution_id, parameter_name)
);

CREATE TABLE batch_job_execution_context (
    job_execution_id   bigint PRIMARY KEY REFERENCES batch_job_execution (job_execution_id),
    short_context      text   NOT NULL,
    serialized_context text
);

CREATE TABLE batch_step_execution (
    step_execution_id  bigint    PRIMARY KEY,
    version            bigint    NOT NULL,
    step_name          text      NOT NULL,
    job_execution_id   bigint    NOT NULL REFERENCES batch_job_execution (job_execution_id),
    create_time        timestamp NOT NULL,
    start_time         timestamp,
    end_time           timestamp,
    status             text,
    commit_count       bigint,
    read_count         bigint,
    filter_count       bigint,
    write_count        bigint,
    read_skip_count    bigint,
    write_skip_count   bigint,
    process_skip_count bigint,
    rollback_count     bigint,
    exit_code          text,
    exit_message       text,
    last_updated       timestamp
);
CREATE INDEX batch_step_execution_by_job ON batch_step_execution (job_execution_id);

CREATE TABLE batch_step_execution_context (
    step_execution_id  bigint PRIMARY KEY REFERENCES batch_step_execution (step_execution_id),
    short_context      text   NOT NULL,
    serialized_context text
);

CREATE SEQUENCE batch_job_instance_seq;
CREATE SEQUENCE batch_job_execution_seq;
CREATE SEQUENCE batch_step_execution_seq;

CREATE TABLE training_progress (
    user_id  uuid        PRIMARY KEY REFERENCES users (user_id) ON DELETE CASCADE,
    revision bigint      NOT NULL,
    seen_at  timestamptz NOT NULL
);
COMMENT ON TABLE training_progress IS 'The revision of each reader''s list that the training job saw last.';
