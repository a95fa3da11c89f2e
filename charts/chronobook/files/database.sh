#!/bin/sh
# Starts PostgreSQL for ChronoBook, in the chart's standalone mode and in compose.yaml. Every start creates or
# repairs the following, so that an interrupted first start needs no repair by hand:
#
# - the data folder, by a rename once it is complete;
# - the roles, their passwords and the database, according to the environment;
# - the rules of access. Nobody is trusted: on the socket the system user of the server is the superuser, and
#   that of the exporter is the exporter; everybody else needs a password (SCRAM). The superuser has none.
#
# DATABASE, OWNER_USER and OWNER_PASSWORD are required; TRAINING_USER and TRAINING_PASSWORD are not.
# The arguments are options of the server.
set -eu
: "${PGDATA:?}" "${DATABASE:?}" "${OWNER_USER:?}" "${OWNER_PASSWORD:?}"

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  rm -rf "$PGDATA.part"
  mkdir -p "$(dirname "$PGDATA")"
  initdb --pgdata "$PGDATA.part" --username postgres --encoding UTF8 --auth-local peer --auth-host scram-sha-256
  # The folder may exist and be empty, such as the mount point of a volume's sub-path
  [ ! -d "$PGDATA" ] || rmdir "$PGDATA"
  mv "$PGDATA.part" "$PGDATA"
fi

cat >"$PGDATA/pg_hba.conf" <<'HBA'
# Written by database.sh at each start
local all      postgres            peer map=superuser
local postgres chronobook_exporter peer map=exporter
local all      all                 scram-sha-256
host  all      postgres            all reject
host  all      all                 all scram-sha-256
HBA
cat >"$PGDATA/pg_ident.conf" <<IDENT
# Written by database.sh at each start
superuser $(id -un) postgres
exporter  nobody chronobook_exporter
IDENT
if ! grep -q "^listen_addresses = '\*'" "$PGDATA/postgresql.conf"; then
  echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
fi

# Nobody else can connect to the server before its roles are correct
socket=$(mktemp -d)
pg_ctl --pgdata "$PGDATA" --options "-c listen_addresses='' -c unix_socket_directories='$socket'" \
  --silent --wait --timeout 3600 start
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --host "$socket" --username postgres --dbname postgres <<'SQL'
\getenv database DATABASE
\getenv owner OWNER_USER
\getenv password OWNER_PASSWORD
SELECT format('CREATE ROLE %I', :'owner') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') \gexec
ALTER ROLE :"owner" LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'owner')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
REVOKE CONNECT, TEMPORARY ON DATABASE :"database" FROM PUBLIC;

\set training ''
\getenv training TRAINING_USER
SELECT :'training' <> '' AS with_training \gset
\if :with_training
\getenv password TRAINING_PASSWORD
SELECT format('CREATE ROLE %I', :'training') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'training') \gexec
ALTER ROLE :"training" LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :'password';
GRANT CONNECT ON DATABASE :"database" TO :"training";
\endif

SELECT 'CREATE ROLE chronobook_exporter'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chronobook_exporter') \gexec
ALTER ROLE chronobook_exporter LOGIN NOSUPERUSER CONNECTION LIMIT 3 PASSWORD NULL;
SET client_min_messages = error;
GRANT pg_monitor TO chronobook_exporter;
ALTER ROLE postgres PASSWORD NULL;
SQL
pg_ctl --pgdata "$PGDATA" --silent --wait --mode fast stop
rmdir "$socket"

exec postgres -D "$PGDATA" "$@"
