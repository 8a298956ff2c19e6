#!/bin/sh
# restore.sh FILE: put back what backup.sh wrote. Stop every process of the service first. A file that
# is no backup changes nothing.
set -eu
file=${1:?usage: restore.sh FILE}
home=${HUIQI_HOME:-$HOME/.huiqi}
umask 077
case ${HUIQI_DATABASE_URL:-sqlite:///$home/huiqi.sqlite3} in
postgresql*) pg_restore --clean --if-exists --no-owner --single-transaction --dbname="postgresql:${HUIQI_DATABASE_URL#*:}" "$file" ;;
sqlite:///*)
    kept=${HUIQI_DATABASE_URL:-sqlite:///$home/huiqi.sqlite3}
    kept=${kept#sqlite:///}
    mkdir -p "$(dirname "$kept")"
    cp "$file" "$kept.part"
    trap 'rm -f "$kept.part"' EXIT
    python3 - "$kept.part" <<'PYTHON'
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as copy:
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.execute("SELECT count(*) FROM sessions")
PYTHON
    # What was written since the backup must not be played into it.
    rm -f "$kept-wal" "$kept-shm"
    mv "$kept.part" "$kept"
    ;;
*) echo "HUIQI_DATABASE_URL: expected postgresql:// or sqlite:///" >&2 && exit 2 ;;
esac
if [ -z "${HUIQI_SECRET:-}" ] && [ -f "$file.secret" ]; then
    mkdir -p "$home"
    cp "$file.secret" "$home/secret"
fi
