"""What people press: buttons, menus, pickers, in messages and in views."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.workspace.audience import shows
from sandbox.workspace.board import Board
from sandbox.workspace.delivery.payloads import in_message, in_view, interaction
from sandbox.workspace.delivery.suggestions import suggested
from sandbox.workspace.delivery.values import Delivery, Request
from sandbox.workspace.entering import FIELD, Given, options
from sandbox.workspace.message import Json, Message, interactive
from sandbox.workspace.people import NotPossible, People
from sandbox.workspace.press import NotDrawn, action_of, drawn, filled, pressed
from sandbox.workspace.records import View
from sandbox.workspace.state import State
from sandbox.workspace.world import User

_LEAST_QUERY = 3  # Slack docs, external_select: min_query_length


@dataclass(frozen=True)
class Surface:
    """Where elements are drawn, on one person's screen."""

    at: State
    who: User
    blocks: list[Json]
    message: Message | None = None
    view: View | None = None

    @property
    def known(self) -> Json:
        """What this person entered so far."""
        if self.view is not None:
            return self.view.values
        return self.message.entered.get(self.who.id, {}) if self.message else {}

    def keep(self, known: Json) -> None:
        if self.view is not None:
            self.view.values = known
        elif self.message is not None:
            self.message.entered[self.who.id] = known

    def parts(self) -> Json:
        """What the payload says of the place."""
        if self.view is not None:
            return in_view(self.at, self.view)
        if self.message is None:
            raise NotPossible("there is nothing to press")
        where = self.at.world.channel(self.message.channel)
        if where is None:
            raise NotPossible("that channel is gone")
        return in_message(self.at, self.message, self.who, where, self.known)


@dataclass(frozen=True)
class Pressing:
    """The hands for elements. Messages and views are given as such, by `ts` or by id."""

    state: State
    people: People
    board: Board
    offered: dict[str, list[Json]] = field(default_factory=dict)

    async def click(  # noqa: PLR0913 -- each may be left out
        self,
        message: Message | str,
        target: str,
        user: str | None = None,
        channel: str | None = None,
        *,
        choice: Given = None,
        confirm: bool = True,
        version: int = -1,
        block_id: str = "",
        values: Json | None = None,
    ) -> Delivery:
        """Press the element with this action_id or these words; NotDrawn if it is not there.

        `version=-2` presses on a screen one update old; `confirm=False` says no to its dialog;
        `values` is what was entered in the other elements before.
        """
        if isinstance(message, str):
            message = self.board.find(message, channel)
        surface = self._on_message(message, user, version)
        sent = await self._press(surface, target, choice, block_id, values, confirm=confirm)
        return replace(sent, message=message)

    def _on_message(self, message: Message, user: str | None, version: int) -> Surface:
        who = self.people.person(user or message.ephemeral_to or self.people.someone(message))
        self.people.place(message.channel, who)
        if message.deleted:
            raise NotDrawn("the message was deleted")
        if not shows(who, message):
            raise NotDrawn(f"{who.name} does not see this message")
        at = self.state.of_bot(message.bot_id)
        if message.bot_id and not at.world.app.installed:
            raise NotPossible("the app was removed from that workspace")
        blocks = list(message.history[version].blocks)
        return Surface(at, who, blocks, message=message)

    async def click_view(
        self,
        view: View | str,
        target: str,
        *,
        choice: Given = None,
        block_id: str = "",
        values: Json | None = None,
        user: str | None = None,
        confirm: bool = True,
    ) -> Delivery:
        """Press an element of a view. Inputs tell the app only with `dispatch_action`."""
        surface = self.on_view(view, user)
        return await self._press(surface, target, choice, block_id, values, confirm=confirm)

    def on_view(self, view: View | str, user: str | None = None) -> Surface:
        """An open view on the screen of the person it is for."""
        found = self.state.views.get(view) if isinstance(view, str) else view
        if found is None or found.closed:
            raise NotPossible("that view is not open")
        who = self.people.person(found.user)
        if user is not None and self.people.person(user).id != who.id:
            raise NotPossible(f"that view is open for {who.name} only")
        at = self.state.of_bot(found.bot_id)
        return Surface(at, who, list(found.body["blocks"]), view=found)

    async def _press(
        self,
        surface: Surface,
        target: str,
        choice: Given,
        block_id: str,
        values: Json | None,
        *,
        confirm: bool,
    ) -> Delivery:
        shown = list(interactive(surface.blocks))
        element = drawn(shown, target, user=surface.who.id, block_id=block_id)
        if "confirm" in element and not confirm:
            return Delivery(None, error="not_confirmed")
        known = filled(surface.blocks, surface.known, values or {}, self.offered)
        offered = self.offered.get(element["action_id"], ())
        action = action_of(element, choice, self.state.next_ts("actions"), offered)
        if element["type"] != "overflow" and element["type"] in FIELD:
            mine = known.setdefault(element["block_id"], {})
            known[element["block_id"]] = mine | {element["action_id"]: pressed(action)}
        surface.keep(known)
        if _is_quiet(surface.blocks, element):
            return Delivery(None)
        payload = interaction(surface.at, "block_actions", surface.who) | surface.parts()
        return await self.people.sender.send(
            Request("interactive", payload | {"actions": [action]})
        )

    async def options(
        self, where: Message | View | str, target: str, query: str = "", user: str | None = None
    ) -> Delivery:
        """Type in an external menu: the app is asked for options, three seconds, 100 at most."""
        surface = self._anywhere(where, user)
        element = drawn(list(interactive(surface.blocks)), target, user=surface.who.id)
        if not element["type"].endswith("external_select"):
            raise NotDrawn(f"{target!r} asks nobody for its options")
        if len(query) < element.get("min_query_length", _LEAST_QUERY):
            return Delivery(None, error="query_too_short")
        parts = surface.parts()
        payload = interaction(surface.at, "block_suggestion", surface.who) | {
            **{k: v for k, v in parts.items() if k in ("container", "view", "message", "channel")},
            "action_id": element["action_id"],
            "block_id": element["block_id"],
            "value": query,
        }
        answer = suggested(await self.people.sender.send(Request("interactive", payload)))
        self.offered[element["action_id"]] = list(_offered(answer))
        return answer

    def _anywhere(self, where: Message | View | str, user: str | None) -> Surface:
        if isinstance(where, View) or (isinstance(where, str) and where in self.state.views):
            return self.on_view(where, user)
        message = self.board.find(where) if isinstance(where, str) else where
        return self._on_message(message, user, -1)


def _offered(answer: Delivery) -> Iterator[Json]:
    """The options the app answered with."""
    if answer.ok:
        yield from options(answer.json())


def _is_quiet(blocks: list[Json], element: Json) -> bool:
    """An input block keeps what is entered to itself until the view is submitted."""
    block: Any = next((b for b in blocks if b.get("block_id") == element["block_id"]), {})
    return block.get("type") == "input" and not block.get("dispatch_action")
