#!/bin/sh
# Makes the working environment .venv, or leaves it alone when it is right already.
#   sh tools/setup.sh        what running needs     (requirements/run.txt)
#   sh tools/setup.sh dev    what testing needs too (requirements/dev.txt)
# Choose a Python with PYTHON=/path/to/python3. The messages are Norwegian because people
# who only want to start Rundebord meet them; developers read this file.
set -eu
CDPATH='' cd "$(dirname "$0")/.."

kind=${1:-run}
lock=.tools/setup.lock
log=.tools/setup.log
kept=

# Settings from the user's surroundings that would send the packages elsewhere.
unset PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX PIP_ROOT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

# What the environment must match. The first line of a stamp says where and for which Python
# it was made: when that differs (folder moved, Python replaced) it cannot be repaired, only
# made again. The second line is the wanted content. No stamp: an installation was interrupted.
describe() {
    .venv/bin/python -I -S -c '
import hashlib, os, sys
content = hashlib.sha256()
for name in ("requirements/run.txt", "requirements/dev.txt", "pyproject.toml", "tools/setup.sh"):
    with open(name, "rb") as file:
        content.update(file.read())
print(*sys.version_info[:2], os.uname().sysname, os.uname().machine, os.getcwd())
print(content.hexdigest())' 2>/dev/null
}

# Prints one of: right, update, new.
state() {
    # Python answering is the test that it exists: the link in .venv/bin can point at nothing.
    if [ ! -x .venv/bin/rundebord ] || ! wanted=$(describe); then
        echo new
        return
    fi
    place=${wanted%%
*}
    if [ -n "${PYTHON:-}" ] && case $place in "$(version_of "$PYTHON") "*) false ;; esac; then
        echo new
        return
    fi
    # An environment for testing has all that running needs.
    for stamp in .venv/stamp-dev ".venv/stamp-$kind"; do
        if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
            echo right
            return
        fi
    done
    for stamp in .venv/stamp-dev .venv/stamp-run; do
        if [ -f "$stamp" ] && IFS= read -r made <"$stamp" && [ "$made" = "$place" ]; then
            echo update
            return
        fi
    done
    echo new
}

version_of() {
    "$1" -c 'import sys; print(*sys.version_info[:2])' 2>/dev/null || echo unknown
}

new_enough() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

can_make_environments() {
    # Debian and Ubuntu keep these two in a package of their own.
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

# The one line that installs what is missing; $1 is "old" when the system's Python is too old.
install_line() {
    if [ "$(uname -s)" = Darwin ]; then
        echo '  brew install python make'
        return
    fi
    if ! command -v apt-get >/dev/null 2>&1; then
        echo '  Installer python3 (3.11 eller nyere, med venv) og make med systemets pakkeverktøy.'
        return
    fi
    python='python3 python3-venv'
    if [ "${1:-}" = old ]; then
        # The plain name would only install the old one again.
        for version in 3.14 3.13 3.12 3.11; do
            if apt-cache show "python$version-venv" >/dev/null 2>&1; then
                python="python$version python$version-venv"
                break
            fi
        done
    fi
    echo "  sudo apt install $python make"
}

# Sets $python, or explains and stops.
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        new_enough "$PYTHON" || stop "PYTHON er satt til «$PYTHON», som ikke er Python 3.11 eller nyere. Ta den bort med:" \
            '  unset PYTHON'
        can_make_environments "$PYTHON" || stop "«$PYTHON» mangler venv eller ensurepip. Installer dem med:" "$(install_line)"
        python=$PYTHON
        return
    fi
    incomplete=
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        new_enough "$python" || continue
        can_make_environments "$python" && return
        incomplete=$python
    done
    if [ -n "$incomplete" ]; then
        stop 'Python finnes, men mangler det som trengs for å lage et arbeidsmiljø (venv). Installer det med:' "$(install_line)"
    fi
    if command -v python3 >/dev/null 2>&1; then
        stop 'Rundebord trenger Python 3.11 eller nyere, og Python på denne maskinen er eldre. Installer en nyere med:' \
            "$(install_line old)"
    fi
    stop 'Rundebord trenger Python 3.11 eller nyere, som ikke finnes på denne maskinen. Installer det med:' "$(install_line)"
}

# Two commands started at once must not build the same folder at the same time.
take_turn() {
    mkdir -p .tools
    until mkdir "$lock" 2>/dev/null; do
        owner=$(cat "$lock/owner" 2>/dev/null || true)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            rm -rf "$lock" # left by one that was killed
            continue
        fi
        sleep 1
        # A lock without an owner is either a moment old or from a crash in that moment.
        if [ -z "$owner" ] && [ ! -s "$lock/owner" ]; then rm -rf "$lock"; fi
    done
    trap 'rm -rf "$lock"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    echo $$ >"$lock/owner"
}

pip_install() {
    if ! .venv/bin/python -m pip install --quiet "$@" >"$log" 2>&1; then
        cat "$log" >&2
        # Refused by pip is not half-made: without a stamp the next run would throw away all of .venv.
        [ -z "$kept" ] || echo "$kept" >.venv/stamp-run
        stop 'Pakkene ble ikke installert; grunnen står over. Sjekk at maskinen er på nett, og prøv igjen.'
    fi
}

case $kind in
run | dev) ;;
*) stop "«$kind» er ikke et valg her. Skriv: sh tools/setup.sh, eller: sh tools/setup.sh dev" ;;
esac
command -v make >/dev/null 2>&1 || stop 'Rundebord trenger make, som ikke finnes på denne maskinen. Installer det med:' "$(install_line)"
[ "$(state)" != right ] || exit 0

take_turn
case $(state) in
right) exit 0 ;; # made while this one waited
update)
    echo 'Oppdaterer arbeidsmiljøet i .venv …'
    kept=$(describe | head -n 1)
    rm -f .venv/stamp-run .venv/stamp-dev
    ;;
new)
    find_python
    echo 'Lager arbeidsmiljøet i .venv (første gang tar et minutt) …'
    rm -rf .venv
    if ! "$python" -m venv .venv >"$log" 2>&1; then
        cat "$log" >&2
        stop 'Mappa .venv kunne ikke lages; grunnen står over. Rett den, og prøv igjen.'
    fi
    ;;
esac

pip_install --require-hashes -r "requirements/$kind.txt"
# The build backend is in the lock, so nothing is fetched outside it.
pip_install --no-build-isolation --no-deps --no-index --editable .
describe >".venv/stamp-$kind"
