"""views.*: modals and the Home tab (Slack docs, method pages of each)."""

import json
import secrets
from typing import Any

from sandbox.workspace.api.compose import with_ids
from sandbox.workspace.api.method import Asked, Refused
from sandbox.workspace.blockkit import limits
from sandbox.workspace.blockkit.surface import check_view
from sandbox.workspace.message import Json
from sandbox.workspace.press import values
from sandbox.workspace.records import Trigger, View
from sandbox.workspace.state import State


def spend_trigger(asked: Asked) -> Trigger:
    """A trigger opens one view, within three seconds."""
    wanted = asked.text("trigger_id") or asked.text("interactivity_pointer")
    if not wanted:
        raise Refused("invalid_arguments", messages=["missing required field: trigger_id"])
    trigger = asked.state.triggers.get(wanted)
    if trigger is None or trigger.bot_id != asked.state.world.app.bot_id:
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


def accepted_view(state: State, view: Any, kind: str) -> Json:  # noqa: ANN401 -- any JSON
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
    bot_id = state.world.app.bot_id
    living = (v for v in state.views.values() if not v.closed and v.bot_id == bot_id)
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
        "state": {"values": values(view.body["blocks"], view.values)},
    }


def new_hash(state: State) -> str:
    """A version mark of a view."""
    return f"{int(state.clock.now())}.{secrets.token_hex(4)}"


def _keep(state: State, view: View, kind: str) -> Json:
    state.views[view.id] = view
    state.note(kind, view)
    return {"ok": True, "view": shown(state, view)}


def open_(asked: Asked) -> Json:
    """Opens a modal (Slack docs, views.open)."""
    body = checked_view(asked, "modal")
    trigger, state = spend_trigger(asked), asked.state
    view_id = state.next_id("V")
    view = new_view(state, trigger.user, body, view_id)
    return _keep(state, view, "view_opened")


def new_view(state: State, user: str, body: Json, view_id: str) -> View:
    """A view that lies on no other."""
    bot_id = state.world.app.bot_id
    return View(view_id, user, body, new_hash(state), view_id, bot_id=bot_id)


def push(asked: Asked) -> Json:
    """Puts a modal on top of the one the trigger came from (Slack docs, views.push)."""
    body = checked_view(asked, "modal")
    trigger, state = spend_trigger(asked), asked.state
    below = state.views.get(trigger.view_id or "")
    if below is None or below.closed or below.bot_id != state.world.app.bot_id:
        raise Refused("not_found")
    return _keep(state, pushed(state, below, body), "view_opened")


def pushed(state: State, below: View, body: Json) -> View:
    """A view on top of another; three is the most."""
    if len(state.stack(below)) >= limits.VIEW_STACK:
        raise Refused("push_limit_reached")
    view = new_view(state, below.user, body, state.next_id("V"))
    view.root_id, view.previous_id = below.root_id, below.id
    return view


def update(asked: Asked) -> Json:
    """Changes a view (Slack docs, views.update)."""
    state = asked.state
    view = state.views.get(asked.text("view_id") or "")
    if view is None and (external := asked.text("external_id")):
        view = _by_external(state, external)
    if view is None or view.closed or view.bot_id != state.world.app.bot_id:
        raise Refused("not_found")
    _same_hash(asked, view)
    view.body = checked_view(asked, view.body["type"])
    view.hash = new_hash(state)
    return _keep(state, view, "home_published" if view.body["type"] == "home" else "view_changed")


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
    old = home_of(state, user.id)
    if old is not None:
        _same_hash(asked, old)
    body = checked_view(asked, "home")
    view = new_view(state, user.id, body, old.id if old else state.next_id("V"))
    view.values = old.values if old else {}
    return _keep(state, view, "home_published")


def home_of(state: State, user: str) -> View | None:
    """What this installation published for the person."""
    wanted = (user, "home", state.world.app.bot_id)
    views = state.views.values()
    return next((v for v in views if (v.user, v.body["type"], v.bot_id) == wanted), None)
