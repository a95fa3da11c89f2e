#!/bin/sh
# Run by the PostgreSQL image when it makes a new database: the role of the nightly training may log
# in. What it may read and write, the application's migrations say.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv role TRAINING_USER
\getenv password TRAINING_PASSWORD
CREATE ROLE :"role" LOGIN PASSWORD :'password';
SQL
