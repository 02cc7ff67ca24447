"""Rules across the blocks of a message, and whole views."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models import blocks as sdk

from sandbox.workspace.blockkit.surface import check_message, check_view


def text(words: str = "x", kind: str = "mrkdwn") -> dict:
    return {"type": kind, "text": words}


def plain(words: str = "x") -> dict:
    return text(words, "plain_text")


def section(words: str = "x", **more) -> dict:
    return {"type": "section", "text": text(words), **more}


def task(task_id: str = "a", **more) -> dict:
    return {"task_id": task_id, "title": "A", "status": "pending", **more}


def plan(*tasks: dict, **more) -> dict:
    return {"type": "plan", "title": "Checking", "tasks": list(tasks), **more}


def table(rows: int, columns: int = 2, words: str = "x") -> dict:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": words}] * columns] * rows}


ACROSS = [
    ([section()] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    (
        [section(block_id="b")] * 2,
        "`block_id` b already exists [json-pointer:/blocks/1/block_id]",
    ),
    ([{"type": "markdown", "text": "x" * 6001}] * 2, "markdown text must be less than 12001"),
    ([table(1)] * 2, "only one table is allowed"),
    ([table(100, 20, "x" * 6)], "table text must be less than 10001"),
    ([plan(task()), {"type": "task_card", **task(status="error")}], "cannot be used together"),
    ([{"type": "data_visualization"}] * 3, "no more than 2 data_visualization"),
]


@pytest.mark.parametrize(("blocks", "message"), ACROSS)
def test_rules_across_blocks(blocks, message):
    assert any(message in str(fault) for fault in check_message(blocks))


def test_a_long_section_is_told_as_slack_tells_it():
    assert [str(f) for f in check_message([section("x" * 3001)])] == [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]


def modal(*blocks: dict, **more) -> dict:
    return {"type": "modal", "title": plain("Report"), "blocks": list(blocks), **more}


INPUT = {"type": "input", "label": plain(), "element": {"type": "plain_text_input"}}
VIEWS = [
    (modal(section()), None),
    (modal(INPUT, submit=plain("Send")), None),
    (modal({"type": "alert", "text": text(), "level": "warning"}), None),
    ({"type": "home", "blocks": [table(2)]}, None),
    (modal(INPUT), "missing required field: submit [json-pointer:/view]"),
    (modal(title=plain("x" * 25)), "must be less than 25 characters"),
    (modal(plan(task())), "unsupported type: plan [json-pointer:/view/blocks/0/type]"),
    (modal(table(2)), "unsupported type: table"),
    ({"type": "home", "blocks": [plan(task())]}, "unsupported type: plan"),
    ({"type": "home", "blocks": [section()] * 101}, "no more than 100 items allowed"),
    (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
    ("view", "must provide an object"),
]


@pytest.mark.parametrize(("view", "message"), VIEWS)
def test_views(view, message):
    found = [str(fault) for fault in check_view(view)]
    assert (found == []) if message is None else any(message in f for f in found)


def test_plan_can_be_switched_off():
    assert check_message([plan(task())], switched_off=frozenset({"plan"}))


def test_what_the_sdk_builds_is_taken():
    built = [
        sdk.HeaderBlock(text="Report"),
        sdk.SectionBlock(text="*x*", accessory=sdk.ButtonElement(text="Go", action_id="go")),
        sdk.ContextBlock(elements=[sdk.MarkdownTextObject(text="x")]),
        sdk.DividerBlock(),
        sdk.ActionsBlock(elements=[sdk.ButtonElement(text="Go", action_id="go", value="1")]),
        sdk.PlanBlock(
            title="Checking", tasks=[sdk.TaskCardBlock(task_id="a", title="A", status="complete")]
        ),
    ]
    assert check_message([block.to_dict() for block in built]) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "fields", "tasks", "rows", "block_id"])
            | st.text(max_size=4),
            inner | st.sampled_from(["section", "plan", "actions", "button", "container"]),
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(st.lists(JSON, max_size=4))
def test_no_json_breaks_the_validator(blocks):
    for fault in check_message(blocks):
        assert fault.pointer.startswith("/blocks")
    check_view({"type": "modal", "blocks": blocks})
