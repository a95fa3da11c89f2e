#!/bin/sh
# Run by the PostgreSQL image when it makes a new database. The application's role owns its database
# and may do nothing else; the training's role may log in, and the application says what it may read and
# write when it has migrated the database. Afterwards nobody is superuser over the network: postgres has no password, and is let in from
# inside the pod alone.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv owner OWNER_USER
\getenv password OWNER_PASSWORD
\getenv database DATABASE
CREATE ROLE :"owner" LOGIN PASSWORD :'password';
CREATE DATABASE :"database" OWNER :"owner";
REVOKE CONNECT, TEMPORARY ON DATABASE :"database" FROM PUBLIC;
SQL
if [ -n "${TRAINING_USER:-}" ]; then
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv training TRAINING_USER
\getenv password TRAINING_PASSWORD
\getenv database DATABASE
CREATE ROLE :"training" LOGIN PASSWORD :'password';
GRANT CONNECT ON DATABASE :"database" TO :"training";
SQL
fi
# Figures for Prometheus, no rows; without a password there is no way in but the socket
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE chronobook_exporter LOGIN CONNECTION LIMIT 3;
GRANT pg_monitor TO chronobook_exporter;
SQL
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
ALTER ROLE CURRENT_USER PASSWORD NULL;
SQL
