"""`POST /sandbox/<verb>`: what the person on the screen does. JSON in, JSON out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sandbox.workspace.delivery.values import Delivery
from sandbox.workspace.message import Json
from sandbox.workspace.modals import Modals
from sandbox.workspace.opening import Opening
from sandbox.workspace.pressing import Pressing
from sandbox.workspace.state import State
from sandbox.workspace.writing import Writing

Verb = Callable[[Json], Awaitable[Json]]

_SAID = {
    "operation_timeout": "{app} did not answer in time.",
    "http_service_error": "{app} answered with an error (HTTP {status}).",
    "http_client_error": "{app} refused this (HTTP {status}).",
    "dispatch_failed": "{app} could not be reached.",
    "no_request_url": "{app} has no request URL yet.",
    "view_errors": "Some fields need another look.",
    "query_too_short": "Type a little more.",
    "invalid_options": "{app} answered with options Slack does not take.",
    "invalid_json": "{app} answered with something that is no JSON.",
}
_TEXTS = frozenset(
    {"text", "channel", "as", "user", "ts", "thread_ts", "action", "view_id", "query"}
    | {"callback_id", "tab", "block_id"}
)
#: Nothing went wrong for the person: the app is not told of everything.
_QUIET = frozenset({"not_subscribed", "not_confirmed"})


@dataclass(frozen=True)
class Hands:
    """One verb for each thing people do; `as` (or `user`) says who does it."""

    state: State
    writing: Writing
    opening: Opening
    pressing: Pressing
    modals: Modals

    def verbs(self) -> dict[str, Verb]:
        """By the last part of the path."""
        plain = {"command": self.writing.command, "mention": self.writing.mention}
        plain |= {"message": self.writing.message}
        said = {name: self._saying(say) for name, say in plain.items()}
        return said | {
            "click": self._click,
            "select": self._click,
            "click_view": self._click,
            "options": self._options,
            "submit": self._submit,
            "close": self._close,
            "home": self._home,
            "shortcut": self._shortcut,
        }

    def _saying(self, say: Callable[..., Awaitable[Delivery]]) -> Verb:
        async def verb(body: Json) -> Json:
            given = _renamed(body)
            return self.told(await say(given.pop("text"), **given))

        return verb

    async def _click(self, body: Json) -> Json:
        """`choice` is one value, or a list where several may be chosen."""
        given = _renamed(body)
        action = given.pop("action")
        if "view_id" in given:
            return self.told(await self.pressing.click_view(given.pop("view_id"), action, **given))
        return self.told(await self.pressing.click(given.pop("ts"), action, **given))

    async def _options(self, body: Json) -> Json:
        given = _renamed(body)
        where = given.pop("view_id", None) or self.pressing.board.find(
            given.pop("ts"), given.pop("channel", None)
        )
        answer = await self.pressing.options(where, given.pop("action"), **given)
        found: Json = answer.json() if answer.ok else {}
        kept = {k: found[k] for k in ("options", "option_groups") if k in found}
        return self.told(answer) | kept

    async def _submit(self, body: Json) -> Json:
        given = _renamed(body)
        view_id = given.pop("view_id")
        told = self.told(await self.modals.submit(view_id, given.pop("values", None), **given))
        view = self.state.views.get(view_id)
        return told | {"errors": view.errors if view else {}}

    async def _close(self, body: Json) -> Json:
        given = _renamed(body)
        return self.told(await self.modals.close(given.pop("view_id"), **given))

    async def _home(self, body: Json) -> Json:
        return self.told(await self.opening.open_home(**_renamed(body)))

    async def _shortcut(self, body: Json) -> Json:
        given = _renamed(body)
        if "ts" in given:
            given["message"] = given.pop("ts")
        return self.told(await self.opening.shortcut(given.pop("callback_id"), **given))

    def told(self, delivery: Delivery) -> Json:
        """The delivery, and a sentence for the person if it went wrong."""
        return delivery.to_dict() | {"ok": delivery.ok, "sentence": self._sentence(delivery)}

    def _sentence(self, delivery: Delivery) -> str | None:
        error = delivery.error
        if error is None or error in _QUIET:
            return None
        if error == "not_delivered" and delivery.message is not None:
            return delivery.message.text
        said = _SAID.get(error, "{app} answered in a way Slack does not take: {error}.")
        name = self.state.world.app.name
        return said.format(app=name, status=delivery.status, error=error)


def _renamed(body: Json) -> dict[str, Any]:
    """`as` is what a page says, `user` what Python says."""
    given = {name: value for name, value in body.items() if value is not None}
    for name in _TEXTS & given.keys():
        if not isinstance(given[name], str):
            raise TypeError(f"{name} has to be a string")
    if "as" in given:
        given["user"] = given.pop("as")
    return given
