"""What is shown to one person as a view: their Home tab."""

import logging
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.installations.installations import Installations
from bot.installations.looking import named, seconds
from bot.store.installations import NoTokenError

log = logging.getLogger(__name__)
#: Refusals that no repeat turns (Slack docs, views.publish): this person has no Home tab.
_NEVER = {"not_enabled", "user_not_found", "user_not_visible", "user_disabled", "account_inactive"}
_PASSING = {"fatal_error", "internal_error", ""}
_SOON, _LATE = 5.0, 300.0


def home(slack: Installations, tenant: str, person: str, view: dict[str, Any]) -> float:
    """Publish a Home tab; 0, or the seconds after which to try again."""
    try:
        slack.ask(tenant, lambda client: client.views_publish(user_id=person, view=view))
    except SlackApiError as error:
        return _later(error)
    except NoTokenError as error:
        return _LATE if error.name == "needs_reinstall" else _SOON
    except OSError:
        return _SOON
    return 0.0


def _later(error: SlackApiError) -> float:
    name = named(error)
    if name == "ratelimited":
        return seconds(error) or _SOON
    if name in _PASSING:
        return _SOON
    if name not in _NEVER:
        # Ours to mend: tried again with what the next change makes of it.
        log.error("a Home tab was refused: %s", error.response.data)
    return 0.0
