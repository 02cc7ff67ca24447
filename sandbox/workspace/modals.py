"""What people do with whole views: submit and close (Slack docs, view interaction payloads)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sandbox.workspace.api.method import Refused
from sandbox.workspace.api.views import accepted_view, new_hash, pushed, shown
from sandbox.workspace.delivery.payloads import interaction, new_response_url, new_trigger
from sandbox.workspace.delivery.values import Delivery, Request
from sandbox.workspace.message import Json
from sandbox.workspace.people import NotPossible, People
from sandbox.workspace.press import filled, values
from sandbox.workspace.pressing import Pressing, Surface
from sandbox.workspace.records import View
from sandbox.workspace.state import State
from sandbox.workspace.world import User


@dataclass(frozen=True)
class Modals:
    """The hands for modals. Views are given as such or by id."""

    state: State
    people: People
    pressing: Pressing

    def views(self, user: str = "sam") -> list[View]:
        """What this person has open, the Home tab included, oldest first."""
        who = self.people.person(user)
        return [v for v in self.state.views.values() if v.user == who.id and not v.closed]

    async def submit(
        self,
        view: View | str,
        values: Mapping[str, Any] | None = None,
        user: str | None = None,
    ) -> Delivery:
        """Fill in by action_id or block_id and submit; `response_action` is carried out."""
        surface = self.pressing.on_view(view, user)
        found = _modal(surface)
        if found.body.get("submit_disabled"):
            raise NotPossible("it cannot be submitted yet")
        offered = self.pressing.offered
        found.values = filled(surface.blocks, found.values, values or {}, offered)
        _complete(found)
        delivery = await self._send(self._submission(surface.at, found, surface.who))
        if not delivery.ok:
            return delivery
        try:
            error = self._answered(surface.at, found, json.loads(delivery.body or "{}"))
        except ValueError:
            error = "invalid_json"
        except Refused as refused:
            error = refused.error
        return replace(delivery, error=error)

    def _submission(self, at: State, view: View, who: User) -> Json:
        # from another workspace `team` is the submitter's own (bolt-js #1614)
        payload = interaction(at, "view_submission", who)
        if at.world.is_external(who):
            team = at.world.team(who.team)
            payload["team"] = {"id": team.id, "domain": team.domain}
        return payload | {
            "trigger_id": new_trigger(at, who, view.id).id,
            "view": shown(at, view),
            "response_urls": list(_response_urls(at, view, who)),
        }

    def _answered(self, at: State, view: View, answer: Any) -> str | None:  # noqa: ANN401 -- any JSON
        """Carry out the response_action (Slack docs, modals)."""
        action = answer.get("response_action") if isinstance(answer, dict) else None
        view.errors = {}
        if action == "errors":
            inputs = {b["block_id"] for b in view.body["blocks"] if b["type"] == "input"}
            errors = answer.get("errors")
            if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
                raise Refused("invalid_block_id")
            view.errors = {name: str(said) for name, said in errors.items()}
            self.state.note("view_changed", view)
            return "view_errors"
        if action == "update":
            view.body = accepted_view(at, answer.get("view"), "modal")
            view.hash = new_hash(at)
            self.state.note("view_changed", view)
        elif action == "push":
            new = pushed(at, view, accepted_view(at, answer.get("view"), "modal"))
            self.state.views[new.id] = new
            self.state.note("view_opened", new)
        elif action in (None, "clear"):
            self._shut(self.state.stack(view) if action else [view])
        else:
            raise Refused("invalid_response_action")
        return None

    def _shut(self, views: list[View]) -> None:
        for view in views:
            view.closed = True
            self.state.note("view_closed", view)

    async def close(
        self, view: View | str, user: str | None = None, *, everything: bool = False
    ) -> Delivery:
        """Close a modal, or the whole stack; an app hears of it if it set `notify_on_close`.

        `clear_on_close` makes Cancel close the whole stack.
        """
        surface = self.pressing.on_view(view, user)
        found = _modal(surface)
        cleared = everything or bool(found.body.get("clear_on_close"))
        shut = self.state.stack(found)[::-1] if cleared else [found]
        self._shut(shut)
        told = Delivery(None)
        for one in shut:
            if one.body.get("notify_on_close"):
                payload = interaction(surface.at, "view_closed", surface.who)
                told = await self._send(
                    payload | {"view": shown(surface.at, one), "is_cleared": cleared}
                )
        return told

    async def _send(self, payload: Json) -> Delivery:
        return await self.people.sender.send(Request("interactive", payload))


def _modal(surface: Surface) -> View:
    view = surface.view
    if view is None or view.body["type"] != "modal":
        raise NotPossible("a Home tab is neither submitted nor closed")
    return view


def _complete(view: View) -> None:
    """Slack's client does not submit while a required input is empty."""
    known = values(view.body["blocks"], view.values)
    for block in view.body["blocks"]:
        if block["type"] != "input" or block.get("optional"):
            continue
        entry = known.get(block["block_id"], {}).get(block["element"]["action_id"], {})
        if not any(v not in (None, [], "") for k, v in entry.items() if k != "type"):
            raise NotPossible(f"please complete {block['label']['text']!r}")


def _response_urls(at: State, view: View, who: User) -> list[Json]:
    """One for each conversation chosen with `response_url_enabled` (Slack docs, modals)."""
    out = []
    known = values(view.body["blocks"], view.values)
    for block in view.body["blocks"]:
        element = block.get("element", {})
        if not element.get("response_url_enabled"):
            continue
        entry = known[block["block_id"]][element["action_id"]]
        chosen = entry.get("selected_conversation") or entry.get("selected_channel") or ""
        channel = at.world.channel(chosen)
        if channel is not None:
            url = new_response_url(at, "app", who, channel)
            ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
            out.append(ids | {"channel_id": channel.id, "response_url": url})
    return out
