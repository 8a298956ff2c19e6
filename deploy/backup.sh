#!/bin/sh
# backup.sh FILE: everything that is kept, while the service goes on. The database is that of the
# settings: HUIQI_DATABASE_URL, or SQLite under HUIQI_HOME.
set -eu
file=${1:?usage: backup.sh FILE}
umask 077
case ${HUIQI_DATABASE_URL:-} in
postgres*) pg_dump --format=custom --no-owner --file="$file" --dbname="$HUIQI_DATABASE_URL" ;;
*)
    python3 - "${HUIQI_HOME:-$HOME/.huiqi}/huiqi.sqlite3" "$file" <<'PYTHON'
import sqlite3, sys
with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True) as kept, sqlite3.connect(sys.argv[2]) as copy:
    kept.backup(copy)
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
PYTHON
    ;;
esac
