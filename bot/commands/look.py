"""`sixsense check` in a terminal: the same desk, the same engine, no Slack."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.live import Live

from bot.commands.asking import asker, refuse
from bot.commands.process import Process, load_orgs, running
from bot.orgs.orgs_file import of_practice
from bot.runs import rows
from bot.settings import Settings
from bot.store import connections
from bot.views.as_json import report_json
from bot.views.terminal import terminal
from intents.asker import LOCAL
from intents.intent import CheckOrg
from intents.reply import Note, Progress, Report, Verdict
from sandbox.org import OrgSandbox

_LOOK_EVERY = 0.05
#: Exit codes: 0 ok or warn, 1 something fails, 2 could not judge.
EXIT = {Verdict.OK: 0, Verdict.WARN: 0, Verdict.FAIL: 1, Verdict.UNKNOWN: 2}


async def look(intent: CheckOrg, settings: Settings, *, sandbox: str, as_json: bool) -> int:
    """Run one check and print its report; the exit code."""
    report = await looked(intent, settings, sandbox=sandbox, quiet=as_json)
    if isinstance(report, Note):
        refuse(report)
    if as_json:
        print(report_json(report))  # noqa: T201 -- a program's output
    else:
        Console().print(terminal(report, again=intent))
    return EXIT[report.verdict]


async def looked(
    intent: CheckOrg, settings: Settings, *, sandbox: str, quiet: bool
) -> Report | Note:
    """The report of one check, or why there is none; draws its stages unless `quiet`."""
    async with _process(settings, intent.org, sandbox) as process:
        started = await process.runs.start(asker(), intent, f"terminal:{secrets.token_hex(8)}")
        return started.said or await _followed(process, started.receipt, quiet=quiet)


@asynccontextmanager
async def _process(settings: Settings, org: str, sandbox: str) -> AsyncIterator[Process]:
    """The deployed settings, or a practice org on a store of its own."""
    if not sandbox:
        async with running(settings, send=False) as process:
            await load_orgs(process, LOCAL)
            yield process
        return
    with TemporaryDirectory(prefix="sixsense-") as folder:
        async with OrgSandbox(scenario=sandbox) as practice:
            own = settings.model_copy(
                update={
                    "database_url": f"sqlite:///{folder}/practice.db",
                    "practice": True,
                    "salesforce_ca_file": Path(practice.ca_file),
                    "trust_url": practice.url,
                }
            )
            async with running(own, send=False) as process:
                await connect_practice(process, practice, org, LOCAL.key)
                yield process


async def connect_practice(process: Process, practice: OrgSandbox, alias: str, tenant: str) -> None:
    """Name the practice org `alias` in this tenant."""
    given = of_practice(practice.connection, tenant, alias)
    await process.runs.store.awrite(lambda conn: connections.put(conn, process.ring, given))


async def _followed(process: Process, receipt: str, *, quiet: bool) -> Report:
    """Wait for the answer, drawing each stage as it really happens."""
    screen = Console(stderr=True, quiet=quiet)
    with Live(console=screen, transient=True, refresh_per_second=12) as live:
        while True:
            run = await process.runs.store.awrite(lambda conn: rows.find(conn, LOCAL.key, receipt))
            if run is None:
                raise LookupError(receipt)
            if run.report:
                return run.report
            stage = Progress.model_validate(
                {"org": run.org, "receipt": receipt, "stage": run.stage}
            )
            live.update(terminal(stage))
            await asyncio.sleep(_LOOK_EVERY)
