"""A Slack client that fetches its token anew for each call, and once more where Slack says so."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

#: A good token; the argument is one that Slack called expired, or "".
Token = Callable[[str], Awaitable[str]]


class Speaking(AsyncWebClient):
    """Speaks as the bot in one tenant. A call may raise NoTokenError too."""

    def __init__(self, base_url: str, good: Token) -> None:
        # No retry handlers: a call repeated behind our back would post twice.
        super().__init__(base_url=base_url, retry_handlers=[], timeout=10)
        self._good = good

    async def api_call(self, *args: Any, **kwargs: Any) -> AsyncSlackResponse:  # noqa: ANN401 -- as the client's own
        """A call; one that Slack refused for its token alone was not done, and is made again."""
        self.token = await self._good("")
        try:
            return await super().api_call(*args, **kwargs)
        except SlackApiError as error:
            if not has_expired(error):
                raise
        self.token = await self._good(self.token)
        return await super().api_call(*args, **kwargs)


def has_expired(error: SlackApiError) -> bool:
    """Whether Slack refused the token because its time is over."""
    data = getattr(error.response, "data", None)
    return isinstance(data, Mapping) and data.get("error") == "token_expired"
