"""`sixsense explain …`: what is known of a check or an error."""

from typing import Annotated

import typer

from bot import desk
from bot.commands.asking import asker, tell
from intents.asked.knowledge import Explain
from intents.world import NOWHERE


def explain(topic: Annotated[str, typer.Argument(help="a check, or an error code")]) -> None:
    """What a check or an error is about, without looking into any org."""
    tell(desk.answer(Explain(topic=topic), asker(), NOWHERE))
