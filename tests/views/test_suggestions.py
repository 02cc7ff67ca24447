"""Suggestions name people: a channel never sees them."""

from io import StringIO

from rich.console import Console

from bot.views.private import private
from bot.views.redaction import for_channel
from bot.views.terminal import terminal
from intents.org.suggest import Strength, Suggestion

ONE = Suggestion(
    role="integration", username="sync@acme.example", why="holds a token", strength=Strength.STRONG
)


def test_a_channel_is_told_no_suggestion(replies):
    report = replies["ok"].model_copy(update={"suggestions": (ONE,)})
    assert "sync@acme.example" not in for_channel(report).model_dump_json()


def test_the_asker_is_told_privately(replies):
    told = private(replies["ok"].model_copy(update={"suggestions": (ONE,)}))
    assert "sync@acme.example: holds a token" in str(told.blocks)


def test_the_terminal_tells_whoever_asked(replies):
    out = Console(width=120, file=StringIO(), record=True)
    out.print(terminal(replies["ok"].model_copy(update={"suggestions": (ONE,)}), again=None))
    assert "sync@acme.example: holds a token" in out.export_text()
