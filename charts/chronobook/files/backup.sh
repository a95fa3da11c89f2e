#!/bin/sh
# Dumps the database to a new file and keeps the newest KEEP files. A dump gets its final name only when it is
# complete and readable; a failed one does not affect the older ones. PGHOST, PGPORT, PGDATABASE, PGUSER and
# PGPASSWORD identify the database.
set -eu

directory=${BACKUP_DIRECTORY:-/backups}
keep=${KEEP:-14}
name="$directory/chronobook-$(date -u +%Y%m%dT%H%M%SZ).dump"

trap 'rm -f "$name.part"' EXIT
pg_dump --format=custom --no-owner --file "$name.part"
pg_restore --list "$name.part" >/dev/null
mv "$name.part" "$name"
echo "Wrote $name, $(wc -c <"$name") bytes"

# The names sort by time
for dump in "$directory"/chronobook-*.dump; do echo "$dump"; done | sort -r | tail -n "+$((keep + 1))" |
  while read -r old; do
    rm -- "$old"
    echo "Removed $old"
  done
