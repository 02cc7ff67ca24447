"""`python -m sandbox.workspace --port N [--app-url URL]`: the workspace as its own process."""

import argparse
import asyncio
import json
import signal
import sys

from sandbox.workspace.sandbox import WorkspaceSandbox


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sandbox.workspace", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    parser.add_argument("--app-url", help="the app's request URL")
    parser.add_argument("--world", help="a YAML file laid over the default world")
    return parser.parse_args()


async def run(port: int, app_url: str | None, world: str | None) -> None:
    """Print one line of JSON, then serve until SIGTERM or SIGINT."""
    async with WorkspaceSandbox(port, app_url, world) as ws:
        sys.stdout.write(json.dumps(ws.describe()) + "\n")
        sys.stdout.flush()
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, ended.set)
        await ended.wait()


if __name__ == "__main__":
    chosen = _arguments()
    asyncio.run(run(chosen.port, chosen.app_url, chosen.world))
