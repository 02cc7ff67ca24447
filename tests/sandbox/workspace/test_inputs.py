"""Everything a person can choose or type, and what the app hears of it."""

import pytest

from sandbox.workspace import NotDrawn, NotTaken


def words(text: str) -> dict:
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict:
    return {"text": words(value.upper()), "value": value}


OPTIONS = [option(v) for v in "abc"]
ELEMENTS = {
    "static_select": {"options": OPTIONS},
    "multi_static_select": {"options": OPTIONS, "max_selected_items": 2},
    "radio_buttons": {"options": OPTIONS},
    "checkboxes": {"options": OPTIONS, "initial_options": OPTIONS[:1]},
    "users_select": {},
    "multi_users_select": {},
    "multi_channels_select": {},
    "datepicker": {"initial_date": "2026-01-01"},
    "timepicker": {},
    "plain_text_input": {"min_length": 2, "max_length": 5},
    "number_input": {"is_decimal_allowed": False, "min_value": "1", "max_value": "9"},
    "email_text_input": {},
    "url_text_input": {},
}
GIVEN = [
    ("static_select", "b", "selected_option", OPTIONS[1]),
    ("multi_static_select", ["a", "B"], "selected_options", OPTIONS[:2]),
    ("radio_buttons", "c", "selected_option", OPTIONS[2]),
    ("checkboxes", ["b", "c"], "selected_options", OPTIONS[1:]),
    ("users_select", "U0SAM0001", "selected_user", "U0SAM0001"),
    ("multi_users_select", ["U0SAM0001"], "selected_users", ["U0SAM0001"]),
    ("multi_channels_select", ["C0SUPPORT"], "selected_channels", ["C0SUPPORT"]),
    ("datepicker", "2026-11-22", "selected_date", "2026-11-22"),
    ("timepicker", "09:30", "selected_time", "09:30"),
    ("plain_text_input", "yes", "value", "yes"),
    ("number_input", "7", "value", "7"),
    ("email_text_input", "a@b.example", "value", "a@b.example"),
    ("url_text_input", "https://b.example", "value", "https://b.example"),
]
WRONG = [
    ("multi_static_select", ["a", "b", "c"], NotTaken),
    ("static_select", "d", NotDrawn),
    ("datepicker", "tomorrow", NotTaken),
    ("timepicker", "25:00", NotTaken),
    ("plain_text_input", "x", NotTaken),
    ("plain_text_input", "xxxxxx", NotTaken),
    ("number_input", "10", NotTaken),
    ("number_input", "1.5", NotTaken),
    ("email_text_input", "nobody", NotTaken),
    ("url_text_input", "ftp://x", NotTaken),
]


def block(kind: str, **more) -> dict:
    element = {"type": kind, "action_id": kind, **ELEMENTS.get(kind, {})}
    return {"type": "input", "block_id": kind, "label": words(kind), "element": element, **more}


@pytest.fixture
async def form(ws, bolt):
    blocks = [block(kind, optional=True) for kind in ELEMENTS]
    view = {
        "type": "modal",
        "callback_id": "form",
        "title": words("Form"),
        "submit": words("Send"),
        "private_metadata": "run-42",
        "blocks": blocks,
    }

    @bolt.bolt.command("/6sense")
    async def ask(ack, body, client):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @bolt.bolt.view("form")
    async def form(ack, view):
        await ack()
        bolt.seen.append(view)

    await ws.command("/6sense form")
    return ws.views("sam")[0]


async def test_a_form_is_submitted_with_everything_in_it(ws, bolt, form):
    given = {kind: value for kind, value, _, _ in GIVEN}
    assert (await ws.submit(form, given)).ok
    values = bolt.seen[0]["state"]["values"]
    assert bolt.seen[0]["private_metadata"] == "run-42"
    for kind, _, name, wanted in GIVEN:
        assert values[kind][kind] == {"type": kind, name: wanted}


async def test_an_untouched_form_has_every_field_initial_or_empty(ws, bolt, form):
    assert (await ws.submit(form)).ok
    values = bolt.seen[0]["state"]["values"]
    assert values["datepicker"]["datepicker"]["selected_date"] == "2026-01-01"
    assert values["checkboxes"]["checkboxes"]["selected_options"] == OPTIONS[:1]
    assert values["static_select"]["static_select"]["selected_option"] is None
    assert values["multi_users_select"]["multi_users_select"]["selected_users"] == []
    assert values["plain_text_input"]["plain_text_input"]["value"] is None


@pytest.mark.parametrize(("kind", "value", "refusal"), WRONG)
async def test_the_client_takes_no_nonsense(ws, form, kind, value, refusal):
    with pytest.raises(refusal):
        await ws.submit(form, {kind: value})


async def test_an_input_tells_the_app_only_when_it_dispatches(ws, bolt, client, plain):
    typed = await ws.command("/6sense x")
    view = {
        "type": "modal",
        "title": words("x"),
        "submit": words("Go"),
        "blocks": [block("plain_text_input"), block("static_select", dispatch_action=True)],
    }
    trigger = typed.request.payload["trigger_id"]
    opened = (await client.views_open(trigger_id=trigger, view=view))["view"]
    quiet = await ws.click_view(opened["id"], "plain_text_input", choice="yes")
    assert quiet.request is None
    told = await ws.click_view(opened["id"], "static_select", choice="a")
    payload = told.request.payload
    assert payload["actions"][0]["selected_option"] == OPTIONS[0]
    values = payload["view"]["state"]["values"]
    assert values["plain_text_input"]["plain_text_input"]["value"] == "yes"
    kept = {**view, "blocks": [block("plain_text_input"), {"type": "divider"}]}
    await client.views_update(view_id=opened["id"], view=kept)
    sent = (await ws.submit(opened["id"])).request.payload["view"]["state"]["values"]
    assert sent == {
        "plain_text_input": {"plain_text_input": {"type": "plain_text_input", "value": "yes"}}
    }


async def test_the_state_of_a_message_is_each_persons_own(ws, client, plain):
    menu = {"type": "static_select", "action_id": "pick", "options": OPTIONS}
    more = {"type": "overflow", "action_id": "more", "options": OPTIONS[:2]}
    row = {"type": "actions", "block_id": "row", "elements": [menu, more]}
    made = await client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=[row])
    await ws.click(made["ts"], "pick", "sam", choice="b")
    sam = await ws.click(made["ts"], "more", "sam", choice="a")
    olga = await ws.click(made["ts"], "more", "olga", choice="a")
    assert sam.request.payload["actions"][0]["selected_option"] == OPTIONS[0]
    chosen = [d.request.payload["state"]["values"]["row"]["pick"] for d in (sam, olga)]
    assert [c["selected_option"] for c in chosen] == [OPTIONS[1], None]
