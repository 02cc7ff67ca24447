"""Each limit: at it is fine, one over is a problem in words. And ours agree with the sandbox's."""

import json
from pathlib import Path

import pytest

from bot.views.limits import valid
from sandbox.workspace.blockkit.surface import check_message, check_view

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))


def mrkdwn(text: str) -> dict:
    return {"type": "mrkdwn", "text": text}


def plain(text: str) -> dict:
    return {"type": "plain_text", "text": text}


def section(text: str = "a", **more: object) -> dict:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(**more: object) -> dict:
    return {"type": "button", "text": plain("Go"), "action_id": "a", "value": "v", **more}


def actions(*elements: dict) -> dict:
    return {"type": "actions", "elements": list(elements)}


def task(name: str = "t", **more: object) -> dict:
    return {"task_id": name, "title": "Task", "status": "complete", **more}


def plan(*tasks: dict, **more: object) -> dict:
    return {"type": "plan", "title": "Plan", "tasks": list(tasks), **more}


def table(rows: int, text: str = "x") -> dict:
    cell = {"type": "raw_text", "text": text}
    return {"type": "table", "rows": [[cell]] * rows}


def options(count: int, kind: str, length: int = 1) -> dict:
    one = [{"text": plain("o" * length), "value": str(n)} for n in range(count)]
    return actions({"type": kind, "action_id": "s", "options": one})


RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
}
PAIRS = {
    "blocks": ([section()] * 50, [section()] * 51),
    "section": ([section("a" * 3000)], [section("a" * 3001)]),
    "empty-text": ([section("a")], [section("")]),
    "emoji-count-twice": ([section("😀" * 1500)], [section("😀" * 1501)]),
    "header": (
        [{"type": "header", "text": plain("a" * 150)}],
        [{"type": "header", "text": plain("a" * 151)}],
    ),
    "header-plain": (
        [{"type": "header", "text": plain("a")}],
        [{"type": "header", "text": mrkdwn("a")}],
    ),
    "context": (
        [{"type": "context", "elements": [mrkdwn("a")] * 10}],
        [{"type": "context", "elements": [mrkdwn("a")] * 11}],
    ),
    "actions": (
        [actions(*(button(action_id=str(n)) for n in range(25)))],
        [actions(*(button(action_id=str(n)) for n in range(26)))],
    ),
    "no-actions": ([actions(button())], [actions()]),
    "button-label": (
        [actions(button(text=plain("a" * 75)))],
        [actions(button(text=plain("a" * 76)))],
    ),
    "button-value": ([actions(button(value="a" * 2000))], [actions(button(value="a" * 2001))]),
    "button-spoken": (
        [actions(button(accessibility_label="a" * 75))],
        [actions(button(accessibility_label="a" * 76))],
    ),
    "button-style": ([actions(button(style="danger"))], [actions(button(style="green"))]),
    "action-ids": (
        [actions(button()), actions(button(action_id="b"))],
        [actions(button(), button())],
    ),
    "block-ids": (
        [section(block_id="a"), section(block_id="b")],
        [section(block_id="a"), section(block_id="a")],
    ),
    "block-id": ([section(block_id="a" * 255)], [section(block_id="a" * 256)]),
    "confirm": (
        [actions(button(confirm=dict.fromkeys(["title", "text", "confirm", "deny"], plain("a"))))],
        [actions(button(confirm={"title": plain("a")}))],
    ),
    "overflow": ([options(5, "overflow")], [options(6, "overflow")]),
    "options": ([options(100, "static_select")], [options(101, "static_select")]),
    "option-text": ([options(1, "overflow", 75)], [options(1, "overflow", 76)]),
    "plan-tasks": (
        [plan(*(task(str(n)) for n in range(50)))],
        [plan(*(task(str(n)) for n in range(51)))],
    ),
    "task-ids": ([plan(task("a"), task("b"))], [plan(task("a"), task("a"))]),
    "task-status": ([plan(task(status="error"))], [plan(task(status="completed"))]),
    "task-title-is-bare": ([plan(task(title="a"))], [plan(task(title=plain("a")))]),
    "plan-title-is-bare": ([plan(task())], [plan(task(), title=plain("a"))]),
    "task-output": ([plan(task(output=RICH))], [plan(task(output=mrkdwn("a")))]),
    "plan-or-card": (
        [plan(task())],
        [plan(task()), {"type": "task_card", **task("b")}],
    ),
    "lone-card": (
        [{"type": "task_card", **task(status="in_progress")}],
        [{"type": "task_card", **task(status="pending")}],
    ),
    "table-rows": ([table(100)], [table(101)]),
    "one-table": ([table(1)], [table(1), table(1)]),
    "unknown-block": ([section()], [{"type": "alert", "text": plain("a")}]),
    "unknown-key": ([section()], [section(colour="red")]),
    "unknown-element": ([actions(button())], [actions({"type": "knob", "action_id": "k"})]),
    "mrkdwn-has-no-emoji": (
        [section()],
        [{"type": "section", "text": {**mrkdwn("a"), "emoji": 1}}],
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_at_the_limit_and_one_over(name):
    fine, over = PAIRS[name]
    assert valid({"text": "t", "blocks": fine}) == []
    assert valid({"text": "t", "blocks": over}) != []


#: What we refuse and the sandbox, which plays Slack, may take: our own margins.
STRICTER = {"emoji-count-twice", "unknown-block"}


@pytest.mark.parametrize("name", sorted(set(PAIRS) - STRICTER))
def test_the_sandbox_agrees(name):
    fine, over = PAIRS[name]
    assert check_message(fine) == []
    assert check_message(over) != []


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        ({"text": "a" * 4000, "blocks": []}, "4000"),
        ({"blocks": [section()]}, "text: missing"),
        ({"text": " ", "blocks": []}, "no text and no blocks"),
        ({"text": "t", "blocks": [section("a" * 2600)] * 4}, "10000"),
        ({"text": "t", "blocks": "x"}, "not a list"),
        ({"text": "t", "blocks": ["x"]}, "not an object"),
        ({"text": "t", "blocks": [], "channel": "C1"}, "channel"),
        ({"text": "t", "blocks": [{"type": "section"}]}, "without text"),
        ({"text": "t", "blocks": [{"type": "actions", "elements": ["x"]}]}, "not an object"),
        ({"text": "t", "blocks": [{"type": "plan", "title": "t", "tasks": "x"}]}, "list"),
    ],
)
def test_the_message_as_a_whole(payload, problem):
    assert problem in " ".join(valid(payload))


def test_a_plan_is_for_messages_only():
    assert valid({"blocks": [plan(task())]}, surface="modal") == [
        "blocks[0]: plan is not allowed on a modal"
    ]
    assert valid({"blocks": [section()] * 100}, surface="home") == []


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_the_sandbox_takes_every_golden_message(path):
    kept = json.loads(path.read_text(encoding="utf-8"))
    for payload in [kept] if "blocks" in kept else kept.values():
        is_view = payload.get("type") == "home"
        assert (check_view(payload) if is_view else check_message(payload["blocks"])) == []
