"""The terminal door: `sixsense …`. A command is loaded when it is said: one needs no engine."""

import sys
from importlib import import_module
from typing import Any

import typer
from rich.console import Console
from typer.core import TyperGroup
from typer.main import get_command

#: The exit code for what was typed wrong.
USAGE = 64
#: What can be said: where it is, and its line in the list.
COMMANDS = {
    "check": ("check:check", "Look into an org: can 6sense connect, and if not, why."),
    "triage": ("triage:triage", "Say what an error text is, and whether an org bears it out."),
    "explain": ("explain:explain", "What a check or an error is about, in plain words."),
    "evidence": ("evidence:evidence", "What exactly was asked and seen for one check."),
    "guide": ("guide:guide", "A walkthrough's steps, ticked where the org shows them."),
    "connect": ("connect:connect", "Sign in to an org in a browser."),
    "demo": ("demo:demo", "Practice workspace, practice org and the bot, on this machine."),
    "sandbox": ("practice:sandbox", "A practice org or a practice workspace alone."),
    "serve": ("serve:serve", "Answer Slack; on SQLite one process is the whole bot."),
    "work": ("serve:work", "Carry the runs of serve --no-work; on PostgreSQL."),
    "doctor": ("health:doctor", "Whether the bot itself is well, and what to do if not."),
    "access": ("rights:rights", "Who may do what in a workspace; give or take a role."),
    "audit": ("records:app", "The record of who did what to which org: export, verify."),
    "retention": ("retention:retention", "For how many days evidence is kept."),
    "key": ("upkeep:key", "Make a key for SECRET_KEYS, or rotate to the first of them."),
    "migrate": ("upkeep:migrate", "Bring the database to the newest schema."),
}


class _Door(TyperGroup):
    """The commands by name and line; behind a name, once it is said, the command itself."""

    def resolve_command(
        self,
        ctx: Any,  # noqa: ANN401 -- Typer's own types are private
        args: list[str],
    ) -> tuple[str | None, Any, list[str]]:
        """Load the one that was said."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, loaded(str(name)), rest


app = typer.Typer(
    cls=_Door,
    help="Proves in the Salesforce org why a 6sense connection fails, and what to do next.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def loaded(name: str) -> Any:  # noqa: ANN401 -- Typer's own types are private
    """A command, with all that it needs."""
    module, _, part = COMMANDS[name][0].partition(":")
    found = getattr(import_module(f"bot.commands.{module}"), part)
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(add_completion=False)
        alone.command(name)(found)
        found = alone
    return get_command(found)


def _listed() -> None:
    """Stand in the list for a command that is not loaded."""


for _name, (_, _line) in COMMANDS.items():
    app.command(_name, help=_line)(_listed)


def main() -> None:
    """Run a command; what a person did wrong is one sentence, and exit code 64."""
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as error:
        if said := str(error):  # without words there was nothing but a name, and help was shown
            context = getattr(error, "ctx", None)
            program = context.command_path if context else "sixsense"
            Console(stderr=True).print(f"{said}\nSee: {program} --help", markup=False)
        code = USAGE
    except typer.Abort:
        code = 130
    except _wrong().CLEAR as error:  # looked at only when something is
        Console(stderr=True).print(_wrong().said(error), markup=False)
        code = USAGE
    sys.exit(code if isinstance(code, int) else 0)


def _wrong() -> Any:  # noqa: ANN401 -- a module
    """What can go wrong in stores, orgs and sandboxes; knowing it means loading them."""
    return import_module("bot.commands.wrong")


if __name__ == "__main__":
    main()
