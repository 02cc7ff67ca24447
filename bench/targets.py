"""What is compared, each started as a process of its own on the server's core."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.signed import Workload
from bench.town import Town, channel, org_name
from bot.store.keys import fresh_key

_PATIENCE = 30.0


@dataclass(frozen=True)
class Target:
    """A server under test.

    Attributes:
        database: of ours; "" = a baseline, which stores nothing.
        split: ours as the Procfile runs it, web and worker apart (PostgreSQL only).
    """

    name: str
    workload: Workload
    module: str = "bench.serve_ours"
    database: str = ""
    split: bool = False

    @property
    def ours(self) -> bool:
        """Whether its runs can be counted."""
        return bool(self.database)


@dataclass(frozen=True)
class Served:
    """A target that listens."""

    target: Target
    url: str
    process: subprocess.Popen[bytes]
    worker: subprocess.Popen[bytes] | None = None

    @property
    def pids(self) -> list[int]:
        """Of its processes; the first acknowledges."""
        return [each.pid for each in (self.process, self.worker) if each]


def one_org(number: int) -> tuple[str, str, str]:
    """Everybody asks about the same org in the same channel: runs join."""
    del number
    return org_name(0), channel(0), ""


def fifty_orgs(number: int) -> tuple[str, str, str]:
    """Fifty orgs in turn, each in its channel: a run for each that has none under way."""
    return org_name(number), channel(number), ""


@contextmanager
def served(target: Target, town: Town, core: int | None) -> Iterator[Served]:
    """The target, listening, until the block ends."""
    port = free_port()
    running: list[subprocess.Popen[bytes]] = []
    try:
        if target.ours:
            environ = _environ(target, town, port)
            if target.split:
                apart = environ | {"PORT": str(free_port())}
                running.append(started([target.module, "work"], core, apart))
                wait(int(apart["PORT"]), running[-1])
            way = ["serve", "--no-work"] if target.split else ["serve"]
            running.append(started([target.module, *way], core, environ))
            wait(port, running[-1])
        else:
            running.append(started([target.module, *_arguments(target, town, port)], core))
            assert running[0].stdin
            running[0].stdin.write(json.dumps(dict(town.workspace.told)).encode())
            running[0].stdin.close()
            wait(port, running[0])
        url = f"http://127.0.0.1:{port}/slack/events"
        yield Served(target, url, *reversed(running))
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(30)


def started(
    module: list[str], core: int | None, environ: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """A module of ours as a process, on a core."""
    process = subprocess.Popen(
        [sys.executable, "-m", *module],
        env=os.environ | (environ or {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    if core is not None:
        os.sched_setaffinity(process.pid, {core})
    return process


def _arguments(target: Target, town: Town, port: int) -> list[str]:
    shipped = target.module.endswith("bolt_shipped")
    return [str(port), str(town.folder / "installations.db")] if shipped else [str(port)]


def _environ(target: Target, town: Town, port: int) -> dict[str, str]:
    file, secrets = town.orgs_file()
    orgs, workspace = town.orgs.told, town.workspace.told
    return secrets | {
        "DATABASE_URL": target.database,
        "SECRET_KEYS": fresh_key(),
        "ORGS_FILE": str(file),
        "SLACK_API_URL": workspace["api_url"],
        "SLACK_BOT_TOKEN": workspace["bot_token"],
        "SLACK_SIGNING_SECRET": workspace["signing_secret"],
        "SLACK_APP_TOKEN": "",
        "SALESFORCE_CA_FILE": orgs["ca_file"],
        "TRUST_URL": orgs["connections"][0]["instance_url"],
        "PRACTICE": "true",
        "CHECKS_PER_MINUTE": "0",  # here one person asks for all of them
        "PORT": str(port),
        "HOST": "127.0.0.1",
    }


def wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until something listens."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on {port}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def scratch(folder: Path, name: str) -> str:
    """A fresh SQLite database."""
    return f"sqlite:///{folder}/{name}.db"
