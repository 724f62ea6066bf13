# Runs as `bash -c SCRIPT prepare FILE…` in the database's own image, against the managed database.
# PGHOST, PGUSER and their like say where. What ran is kept in the schema `shipway`, so that each file runs once, as
# it would in a container whose volume is new. https://hub.docker.com/_/postgres (Initialization scripts)
set -euo pipefail
psql=(psql --no-psqlrc --quiet -v ON_ERROR_STOP=1)
export PGOPTIONS='-c client_min_messages=warning'

"${psql[@]}" -c 'create schema if not exists shipway' \
  -c 'create table if not exists shipway.prepared (name text primary key, at timestamptz not null default now())'
for extension in ${SHIPWAY_EXTENSIONS:-}; do
  "${psql[@]}" -c "create extension if not exists \"$extension\""
  echo "extension $extension: there"
done

for file in "$@"; do
  name=${file##*/}
  if [ -n "$("${psql[@]}" -tA -v name="$name" <<<"select 1 from shipway.prepared where name = :'name'")" ]; then
    echo "$name: ran before"
    continue
  fi
  echo "$name: running"
  case $name in
    *.sh) if [ -x "$file" ]; then "$file"; else (. "$file"); fi ;;
    *.sql) "${psql[@]}" -f "$file" ;;
    *.sql.gz) gunzip -c "$file" | "${psql[@]}" ;;
    *.sql.xz) xzcat "$file" | "${psql[@]}" ;;
    *.sql.zst) zstd -dc "$file" | "${psql[@]}" ;;
    *) echo "$name: passed over, as the container would" && continue ;;
  esac
  "${psql[@]}" -v name="$name" <<<"insert into shipway.prepared (name) values (:'name')"
done
echo "prepared"
