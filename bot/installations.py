"""Which Slack workspaces have this bot, and with which token. One for now: `SLACK_BOT_TOKEN`."""

from dataclasses import dataclass, field

from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings


@dataclass(frozen=True)
class Installation:
    """One workspace's installation, as `auth.test` tells it (Slack docs, auth.test)."""

    team: str
    enterprise: str
    bot_user: str
    bot_id: str
    token: str = field(repr=False)


class Installations:
    """Finds a tenant's installation and a client that speaks for it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: Installation | None = None

    async def only(self) -> Installation:
        """The installation of `SLACK_BOT_TOKEN`; asked once, then remembered.

        Raises:
            SlackApiError: Slack does not accept the token.
        """
        if self._known is None:
            token = self._settings.slack_bot_token.get_secret_value()
            said = await self._client(token).auth_test()
            self._known = Installation(
                team=said["team_id"],
                enterprise=said.get("enterprise_id") or "",
                bot_user=said["user_id"],
                bot_id=said.get("bot_id") or "",
                token=token,
            )
        return self._known

    async def client(self, tenant: str) -> AsyncWebClient:  # noqa: ARG002 -- one tenant for now
        """A client that speaks as the bot in this tenant."""
        return self._client((await self.only()).token)

    def _client(self, token: str) -> AsyncWebClient:
        # No retry handlers: a call repeated behind our back would post twice.
        return AsyncWebClient(
            token=token, base_url=self._settings.slack_api_url, retry_handlers=[], timeout=10
        )
