"""Who asks at the terminal, in which words, and how the terminal says no."""

from datetime import UTC, datetime
from typing import NoReturn, TypeVar

import typer
from rich.console import Console

from bot.views.terminal import terminal
from bot.views.typed_here import with_options
from intents.asked import Asked
from intents.asker import LOCAL, Asker, Person, Place
from intents.grammar import parse
from intents.intent import Help
from intents.reply import Note, Reply, Usage
from intents.typed import ORG, ORG_RULE

Kind = TypeVar("Kind", bound=Asked)

#: The exit code for what was typed wrong.
USAGE = 64
#: Whoever may run the program.
ME = Person("terminal", LOCAL.team)


def asker() -> Asker:
    """Whoever sits at this terminal, now."""
    return Asker(LOCAL, ME, Place(""), datetime.now(UTC).isoformat(timespec="seconds"))


def understood(words: str, kind: type[Kind]) -> Kind:
    """What these words ask, of the command's own kind.

    Raises:
        typer.Exit: they do not; the terminal was told why.
    """
    asked = parse(words)
    if not isinstance(asked, kind):
        said = asked if isinstance(asked, Help) else Help()
        near = tuple(map(with_options, said.near))
        refuse(Usage(unknown=said.unknown, near=near, why=said.why))
    return asked


def must_name(org: str) -> None:
    """Refuse what cannot be an org's name; none at all is no matter.

    Raises:
        typer.Exit: it cannot be; the terminal was told why.
    """
    if org and not ORG.fullmatch(org):
        refuse(Note(says=f"{ORG_RULE[:1].upper()}{ORG_RULE[1:]}."))


def tell(reply: Reply) -> None:
    """Say what is known.

    Raises:
        typer.Exit: nothing is, and it was said why.
    """
    if isinstance(reply, Note | Usage):
        refuse(reply)
    Console().print(terminal(reply))


def refuse(why: Reply) -> NoReturn:
    """Say why not, and end.

    Raises:
        typer.Exit: always.
    """
    Console(stderr=True).print(terminal(why))
    raise typer.Exit(USAGE)
