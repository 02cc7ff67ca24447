"""A walkthrough's messages: every step of every playbook, in every state, fits and is harmless."""

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from bot.views import walk as steps
from bot.views import walk_asides, walking
from bot.views.limits import valid
from bot.views.message import bound
from bot.views.terminal import terminal
from bot.views.walk_pieces import folds
from intents.asker import Person
from intents.finding import Status
from intents.playbooks import MAIN, PLAYBOOKS
from intents.reply import Looking
from intents.walk import DONE, End, Seen, Stand, State
from intents.walks.entry import Entry
from intents.walks.forward import cannot_do
from intents.walks.listing import listed
from intents.walks.looks import opened
from tests.views.drawing import CUT

GOLDEN = Path(__file__).parent / "golden"
AT, UNTIL = "2026-11-22T09:00:00Z", "2026-11-22T09:10:00Z"
CARA, SAM = Person("U0CARA001", "T1", "Cara"), Person("U0SAM0001", "T1", "Sam")
SETUP = PLAYBOOKS["eca-setup"]
STANDS = {
    "open": Stand(at=AT),
    "waiting": Stand(state=State.WAITING, by=CARA.user, at=AT, until=UNTIL),
    "true": Stand(state=State.TRUE, at=AT),
    "attested": Stand(state=State.ATTESTED, by=CARA.user, at=AT),
    "skipped": Stand(state=State.SKIPPED, by=CARA.user, at=AT, reason="*we* <!channel> do it"),
    "opened-again": Stand(at=AT, reason="it was so, and the org shows that it is so no more"),
    "revisited": Stand(at=AT, revisited=True),
    "spared": Stand(state=State.TRUE, at=AT, reason="this org has no Pardot"),
}
NASTY = "<!channel> <https://evil.example|click> *bold* `code` admin@acme.example 10.0.0.1 " * 9


def walked(playbook=SETUP, here="", *, org="acme-prod", url="https://acme.lightning.force.com"):
    walk = opened(playbook, person=CARA, asked_by=SAM, at=AT, org=org, receipt="w1234567")
    changes = {"here": here or walk.here, "setup_url": url, "sandbox": False if url else None}
    return walk.model_copy(update=changes)


def standing(walk, name, stand):
    return walk.model_copy(update={"stands": {**walk.stands, name: stand}})


def seeing(walk, playbook, name, status, text="OAUTH"):
    look = Seen(status=status, seen=text, wanted="None", at=AT)
    seen = dict.fromkeys(playbook.step(name).looks, look)
    return walk.model_copy(update={"seen": {**walk.seen, **seen}})


def sent(message):
    payload = bound(message, lambda button: f"id-of-{button.intent.kind}")
    assert valid(payload) == []
    return payload


