#!/bin/sh
# backup.sh FILE: everything that is kept, while the service goes on. The database is that of the
# settings: HUIQI_DATABASE_URL, or SQLite under HUIQI_HOME. The key that signs the codes of summaries
# goes to FILE.secret, unless it is set as HUIQI_SECRET. A backup that fails leaves an older one alone.
set -eu
file=${1:?usage: backup.sh FILE}
home=${HUIQI_HOME:-$HOME/.huiqi}
umask 077
trap 'rm -f "$file.part"' EXIT
rm -f "$file.part"
case ${HUIQI_DATABASE_URL:-sqlite:///$home/huiqi.sqlite3} in
postgresql*) pg_dump --format=custom --no-owner --file="$file.part" --dbname="postgresql:${HUIQI_DATABASE_URL#*:}" ;;
sqlite:///*)
    kept=${HUIQI_DATABASE_URL:-sqlite:///$home/huiqi.sqlite3}
    python3 - "${kept#sqlite:///}" "$file.part" <<'PYTHON'
import sqlite3, sys
with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True) as kept, sqlite3.connect(sys.argv[2]) as copy:
    kept.backup(copy)
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
PYTHON
    ;;
*) echo "HUIQI_DATABASE_URL: expected postgresql:// or sqlite:///" >&2 && exit 2 ;;
esac
mv "$file.part" "$file"
if [ -z "${HUIQI_SECRET:-}" ] && [ -f "$home/secret" ]; then cp "$home/secret" "$file.secret"; fi
