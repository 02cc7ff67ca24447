"""What stands around the bot: practice orgs and a practice workspace, in processes of their own.

They share the client's core. The orgs give way to it (nice 19): their work is not what is measured.
The workspace does not, since Bolt as shipped waits for it in each request.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import requests
import yaml

ORGS = 50
_ACME = ("U0SAM0001", "U0OLGA001", "U0WANDA01", "U0SIXBOT1")
_LATENCY = 0.15
_PLAIN = ("instance_url", "login_url", "client_id", "setup_user", "integration_user", "installer")
_SECRET = ("client_secret", "refresh_token", "access_token")


@dataclass(frozen=True)
class Sandbox:
    """A running practice org or workspace: what it told of itself, and its process."""

    told: Mapping[str, Any]
    process: subprocess.Popen[str]

    @property
    def _url(self) -> str:
        return str(self.told.get("http_url") or self.told["url"])

    def get(self, path: str) -> Any:  # noqa: ANN401 -- any JSON
        """Look through the control API."""
        return requests.get(f"{self._url}/sandbox/{path}", timeout=30).json()

    def post(self, path: str, body: object = None) -> None:
        """Change something through the control API."""
        answer = requests.post(f"{self._url}/sandbox/{path}", json=body or {}, timeout=30)
        answer.raise_for_status()

    def weather(self, latency: float) -> None:
        """Inject so many seconds into every request of the practice org."""
        self.post("change", {"weather": {"latency": latency}})


@dataclass(frozen=True)
class Town:
    """Both, and a folder for what the bot needs."""

    orgs: Sandbox
    workspace: Sandbox
    folder: Path

    @classmethod
    @contextmanager
    def open(cls, folder: Path, core: int | None) -> Iterator[Self]:
        """Start both: fifty healthy orgs, and no rate limits, with a channel for each org."""
        world = folder / "world.yaml"
        world.write_text(yaml.safe_dump(_world()))
        orgs = ["bench.orgs", str(ORGS), str(_LATENCY)]
        workspace = ["sandbox.workspace", "--world", str(world)]
        with sandbox(orgs, core, nice=19) as one, sandbox(workspace, core) as two:
            yield cls(one, two, folder)

    @property
    def pids(self) -> tuple[int, int]:
        """Of the two processes."""
        return self.orgs.process.pid, self.workspace.process.pid

    def orgs_file(self) -> tuple[Path, dict[str, str]]:
        """The orgs as the bot's settings file names them, and the secrets of its environment."""
        path, environ, text = self.folder / "orgs.toml", {}, ""
        for number, known in enumerate(self.orgs.told["connections"]):
            given = {key: known[key] for key in _PLAIN if known.get(key)}
            for key in (key for key in _SECRET if known.get(key)):
                given[key] = f"env:BENCH_{key.upper()}_{number}"
                environ[f"BENCH_{key.upper()}_{number}"] = known[key]
            lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in given.items())
            text += f'["{org_name(number)}"]\n{lines}'
        path.write_text(text)
        return path, environ


def org_name(number: int) -> str:
    """The n-th org."""
    return f"org-{number % ORGS:02d}"


def channel(number: int) -> str:
    """The id of the n-th org's channel."""
    return f"C0BENCH{number % ORGS:02d}"


@contextmanager
def sandbox(module: list[str], core: int | None, nice: int = 0) -> Iterator[Sandbox]:
    """A practice process, until the block ends."""
    process = subprocess.Popen([sys.executable, "-m", *module], stdout=subprocess.PIPE, text=True)
    try:
        os.setpriority(os.PRIO_PROCESS, process.pid, nice)
        if core is not None:
            os.sched_setaffinity(process.pid, {core})
        yield Sandbox(json.loads(process.stdout.readline() if process.stdout else ""), process)
    finally:
        process.terminate()
        process.wait(10)


def _world() -> dict[str, Any]:
    channels = [
        {"id": channel(n), "name": f"bench-{n:02d}", "members": list(_ACME)} for n in range(ORGS)
    ]
    return {"channels": channels, "settings": {"rate_limits": "off"}}
