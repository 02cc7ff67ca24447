"""The validator: what Slack takes, what it refuses, and where it points."""

import pytest

from sandbox.workspace.blockkit.surface import check_message


def text(words: str = "x", kind: str = "mrkdwn") -> dict:
    return {"type": kind, "text": words}


def plain(words: str = "x") -> dict:
    return text(words, "plain_text")


def section(words: str = "x", **more) -> dict:
    return {"type": "section", "text": text(words), **more}


def button(**more) -> dict:
    return {"type": "button", "text": plain(), "action_id": "a", **more}


def actions(*elements: dict) -> dict:
    return {"type": "actions", "elements": list(elements)}


def rich(words: str = "x") -> dict:
    part = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    return {"type": "rich_text", "elements": [part]}


def task(task_id: str = "a", **more) -> dict:
    return {"task_id": task_id, "title": "A", "status": "pending", **more}


def plan(*tasks: dict, **more) -> dict:
    return {"type": "plan", "title": "Checking", "tasks": list(tasks), **more}


def options(count: int) -> list[dict]:
    return [{"text": plain(str(n)), "value": str(n)} for n in range(count)]


def table(rows: int, columns: int = 2, words: str = "x") -> dict:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": words}] * columns] * rows}


CONFIRM = {"title": plain(), "text": text(), "confirm": plain("Yes"), "deny": plain("No")}
CARD = {"type": "card", "title": text(), "body": text()}

GOOD = [
    section("x" * 3000),
    section(fields=[text()] * 10),
    section(accessory={"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a"}),
    {"type": "header", "text": plain("x" * 150), "level": 2},
    {"type": "divider"},
    {"type": "context", "elements": [text(), plain()] * 5},
    actions(*[button(action_id=str(n)) for n in range(25)]),
    actions(
        button(value="v" * 2000, style="danger", confirm=CONFIRM, accessibility_label="x" * 75)
    ),
    actions({"type": "static_select", "action_id": "s", "options": options(100)}),
    actions({"type": "overflow", "action_id": "o", "options": options(5)}),
    {"type": "markdown", "text": "x" * 12_000},
    plan(task(), task("b", status="complete", output=rich())),
    plan(task(sources=[{"type": "url", "url": "https://x.example", "text": "Runbook"}])),
    plan(task(type="task_card"), status="pending"),
    plan(*[task(str(n)) for n in range(50)]),
    {"type": "task_card", **task(status="complete")},
    rich(),
    table(100, 20),
    CARD,
    {"type": "carousel", "elements": [CARD] * 10},
    {"type": "container", "title": text(), "child_blocks": [section(), actions(button())]},
    {
        "type": "context_actions",
        "elements": [{"type": "icon_button", "icon": "trash", "text": plain(), "action_id": "t"}],
    },
    {
        "type": "input",
        "label": plain(),
        "element": {"type": "plain_text_input", "action_id": "i", "max_length": 3000},
    },
    {"type": "data_table", "caption": "c", "rows": [[{}], [{}]], "page_size": 5},
]

BAD = [
    (section("x" * 3001), "must be less than 3001 characters", "/text/text"),
    (section(""), "must be more than 0 characters", "/text/text"),
    (section(text=None), "must provide an object", "/text"),
    ({"type": "section"}, "must define either `text` or `fields`", ""),
    ({"text": text()}, "missing required field: type", ""),
    ({"type": "sektion"}, "unsupported type: sektion", "/type"),
    (section(colour="red"), "invalid additional property: colour", ""),
    (section(fields=[text()] * 11), "no more than 10 items allowed", "/fields"),
    (section(text="bare"), "must provide an object", "/text"),
    (section(block_id="x" * 256), "must be less than 256 characters", "/block_id"),
    (section(accessory=actions()), "unsupported type: actions", "/accessory/type"),
    ({"type": "header", "text": text()}, "unsupported type: mrkdwn", "/text/type"),
    (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters",
        "/text/text",
    ),
    ({"type": "header", "text": plain(), "level": 5}, "must be between 1 and 4", "/level"),
    ({"type": "context", "elements": [text()] * 11}, "no more than 10 items allowed", "/elements"),
    ({"type": "context", "elements": []}, "no fewer than 1 items allowed", "/elements"),
    (actions(*[button()] * 26), "no more than 25 items allowed", "/elements"),
    (actions(button(), button()), "`action_id` a already exists", "/elements"),
    (
        actions(button(text=plain("x" * 76))),
        "must be less than 76 characters",
        "/elements/0/text/text",
    ),
    (actions(button(text=text())), "unsupported type: mrkdwn", "/elements/0/text/type"),
    (
        actions(button(value="v" * 2001)),
        "must be less than 2001 characters",
        "/elements/0/value",
    ),
    (actions(button(style="warn")), "must be a valid enum value", "/elements/0/style"),
    (actions(button(url="javascript:x")), "must be a valid url", "/elements/0/url"),
    (
        actions(button(confirm=CONFIRM | {"deny": plain("x" * 31)})),
        "must be less than 31 characters",
        "/elements/0/confirm/deny/text",
    ),
    (
        actions({"type": "static_select", "options": options(101)}),
        "no more than 100 items allowed",
        "/elements/0/options",
    ),
    (
        actions({"type": "static_select", "options": options(1) * 2}),
        "option values must be unique",
        "/elements/0/options",
    ),
    (
        actions({"type": "overflow", "options": options(6)}),
        "no more than 5 items allowed",
        "/elements/0/options",
    ),
    (
        actions({"type": "plain_text_input"}),
        "unsupported type: plain_text_input",
        "/elements/0/type",
    ),
    (plan(task(), title=plain()), "must provide a string", "/title"),
    (plan(task(title=plain())), "must provide a string", "/tasks/0/title"),
    (plan(task(status="completed")), "must be a valid enum value", "/tasks/0/status"),
    (plan(task(), task()), "`task_id` a already exists", "/tasks/1/task_id"),
    (plan(*[task(str(n)) for n in range(51)]), "no more than 50 items allowed", "/tasks"),
    (plan(task(output="bare")), "must provide an object", "/tasks/0/output"),
    ({"type": "task_card", **task()}, "must be a valid enum value", "/status"),
    ({"type": "alert", "text": text()}, "unsupported type: alert", "/type"),
    (table(101), "no more than 100 items allowed", "/rows"),
    (CARD | {"title": "bare"}, "must provide an object", "/title"),
    (CARD | {"body": text("x" * 201)}, "must be less than 201 characters", "/body/text"),
    ({"type": "carousel", "elements": []}, "no fewer than 1 items allowed", "/elements"),
    (
        {"type": "container", "title": text(), "child_blocks": [plan(task())]},
        "unsupported type: plan",
        "/child_blocks/0/type",
    ),
    ({"type": "data_table", "rows": [[{}], [{}]]}, "missing required field: caption", ""),
]


@pytest.mark.parametrize("block", GOOD)
def test_what_slack_takes(block):
    assert check_message([block]) == []


@pytest.mark.parametrize(("block", "message", "pointer"), BAD)
def test_what_slack_refuses_and_where_it_points(block, message, pointer):
    found = [str(fault) for fault in check_message([block])]
    assert f"{message} [json-pointer:/blocks/0{pointer}]" in found
