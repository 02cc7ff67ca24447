"""Suggestions name people: a channel never sees them."""

from bot.views.redaction import for_channel
from intents.suggest import Strength, Suggestion

ONE = Suggestion(
    role="integration", username="sync@acme.example", why="holds a token", strength=Strength.STRONG
)


def test_a_channel_is_told_no_suggestion(replies):
    report = replies["ok"].model_copy(update={"suggestions": (ONE,)})
    assert "sync@acme.example" not in for_channel(report).model_dump_json()