def labels(payload):
    return [
        element["text"]["text"]
        for block in payload["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def kept(name, made):
    path = GOLDEN / name
    text = made if isinstance(made, str) else json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{name} changed: UPDATE_GOLDEN=1, then look"


@pytest.mark.parametrize("book", MAIN, ids=lambda book: book.name)
@pytest.mark.parametrize("stand", STANDS)
def test_every_step_in_every_state_can_be_sent(book, stand):
    for step in book.steps:
        for org, url in (("acme", "https://acme.lightning.force.com"), ("", "")):
            walk = walked(book, step.name, org=org, url=url)
            walk = standing(
                seeing(walk, book, step.name, Status.FAIL, NASTY), step.name, STANDS[stand]
            )
            for whole in {folds(step), True}:
                payload = json.dumps(sent(steps.step(walk, book, step.name, unfolded=whole)))
                assert "<!channel>" not in payload
                assert "admin@acme" not in payload


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_every_playbook_can_be_sent_from_its_opening_to_its_closing(name):
    book = PLAYBOOKS[name]
    for step in book.steps:
        walk = seeing(walked(book, step.name), book, step.name, Status.UNKNOWN, NASTY)
        assert sent(steps.step(walk, book, step.name))["text"].startswith("Step ")
        sent(walk_asides.how(walk, book, step.name))
        sent(walk_asides.forwardable(cannot_do(walk, book, step.name, [NASTY])))
        sent(walk_asides.why_skip(walk, book, step.name))
    sent(walking.opening(walked(book), book, why_here="I may not write to you directly."))
    sent(walking.closing(walked(book), book))


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_no_step_loses_a_word_of_its_own(name):
    book = PLAYBOOKS[name]
    for step in book.steps:
        walk = walked(book, step.name)
        shown = [steps.step(walk, book, step.name, unfolded=True)]
        shown.append(walk_asides.how(walk, book, step.name))
        for message in shown:
            assert not CUT.search(json.dumps(sent(message))), step.name


@pytest.mark.parametrize("stand", STANDS)
def test_a_step_in_each_state(stand):
    walk = standing(walked(here="start-page"), "start-page", STANDS[stand])
    if stand in ("open", "waiting"):
        walk = seeing(walk, SETUP, "start-page", Status.FAIL)
    kept(f"walk-step-{stand}.json", sent(steps.step(walk, SETUP, "start-page")))


def test_a_step_that_comes_later_and_one_that_is_gone():
    later = sent(steps.step(walked(), SETUP, "save"))
    assert "comes later" in later["text"]
    assert labels(later) == []
    left = sent(steps.step(ended(), SETUP, "start-page"))
    assert "left open" in left["text"]
    assert labels(left) == []
    assert "no longer part" in sent(steps.step(walked(), SETUP, "gone"))["text"]


def test_a_look_under_way_has_no_buttons():
    looking = Looking(check="start-page", by=CARA.user, at=AT)
    payload = sent(steps.step(walked(here="start-page"), SETUP, "start-page", looking=looking))
    assert labels(payload) == ["Open External Client App Manager"]
    assert "Looking…" in json.dumps(payload, ensure_ascii=False)


ON = ["I can't do this", "Skip…"]


@pytest.mark.parametrize(
    ("playbook", "step", "status", "org", "wanted"),
    [
        ("eca-setup", "be-admin", None, "acme", [DONE, *ON]),
        ("eca-setup", "start-page", Status.FAIL, "acme", [DONE, *ON, "Back"]),
        ("eca-setup", "start-page", Status.UNKNOWN, "acme", [DONE, "Confirm", *ON, "Back"]),
        ("eca-setup", "start-page", Status.WARN, "acme", [DONE, *ON, "Back"]),
        ("eca-setup", "permitted-users", Status.WARN, "acme", [DONE, "Confirm", *ON, "Back"]),
        ("eca-setup", "save", None, "", ["Confirm", *ON, "Back"]),
        ("connected-app-new", "permission-set", None, "a", [DONE, "Show me how", *ON, "Back"]),
        ("connected-app-new", "install-app", None, "a", [DONE, "No Install button", *ON, "Back"]),
        ("connected-app-new", "reconnect-pardot", None, "acme", ["Confirm", *ON, "Back"]),
        ("migrate-to-eca", "inventory", None, "acme", ["Look again", "Confirm", *ON]),
    ],
)
def test_buttons(playbook, step, status, org, wanted):
    book = PLAYBOOKS[playbook]
    walk = walked(book, step, org=org)
    if status:
        walk = seeing(walk, book, step, status)
    found = labels(sent(steps.step(walk, book, step)))
    assert [label for label in found if not label.startswith("Open ")] == wanted


def test_the_main_button_is_the_only_primary_one():
    for walk in (walked(here="save"), walked(here="save", org="")):
        blocks = sent(steps.step(walk, SETUP, "save"))["blocks"]
        styles = [e.get("style") for b in blocks if b["type"] == "actions" for e in b["elements"]]
        assert styles.count("primary") == 1


def test_what_the_org_shows_stands_beside_what_was_wanted():
    walk = seeing(walked(here="start-page"), SETUP, "start-page", Status.FAIL)
    text = json.dumps(sent(steps.step(walk, SETUP, "start-page")))
    assert "Seen `OAUTH`, wanted `None`" in text


@pytest.mark.parametrize(
    ("status", "head"), [(Status.UNKNOWN, "I cannot tell yet"), (Status.FAIL, "Not yet, as far")]
)
def test_what_could_not_be_seen_is_not_said_to_be_shown(status, head):
    walk = seeing(walked(here="start-page"), SETUP, "start-page", status)
    assert head in json.dumps(sent(steps.step(walk, SETUP, "start-page")))


def test_a_settled_step_says_what_was_seen():
    walk = seeing(walked(), SETUP, "start-page", Status.OK, "None")
    done = standing(walk, "start-page", STANDS["true"])
    assert "measured: None" in sent(steps.step(done, SETUP, "start-page"))["text"]
    spared = standing(walk, "start-page", Stand(state=State.TRUE, at=AT, reason="no Pardot"))
    assert "not needed here: no Pardot" in sent(steps.step(spared, SETUP, "start-page"))["text"]


def through(*stands):
    walk = walked()
    for name, stand in zip(SETUP.names, stands * 12, strict=False):
        walk = standing(walk, name, STANDS[stand])
    return walk.model_copy(update={"here": SETUP.names[-1]})


def ended():
    return walked(here="start-page").model_copy(update={"end": End(at=AT, by=CARA.user)})


AROUND = {
    "opening": lambda: walking.opening(through("true", "open"), SETUP),
    "opening-no-org": lambda: walking.opening(walked(org="", url=""), SETUP),
    "closing": lambda: walking.closing(through("true", "attested", "skipped"), SETUP),
    "opening-spared": lambda: walking.opening(through("spared", "true", "open"), SETUP),
    "closing-measured": lambda: walking.closing(through("true"), SETUP),
    "progress": lambda: walking.progress(walked(here="start-page"), SETUP),
    "progress-through": lambda: walking.progress(through("true"), SETUP),
    "stopped": lambda: walking.stopped(ended(), SETUP),
    "progress-stopped": lambda: walking.progress(ended(), SETUP),
    "opening-stopped": lambda: walking.opening(ended(), SETUP),
    "reminder": lambda: walking.reminder(walked(here="connect"), SETUP, AT),
    "entry": lambda: walking.entry(walked(here="save"), SETUP, Entry(walked(), "It changed.").says),
    "forward": lambda: walk_asides.forwardable(
        cannot_do(walked(), SETUP, "ip-relaxation", ["Ann Admin"])
    ),
    "how": lambda: walk_asides.how(walked(), SETUP, "refresh-token-policy"),
    "why-skip": lambda: walk_asides.why_skip(walked(), SETUP, "save"),
}


@pytest.mark.parametrize("name", AROUND)
def test_around_the_steps(name):
    kept(f"walk-{name}.json", sent(AROUND[name]()))


NASTY_TEXT = st.one_of(
    st.sampled_from([NASTY, "`" * 300, "😀" * 900, "_a_" * 200, "\u202ex\u0000", "", "10.0.0.1"]),
    st.text(max_size=60),
)
SEEN = st.builds(
    Seen, status=st.sampled_from(Status), seen=NASTY_TEXT, wanted=NASTY_TEXT, behind=NASTY_TEXT
)
STAND = st.builds(
    Stand,
    state=st.sampled_from(State),
    by=NASTY_TEXT,
    at=st.sampled_from([AT, "", "never"]),
    reason=NASTY_TEXT,
    until=st.sampled_from([UNTIL, "", "9999-99-99"]),
    revisited=st.booleans(),
)


@settings(max_examples=30, deadline=None)
@given(data=st.data(), book=st.sampled_from(list(PLAYBOOKS.values())), org=NASTY_TEXT)
def test_whatever_people_and_orgs_say_it_fits(data, book, org):
    checks = sorted({check for step in book.steps for check in step.looks})
    seen = st.dictionaries(st.sampled_from(checks), SEEN) if checks else st.just({})
    walk = opened(book, person=CARA, asked_by=SAM, at=AT, org=org, receipt="w1234567").model_copy(
        update={
            "here": data.draw(st.sampled_from(book.names)),
            "stands": {name: data.draw(STAND) for name in book.names},
            "seen": data.draw(seen),
            "setup_url": data.draw(st.sampled_from(["", "https://a.my.salesforce.com", "x:y"])),
        }
    )
    drawn = [
        *(steps.step(walk, book, name) for name in book.names),
        walking.opening(walk, book, why_here=org),
        walking.closing(walk, book),
        walking.progress(walk, book),
        walking.stopped(walk, book),
        walking.reminder(walk, book, org),
        walking.entry(walk, book, org),
        walk_asides.forwardable(cannot_do(walk, book, walk.here, [org])),
        walk_asides.how(walk, book, walk.here),
    ]
    for message in drawn:
        assert "<!channel>" not in json.dumps(sent(message))


def test_reminders_can_be_switched_off_and_on():
    assert labels(sent(walking.opening(walked(), SETUP))) == ["No reminders", "Stop"]
    quiet = walked().model_copy(update={"reminders": False})
    assert labels(sent(walking.opening(quiet, SETUP))) == ["Remind me", "Stop"]


def test_the_whole_of_it_in_a_terminal():
    out = StringIO()
    told = terminal(listed(SETUP, walked()))
    Console(file=out, width=100, color_system=None).print(told)
    text = "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
    kept("terminal-walk.txt", text)
