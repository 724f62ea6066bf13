#!/bin/sh
# Installs the programs that some tests speak to, where apt allows it: Docker with a registry, PostgreSQL, MariaDB, Redis.
# Never fails: a test whose program is missing says so and is skipped.
set -u

missing=
command -v dockerd >/dev/null || missing="$missing docker.io"
command -v docker-registry >/dev/null || command -v registry >/dev/null || missing="$missing docker-registry"
[ -n "$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null)" ] || command -v initdb >/dev/null || missing="$missing postgresql"
command -v mariadbd >/dev/null || missing="$missing mariadb-server"
command -v redis-server >/dev/null || missing="$missing redis-server"

if [ -n "$missing" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "not here, so their tests are skipped:$missing" >&2
        exit 0
    fi
    export DEBIAN_FRONTEND=noninteractive
    # The servers that the packages bring are not started: each test starts its own.
    printf '#!/bin/sh\nexit 101\n' >/tmp/policy-rc.d.$$ && chmod +x /tmp/policy-rc.d.$$
    [ -e /usr/sbin/policy-rc.d ] || { cp /tmp/policy-rc.d.$$ /usr/sbin/policy-rc.d; ours=yes; }
    { apt-get update -q && apt-get install -q -y --no-install-recommends $missing; } >/dev/null 2>&1 ||
        echo "could not be installed, so their tests are skipped:$missing" >&2
    [ "${ours:-}" = yes ] && rm -f /usr/sbin/policy-rc.d
    rm -f /tmp/policy-rc.d.$$
fi

if [ "$(id -u)" = 0 ] && command -v dockerd >/dev/null && ! docker version >/dev/null 2>&1; then
    setsid dockerd >/tmp/shipway-dockerd.log 2>&1 </dev/null &
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
        docker version >/dev/null 2>&1 && exit 0
        sleep 1
    done
    echo "the Docker daemon did not start (see /tmp/shipway-dockerd.log): its tests are skipped" >&2
fi
exit 0
