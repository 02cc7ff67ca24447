"""The terminal door: `sixsense …`."""

import asyncio
import logging
import os
import sys
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console

from bot.commands import connect, guide, health, knowledge, records, retention, rights, triage
from bot.commands import demo as tour
from bot.commands.asking import USAGE, understood
from bot.commands.look import look
from bot.commands.serving import CannotServeError, serving, until_stopped
from bot.orgs.orgs_file import OrgsFileError
from bot.runs.engine import migrate as bring_engine_up
from bot.settings import Settings
from bot.store.database import Store, StoreBusyError
from bot.store.health import NoAnswer
from bot.store.keys import SealError, fresh_key
from bot.store.migrate import migrate as bring_up
from bot.store.migrate import standing
from intents.intent import CheckOrg
from sandbox.org import ScenarioError
from sandbox.org.__main__ import main as practice_org
from sandbox.workspace.__main__ import run as practice_workspace

app = typer.Typer(
    help="Proves in the Salesforce org why a 6sense connection fails, and what to do next.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def check(
    org: Annotated[str, typer.Argument(help="the org's name, e.g. acme-prod")],
    *,
    sandbox: Annotated[str, typer.Option(help="a practice scenario, by name or path")] = "",
    json: Annotated[bool, typer.Option("--json", help="print the report as JSON")] = False,
    track: Annotated[str, typer.Option("--as", help="judge it as eca or legacy")] = "",
    only: Annotated[list[str] | None, typer.Option(help="only this check; repeatable")] = None,
) -> None:
    """Look into one org: can 6sense connect, and if not, why."""
    words = f"check {org}" + (f" as {track}" if track else "")
    if only:
        words += f" only {' '.join(only)}"
    intent = understood(words, CheckOrg)
    raise typer.Exit(asyncio.run(look(intent, _settings(), sandbox=sandbox, as_json=json)))


@app.command()
def serve(
    *, work: Annotated[bool, typer.Option(help="carry runs here too (always on SQLite)")] = True
) -> None:
    """Answer Slack; on SQLite also do the work. One process is a whole bot."""
    settings = _settings()
    _end(asyncio.run(_served(settings, work=work or not settings.is_postgres)))


@app.command()
def work() -> None:
    """Carry runs and send messages, for `serve --no-work` processes. Needs PostgreSQL."""
    settings = _settings()
    if not settings.is_postgres:
        raise CannotServeError("`work` needs DATABASE_URL to name PostgreSQL; on SQLite, `serve`.")
    _end(asyncio.run(_served(settings, doors=False)))


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    store = Store(_settings().database_url)
    bring_up(store)
    bring_engine_up(store)
    Console().print(f"schema {standing(store)[0]}")
    store.close()


@app.command()
def key(do: Annotated[str, typer.Argument(help="nothing, or: rotate")] = "") -> None:
    """Make a new key for SECRET_KEYS; `rotate` moves all secrets to the first one of it."""
    if not do:
        Console().print(fresh_key(), highlight=False)
    elif do == "rotate":
        raise typer.Exit(health.rotate())
    else:
        raise typer.BadParameter("say rotate, or nothing", param_hint="do")


@app.command()
def sandbox(
    which: Annotated[str, typer.Argument(help="org or workspace")],
    *,
    port: Annotated[int, typer.Option(help="0 takes a free one")] = 0,
    scenario: Annotated[str, typer.Option(help="of the org; by name or path")] = "healthy-eca",
    app_url: Annotated[str, typer.Option(help="the bot's request URL, for the workspace")] = "",
) -> None:
    """Run a practice Salesforce org, or a practice Slack workspace, on localhost."""
    if which == "org":
        raise typer.Exit(practice_org(["--port", str(port), "--scenario", scenario]))
    if which == "workspace":
        asyncio.run(practice_workspace(port, app_url or None, None))
        raise typer.Exit(0)
    raise typer.BadParameter("say org or workspace", param_hint="which")


@app.command()
def demo() -> None:
    """Everything at once on localhost: both sandboxes, the bot, a guided first check."""
    raise typer.Exit(asyncio.run(tour.run()))


app.add_typer(records.app, name="audit")
app.command("access")(rights.rights)
app.command()(health.doctor)
app.command()(retention.retention)
app.command()(connect.connect)
app.command()(knowledge.explain)
app.command()(knowledge.evidence)
app.command()(triage.triage)
app.command()(guide.guide)


async def _served(settings: Settings, *, work: bool = True, doors: bool = True) -> int:
    async with serving(settings, work=work, doors=doors) as served:
        Console(stderr=True).print(f"listening on http://{settings.host}:{served.port}")
        code = await until_stopped(served)
        if served.process.fenced.is_set():
            _end(code)  # a peer does our work now: no draining
        return code


def _end(code: int) -> NoReturn:
    """End now: a thread that still waits for a slow org, its run given back, must not hold us."""
    logging.shutdown()
    sys.stderr.flush()
    os._exit(code)


def _settings() -> Settings:
    settings = Settings()
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s: %(message)s")
    return settings


_CLEAR = (CannotServeError, StoreBusyError, OrgsFileError, SealError, ScenarioError)


def main() -> None:
    """Run a command; what a person did wrong is one sentence, and exit code 64."""
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        program = context.command_path if context else "sixsense"
        Console(stderr=True).print(f"{error}\nSee: {program} --help", markup=False)
        code = USAGE
    except typer.Abort:
        code = 130
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"])).upper()
        said = f"{name} {first['msg'].removeprefix('Value error, ')}".strip()
        Console(stderr=True).print(said, markup=False)
        code = USAGE
    except NoAnswer as error:
        Console(stderr=True).print(health.unreached(error), markup=False)
        code = USAGE
    except _CLEAR as error:
        Console(stderr=True).print(str(error), markup=False)
        code = USAGE
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
