"""`sixsense audit export` and `verify`: the record as lines, and the proof that it holds."""

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.asking import USAGE
from bot.commands.beside import TEAM, opened, there
from bot.store import tenants, tombstones, verifying
from bot.store.database import Store
from bot.store.keys import KeyRing
from bot.store.verifying import Chain

app = typer.Typer(help="The record of who did what to which org.", no_args_is_help=True)
_SHORT = 16  # characters of a hash: enough to compare by eye


@app.command()
def export(*, team: TEAM = "") -> None:
    """Print the whole record as JSON lines; with --team, that workspace's."""
    with opened() as (store, ring):
        for tenant in store.write(lambda conn: tenants.named(conn, team)):
            lines = store.write(partial(verifying.taken, ring=ring, tenant=tenant))
            sys.stdout.writelines(f"{line}\n" for line in lines)


@app.command()
def verify(
    file: Annotated[str, typer.Argument(help="an export, or - for standard input")] = "",
    *,
    team: TEAM = "",
) -> None:
    """Recompute the chain; exit code 1, and where, if an entry was altered, removed or moved."""
    if not file:
        with opened() as (store, ring):
            raise typer.Exit(_stored(store, ring, team))
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{file} cannot be read: {type(error).__name__}", file=sys.stderr)  # noqa: T201 -- a program's output
        raise typer.Exit(USAGE) from None
    chains = verifying.exported(text.splitlines())
    if not chains:  # even of a workspace where nothing was done the end would stand there
        print("no entries: nothing is left of this export, if it was one")  # noqa: T201 -- a program's output
        raise typer.Exit(1)
    if there():  # whoever was handed an export has nothing but the file
        with opened() as (store, ring):
            chains = [_against(store, ring, chain) for chain in chains]
    raise typer.Exit(max(map(_told, chains)))


def _stored(store: Store, ring: KeyRing, team: str) -> int:
    code, known = 0, store.write(lambda conn: tenants.named(conn, team))
    if not known:
        print("no entries")  # noqa: T201 -- a program's output
    for tenant in known:
        chain = store.write(partial(verifying.stored, ring=ring, tenant=tenant))
        stones = store.write(partial(tombstones.every, ring=ring, tenant=tenant))
        if chain.entries or chain.wrong or not stones:
            code = max(code, _told(chain))
        for stone, genuine in stones:
            word = "genuine" if genuine else "NOT GENUINE: it was altered, or its key was dropped"
            print(  # noqa: T201 -- a program's output
                f"{tenant}: deleted {stone.at}, {stone.why}; its record of {stone.entries} entries "
                f"ended with {stone.hash[:_SHORT]}; receipt {stone.id} is {word}"
            )
            code = code if genuine else 1
    return code


def _against(store: Store, ring: KeyRing, chain: Chain) -> Chain:
    """An export held against what the store knows: the same chain, or one that was deleted."""
    if chain.wrong:
        return chain
    return store.write(lambda conn: verifying.known(conn, ring, chain))


def _told(chain: Chain) -> int:
    name = f"{chain.tenant}: " if chain.tenant else ""
    if chain.wrong:
        print(f"{name}does not hold: {chain.wrong}")  # noqa: T201 -- a program's output
        return 1
    print(f"{name}{chain.entries} entries hold, the last is {chain.hash[:_SHORT]}")  # noqa: T201 -- a program's output
    return 0
