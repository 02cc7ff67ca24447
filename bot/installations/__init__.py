"""Which Slack workspaces have this bot, and with which token."""

from bot.installations.installations import Installations
from bot.store.installations import Installation, NoTokenError

__all__ = ["Installation", "Installations", "NoTokenError"]
