"""Reply → Slack messages: the door's front. The pieces are in the files beside it."""

from bot.views.anchor import anchor
from bot.views.private import private
from bot.views.steps import FOLD, steps

__all__ = ["FOLD", "anchor", "private", "steps"]
