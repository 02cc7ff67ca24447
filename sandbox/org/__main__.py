"""``python -m sandbox.org --port N --scenario S``: one line of JSON, then serve until SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path

from sandbox.org.server import OrgSandbox
from sandbox.org.shipped import ScenarioError, names


def main(arguments: list[str] | None = None) -> int:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.org", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 finds a free one")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument(
        "--scenario", default="healthy-eca", help=f"a file, or: {', '.join(names())}"
    )
    parser.add_argument("--pages", type=Path, help="the folder of the built Setup pages")
    asked = parser.parse_args(arguments)
    try:
        sandbox = OrgSandbox(
            scenario=asked.scenario, port=asked.port, host=asked.host, pages=asked.pages
        )
        asyncio.run(_serve(sandbox))
    except (ScenarioError, ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 64
    return 0


async def _serve(sandbox: OrgSandbox) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with sandbox as org:
        told = {
            "url": org.url,
            "http_url": org.http_url,
            "ca_file": org.ca_file,
            "connection": org.connection,
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    sys.exit(main())
