"""Whose request this is: the installation it was sent to, from memory, not by asking Slack.

The tenant is the stored installation's, never put together from the payload: that only says where
to look.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext

from bot.errands.installing import joined
from bot.errands.office import Office
from bot.slack import payload
from intents.asker import Tenant

_TOLD, _TENANT, _TEAM = "told", "tenant", "typed_in"


async def read(
    body: dict[str, Any],
    context: AsyncBoltContext,
    next: Callable[[], Awaitable[None]],  # noqa: A002 -- Bolt's name
) -> None:
    """Before Bolt asks who we are there: note which installation the payload names."""
    context[_TOLD] = payload.told(body)
    # Slack delivers commands of the install's own people only: their workspace is of the house.
    context[_TEAM] = body.get("team_id") if "command" in body else None
    await next()


def authorize(office: Office) -> Callable[..., Awaitable[AuthorizeResult]]:
    """Who we are in a workspace. Bolt as shipped would ask Slack at each request."""

    async def authorized(context: AsyncBoltContext) -> AuthorizeResult | None:
        mine = await office.installations.of(context[_TOLD])
        if mine is None:
            return None  # not installed there
        context[_TENANT] = mine.tenant
        if mine.org_wide and context[_TEAM] and context[_TEAM] not in mine.teams:
            await joined(office, mine, context[_TEAM])
        return AuthorizeResult(
            enterprise_id=mine.enterprise or None,
            team_id=mine.team or None,
            bot_user_id=mine.bot_user,
            bot_id=mine.bot_id,
            bot_token=mine.token,
        )

    return authorized  # type: ignore[return-value]  # Bolt takes None for: not installed


def tenant_of(context: AsyncBoltContext) -> Tenant:
    """The tenant of an authorized request."""
    tenant = context[_TENANT]
    if not isinstance(tenant, Tenant):
        raise TypeError("the request was not authorized")
    return tenant
