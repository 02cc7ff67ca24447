"""What people do in views: press, submit, close (Slack docs, view interaction payloads)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sandbox.workspace.api.method import Refused
from sandbox.workspace.api.views import accepted_view, new_hash, pushed, shown
from sandbox.workspace.delivery.payloads import interaction, new_trigger
from sandbox.workspace.delivery.values import Delivery, Request
from sandbox.workspace.message import Json, interactive
from sandbox.workspace.people import NotPossible, People
from sandbox.workspace.press import action_of, drawn, entered
from sandbox.workspace.state import State, View
from sandbox.workspace.world import User


@dataclass(frozen=True)
class Modals:
    """The hands for modals and the Home tab. Views are given as such or by id."""

    state: State
    people: People

    def views(self, user: str = "sam") -> list[View]:
        """What this person has open, the Home tab included, oldest first."""
        who = self.people.person(user)
        return [v for v in self.state.views.values() if v.user == who.id and not v.closed]

    def _open(self, view: View | str) -> tuple[View, User]:
        found = self.state.views.get(view) if isinstance(view, str) else view
        if found is None or found.closed:
            raise NotPossible("that view is not open")
        return found, self.people.person(found.user)

    async def click_view(
        self, view: View | str, target: str, *, choice: str | None = None
    ) -> Delivery:
        """Press an element of a view."""
        found, who = self._open(view)
        element = drawn(list(interactive(found.body["blocks"])), target)
        action = action_of(element, choice, self.state.next_ts("actions"))
        payload = interaction(self.state, "block_actions", who) | {
            "container": {"type": "view", "view_id": found.id},
            "trigger_id": new_trigger(self.state, who, found.id).id,
            "view": shown(self.state, found),
            "actions": [action],
        }
        return await self._send(payload)

    async def submit(self, view: View | str, values: Mapping[str, Any] | None = None) -> Delivery:
        """Fill in by action_id or block_id and submit; `response_action` is carried out."""
        found, who = self._open(view)
        if found.body["type"] != "modal":
            raise NotPossible("a Home tab is not submitted")
        filled = _filled(found, values or {})
        delivery = await self._send(self._submission(found, who, filled))
        if not delivery.ok:
            return delivery
        try:
            error = self._answered(found, json.loads(delivery.body or "{}"))
        except ValueError:
            error = "invalid_json"
        except Refused as refused:
            error = refused.error
        self.state.touch()
        return replace(delivery, error=error)

    def _submission(self, view: View, who: User, values: Json) -> Json:
        # from another workspace `team` is the submitter's own (facts §1.3 point 9)
        team = self.state.world.team(who.team)
        drawn_view = shown(self.state, view) | {"state": {"values": values}}
        return interaction(self.state, "view_submission", who) | {
            "team": {"id": team.id, "domain": team.domain},
            "trigger_id": new_trigger(self.state, who, view.id).id,
            "view": drawn_view,
            "response_urls": [],
        }

    def _answered(self, view: View, answer: Json) -> str | None:
        """Carry out the response_action (Slack docs, modals)."""
        action = answer.get("response_action")
        view.errors = {}
        if action == "errors":
            inputs = {b["block_id"] for b in view.body["blocks"] if b["type"] == "input"}
            if not set(answer.get("errors", {})) <= inputs:
                raise Refused("invalid_block_id")
            view.errors = dict(answer["errors"])
            return "view_errors"
        if action == "update":
            view.body = accepted_view(self.state, answer.get("view"), "modal")
            view.hash = new_hash(self.state)
        elif action == "push":
            body = accepted_view(self.state, answer.get("view"), "modal")
            new = pushed(self.state, view, body)
            self.state.views[new.id] = new
        else:
            for below in self.state.stack(view) if action == "clear" else [view]:
                below.closed = True
        return None

    async def close(self, view: View | str) -> Delivery:
        """Close a modal; the app hears of it only if it set `notify_on_close`."""
        found, who = self._open(view)
        found.closed = True
        self.state.touch()
        if not found.body.get("notify_on_close"):
            return Delivery(None)
        payload = interaction(self.state, "view_closed", who)
        return await self._send(payload | {"view": shown(self.state, found), "is_cleared": False})

    async def _send(self, payload: Json) -> Delivery:
        return await self.people.sender.send(Request("interactive", payload))


def _filled(view: View, values: Mapping[str, Any]) -> Json:
    """`state.values`; Slack's client does not submit while a required input is empty."""
    out: Json = {}
    for block in view.body["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        given = values.get(element["action_id"], values.get(block["block_id"]))
        kept = entered(element, given)
        if kept is None and not block.get("optional"):
            raise NotPossible(f"please complete {block['label']['text']!r}")
        out[block["block_id"]] = {element["action_id"]: kept or {"type": element["type"]}}
    return out
