# Runs as `bash -c SCRIPT prepare FILE…` in the database's own image, against the managed MySQL or MariaDB.
# What ran is kept in the database `shipway`, so that each file runs once, as it would in a container whose volume is
# new. https://hub.docker.com/_/mysql (Initializing a fresh instance)
set -euo pipefail
client=$(command -v mariadb || command -v mysql)
# The password goes by the environment (MYSQL_PWD), which no process list shows.
mysql=("$client" --host="$MYSQL_HOST" --port="$MYSQL_TCP_PORT" --user="$MYSQL_USER" --batch --skip-column-names)
# MariaDB's client checks certificates since 11.4, and RDS's authorities are not in its image.
if "$client" --no-defaults --help 2>/dev/null | grep -q 'ssl-verify-server-cert'; then
  mysql+=(--skip-ssl-verify-server-cert)
fi
database=${MYSQL_DATABASE:-}

"${mysql[@]}" <<<"create database if not exists shipway;
create table if not exists shipway.prepared (name varchar(255) primary key, at timestamp default current_timestamp);"

for file in "$@"; do
  name=${file##*/}
  quoted=${name//\'/\'\'}
  if [ -n "$("${mysql[@]}" <<<"select 1 from shipway.prepared where name = '$quoted'")" ]; then
    echo "$name: ran before"
    continue
  fi
  echo "$name: running"
  case $name in
    *.sh) if [ -x "$file" ]; then "$file"; else (. "$file"); fi ;;
    *.sql) "${mysql[@]}" $database <"$file" ;;
    *.sql.gz) gunzip -c "$file" | "${mysql[@]}" $database ;;
    *.sql.xz) xzcat "$file" | "${mysql[@]}" $database ;;
    *.sql.zst) zstd -dc "$file" | "${mysql[@]}" $database ;;
    *) echo "$name: passed over, as the container would" && continue ;;
  esac
  "${mysql[@]}" <<<"insert into shipway.prepared (name) values ('$quoted')"
done
echo "prepared"
