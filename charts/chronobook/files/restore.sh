#!/bin/sh
# Replaces the database by a dump that is read from standard input; runs beside the server, as its user. The
# dump is loaded into a new database. Only when it is complete are the two renamed, in one transaction, so a
# restore that fails or is killed leaves the database unchanged and can be repeated. The old database is kept
# as DATABASE_before_TIME.
#
# DATABASE, OWNER_USER and, if there is one, TRAINING_USER are the names of the database and its roles.
set -eu
: "${DATABASE:?}" "${OWNER_USER:?}"

administrate() {
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username postgres --dbname postgres
}

administrate <<'SQL'
\getenv database DATABASE
\getenv owner OWNER_USER
\set restored :database _restored
DROP DATABASE IF EXISTS :"restored" WITH (FORCE);
CREATE DATABASE :"restored" OWNER :"owner" TEMPLATE template0;
REVOKE CONNECT, TEMPORARY ON DATABASE :"restored" FROM PUBLIC;
\set training ''
\getenv training TRAINING_USER
SELECT :'training' <> '' AS with_training \gset
\if :with_training
GRANT CONNECT ON DATABASE :"restored" TO :"training";
\endif
SQL
pg_restore --username postgres --role "$OWNER_USER" --dbname "${DATABASE}_restored" --no-owner --exit-on-error

# A database with open sessions cannot be renamed. If a client reconnects in between, or the name is taken by
# another restore in the same second, the renaming is tried again.
attempt=1
until
  before="${DATABASE}_before_$(date -u +%Y%m%dt%H%M%S)"
  export before
  administrate 2>/dev/null <<'SQL'
\getenv database DATABASE
\getenv before before
\set restored :database _restored
BEGIN;
SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
  WHERE datname IN (:'database', :'restored') AND pid <> pg_backend_pid() \g /dev/null
ALTER DATABASE :"database" RENAME TO :"before";
ALTER DATABASE :"restored" RENAME TO :"database";
COMMIT;
SQL
do
  [ "$attempt" -lt 20 ] || { echo "restore: sessions keep the database $DATABASE in use; it is unchanged" >&2; exit 1; }
  attempt=$((attempt + 1))
  sleep 1
done
echo "$DATABASE is restored. What it was before is in $before; when all is well: dropdb --username postgres $before"
