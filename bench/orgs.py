"""Fifty practice orgs in one process, each on a port of its own, as fifty customers are.

`python -m bench.orgs NUMBER LATENCY` prints one line of JSON (`ca_file`, `connections`) and serves
until SIGTERM.
"""

import asyncio
import json
import signal
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from sandbox.org import OrgSandbox

_BUDGET = 100_000_000


async def run(number: int, latency: float) -> None:
    """Serve so many healthy orgs that each take `latency` seconds to answer."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with AsyncExitStack() as stack:
        orgs = [await stack.enter_async_context(OrgSandbox()) for _ in range(number)]
        for org in orgs:
            change = {"limits": {"daily_api_requests": _BUDGET}, "weather": {"latency": latency}}
            org.change(change)
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bench-orgs-")))
        bundle = folder / "ca.pem"  # every org has an authority of its own
        _bundled([Path(org.ca_file) for org in orgs], bundle)
        told = {"ca_file": str(bundle), "connections": [org.connection for org in orgs]}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        await stop.wait()


def _bundled(files: list[Path], bundle: Path) -> None:
    bundle.write_bytes(b"".join(file.read_bytes() for file in files))


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]), float(sys.argv[2])))
