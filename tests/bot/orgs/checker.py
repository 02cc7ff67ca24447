"""Not a test: a process that checks an org from many threads.

Settings come on stdin as a line of JSON; when stdin ends, all begin: several processes at once.
"""

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.orgs import tokens
from bot.orgs.gateway import Gateway
from bot.settings import Settings
from bot.store.database import Store
from bot.store.keys import ring_for
from intents.asker import LOCAL
from intents.facts import FACTS


def main() -> None:
    told: dict[str, Any] = json.loads(sys.stdin.readline())
    tokens._MARGIN = told.pop("margin")
    threads = told.pop("threads")
    settings = Settings(**told)
    store = Store(settings.database_url)
    gateway = Gateway(settings, store, ring_for(settings))
    together = threading.Barrier(threads)

    def check(_number: int) -> str:
        together.wait()
        heard = gateway.learn(LOCAL, "acme-prod", [FACTS["App"]], deadline=30)
        return type(heard.answers["App"]).__name__

    print("ready", flush=True)  # noqa: T201 -- to the test
    sys.stdin.read()
    with ThreadPoolExecutor(threads) as pool:
        said = list(pool.map(check, range(threads)))
    gateway.close()
    store.close()
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
