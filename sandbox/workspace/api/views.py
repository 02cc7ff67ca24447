"""views.*: modals and the Home tab (Slack docs, method pages of each)."""

import json
import secrets
from typing import Any

from sandbox.workspace.api.compose import with_ids
from sandbox.workspace.api.method import Asked, Refused
from sandbox.workspace.blockkit import limits
from sandbox.workspace.blockkit.surface import check_view
from sandbox.workspace.message import Json
from sandbox.workspace.state import State, Trigger, View


def spend_trigger(asked: Asked) -> Trigger:
    """A trigger opens one view, within three seconds (facts §2.1)."""
    wanted = asked.text("trigger_id") or asked.text("interactivity_pointer")
    if not wanted:
        raise Refused("invalid_arguments", messages=["missing required field: trigger_id"])
    trigger = asked.state.triggers.get(wanted)
    if trigger is None:
        raise Refused("invalid_trigger_id")
    if trigger.used:
        raise Refused("exchanged_trigger_id")
    if asked.state.clock.now() > trigger.expires:
        raise Refused("expired_trigger_id")
    trigger.used = True
    return trigger


def checked_view(asked: Asked, kind: str) -> Json:
    """The view that was sent, or Slack's refusal of it."""
    view: Any = asked.json("view", "invalid_arguments")
    body = accepted_view(asked.state, view, kind)
    external = body.get("external_id")
    mine = asked.text("external_id")
    if external and external != mine and _by_external(asked.state, external):
        raise Refused("duplicate_external_id")
    return body


def accepted_view(state: State, view: Any, kind: str) -> Json:  # noqa: ANN401 - any JSON
    """A view as Slack stores it, if it is one of this kind and sound."""
    if len(json.dumps(view)) > limits.VIEW_BYTES:
        raise Refused("view_too_large")
    faults = check_view(view)
    if faults:
        raise Refused("invalid_arguments", messages=[str(f) for f in faults])
    if view["type"] != kind:
        raise Refused("invalid_arguments", messages=[f"expected {kind} [json-pointer:/view/type]"])
    return {**view, "blocks": with_ids(state, view["blocks"])}


def _by_external(state: State, external_id: str) -> View | None:
    living = (v for v in state.views.values() if not v.closed)
    return next((v for v in living if v.body.get("external_id") == external_id), None)


def shown(state: State, view: View) -> Json:
    """A view object as the API returns it and payloads carry it."""
    app = state.world.app
    empty: Json = {"private_metadata": "", "callback_id": "", "external_id": ""}
    return {
        **empty,
        **view.body,
        "id": view.id,
        "team_id": app.team,
        "app_id": app.id,
        "app_installed_team_id": app.team,
        "bot_id": app.bot_id,
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "state": {"values": {}},
    }


def new_hash(state: State) -> str:
    """A version mark of a view."""
    return f"{int(state.clock.now())}.{secrets.token_hex(4)}"


def _keep(state: State, view: View) -> Json:
    state.views[view.id] = view
    state.touch()
    return {"ok": True, "view": shown(state, view)}


def open_(asked: Asked) -> Json:
    """Opens a modal (Slack docs, views.open)."""
    body = checked_view(asked, "modal")
    trigger, state = spend_trigger(asked), asked.state
    view_id = state.next_id("V")
    return _keep(state, View(view_id, trigger.user, body, new_hash(state), view_id))


def push(asked: Asked) -> Json:
    """Puts a modal on top of the one the trigger came from (Slack docs, views.push)."""
    body = checked_view(asked, "modal")
    trigger, state = spend_trigger(asked), asked.state
    below = state.views.get(trigger.view_id or "")
    if below is None or below.closed:
        raise Refused("not_found")
    return _keep(state, pushed(state, below, body))


def pushed(state: State, below: View, body: Json) -> View:
    """A view on top of another; three is the most (facts §1.5)."""
    if len(state.stack(below)) >= limits.VIEW_STACK:
        raise Refused("push_limit_reached")
    return View(state.next_id("V"), below.user, body, new_hash(state), below.root_id, below.id)


def update(asked: Asked) -> Json:
    """Changes a view (Slack docs, views.update)."""
    state = asked.state
    view = state.views.get(asked.text("view_id") or "")
    if view is None and (external := asked.text("external_id")):
        view = _by_external(state, external)
    if view is None or view.closed:
        raise Refused("not_found")
    _same_hash(asked, view)
    view.body = checked_view(asked, view.body["type"])
    view.hash = new_hash(state)
    return _keep(state, view)


def _same_hash(asked: Asked, view: View) -> None:
    sent = asked.text("hash")
    if sent and sent != view.hash:
        raise Refused("hash_conflict")


def publish(asked: Asked) -> Json:
    """Shows a Home tab to one person (Slack docs, views.publish)."""
    state = asked.state
    if not state.world.settings.home_tab:
        raise Refused("not_enabled")
    user = asked.user("user_id")
    old = next(
        (v for v in state.views.values() if (v.user, v.body["type"]) == (user.id, "home")), None
    )
    if old is not None:
        _same_hash(asked, old)
    body = checked_view(asked, "home")
    view_id = old.id if old else state.next_id("V")
    return _keep(state, View(view_id, user.id, body, new_hash(state), view_id))
