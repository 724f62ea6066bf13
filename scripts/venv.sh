#!/bin/sh
# Makes a virtual environment with pip in it, also where Python came without `ensurepip`, as Debian's does.
# usage: venv.sh PYTHON FOLDER
set -eu
python=$1
folder=$2

if [ -z "$python" ]; then
    echo "Shipway needs Python 3.11 or newer, and there is none: install it, or say make PYTHON=/path/to/python3" >&2
    exit 1
fi
if [ -x "$folder/bin/python" ] && "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi
if "$python" -m venv "$folder" >/dev/null 2>&1; then
    exit 0
fi
if "$python" -m pip --version >/dev/null 2>&1 && "$python" -m venv --clear --without-pip "$folder" &&
    "$python" -m pip --python "$folder/bin/python" install --quiet pip; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -q >&2 && apt-get install -q -y python3-venv >&2
    "$python" -m venv --clear "$folder" && exit 0
fi
rm -rf "$folder"
echo "$python cannot make a virtual environment: install its venv module (Debian, Ubuntu: apt-get install python3-venv)" >&2
exit 1
