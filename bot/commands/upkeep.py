"""`sixsense migrate`, `sixsense key`: what whoever runs the bot does now and then."""

from typing import Annotated

import typer
from rich.console import Console

from bot.commands.beside import opened
from bot.commands.environment import environment
from bot.runs.engine import migrate as bring_engine_up
from bot.store import resealing
from bot.store.database import Store
from bot.store.keys import fresh_key
from bot.store.migrate import migrate as bring_up
from bot.store.migrate import standing
from bot.views.terminal import terminal
from intents.replies.sheet import Line, Sheet


def migrate() -> None:
    """Bring the database to the newest schema."""
    store = Store(environment().database_url)
    bring_up(store)
    bring_engine_up(store)
    Console().print(f"schema {standing(store)[0]}")
    store.close()


def key(do: Annotated[str, typer.Argument(help="nothing, or: rotate")] = "") -> None:
    """Make a new key for SECRET_KEYS; `rotate` moves all secrets to the first one of it."""
    if not do:
        Console().print(fresh_key(), highlight=False)
    elif do == "rotate":
        raise typer.Exit(_rotate())
    else:
        raise typer.BadParameter("say rotate, or nothing", param_hint="do")


def _rotate() -> int:
    """Move everything sealed to the newest key; the exit code."""
    with opened() as (store, ring):
        found = store.write(lambda conn: resealing.reseal(conn, ring))
    lines = [Line(text=f"{name}: {n} moved", mark="ok") for name, n in found.moved.items()]
    lines += [
        Line(text=f"{name}: {n} do not open", mark="fail",
             detail="The key they were sealed with is not in SECRET_KEYS: put it back and repeat, "
             "or have these connected again.")
        for name, n in found.lost.items()
    ]  # fmt: skip
    done = "Everything else lies under the newest key: the older ones can be taken out."
    lead = "" if found.lost else done.replace("Everything else", "Everything")
    Console().print(terminal(Sheet(title="Key rotation", lead=lead, lines=tuple(lines))))
    return 1 if found.lost else 0
