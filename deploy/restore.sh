#!/bin/sh
# restore.sh FILE: put back what backup.sh wrote. Stop every process of the service first.
set -eu
file=${1:?usage: restore.sh FILE}
umask 077
case ${HUIQI_DATABASE_URL:-} in
postgres*) pg_restore --clean --if-exists --no-owner --single-transaction --dbname="$HUIQI_DATABASE_URL" "$file" ;;
*)
    kept=${HUIQI_HOME:-$HOME/.huiqi}/huiqi.sqlite3
    mkdir -p "$(dirname "$kept")"
    rm -f "$kept" "$kept-wal" "$kept-shm"
    cp "$file" "$kept"
    ;;
esac
