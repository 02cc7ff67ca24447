"""Whatever happens in whatever order: no step is lost, none is measured that was not seen."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from intents.asker import Person
from intents.finding import Status
from intents.playbooks import MAIN
from intents.reply import Note
from intents.walk import SETTLED, State, Walk, asks, needs
from intents.walks.entry import entered
from intents.walks.looks import looked, opened, rested, watching
from intents.walks.moves import back, confirmed, contradicted, misplaced, skipped, stopped

NOW = "2026-11-22T10:05:00+00:00"
WHO = Person("U0CARA001", "T1")
GOOD = (Status.OK, Status.NOT_APPLICABLE)

books = st.sampled_from(MAIN)


def events(playbook):
    """Everything that can happen to a walk of this playbook, stale buttons included."""
    steps = st.sampled_from((*playbook.names, "no-such-step"))
    checks = sorted({c for s in playbook.steps for c in s.looks})
    seen = st.dictionaries(
        st.sampled_from(checks),
        st.tuples(st.sampled_from(Status), st.booleans(), st.sampled_from([None, *checks])),
    )
    return st.lists(
        st.one_of(
            st.tuples(st.just("look"), seen, st.booleans()),
            st.tuples(st.just("confirm"), steps),
            st.tuples(st.just("skip"), steps, st.sampled_from(["", "not ours"])),
            st.tuples(st.just("back"), steps, st.sampled_from(["", *playbook.names])),
            st.tuples(st.just("watch")),
            st.tuples(st.just("rest")),
            st.tuples(st.just("stop")),
            st.tuples(st.just("change"), st.permutations(playbook.steps), st.integers(1, 99)),
        ),
        max_size=25,
    )


def happened(walk, playbook, event, found, shows):
    """The walk and the playbook after one event; a `Note` leaves both."""
    match event:
        case ("look", seen, asked):
            report = shows(
                *(
                    found(c, status, decisive=heavy, by=by if status is Status.BLOCKED else None)
                    for c, (status, heavy, by) in seen.items()
                )
            )
            return looked(walk, playbook, report, NOW, asked=asked), playbook
        case ("confirm", step):
            after = confirmed(walk, playbook, step, "U0CARA001", NOW)
        case ("skip", step, reason):
            after = skipped(walk, playbook, step, "U0CARA001", NOW, reason)
        case ("back", step, to):
            after = back(walk, playbook, step, NOW, to)
        case ("watch",):
            after = watching(walk, playbook, NOW, NOW)
        case ("rest",):
            after = rested(walk, NOW)
        case ("stop",):
            after = stopped(walk, "U0CARA001", NOW)
        case ("change", order, many):
            changed = replace(playbook, steps=tuple(order[: max(1, many % len(order))]))
            return entered(walk, changed, NOW).walk, changed
    return (walk if isinstance(after, Note) else after), playbook


@settings(max_examples=150, deadline=None)
@given(data=st.data(), playbook=books, org=st.sampled_from(["", "acme"]))
def test_nothing_is_lost_and_nothing_is_invented(found, shows, data, playbook, org):
    walk = opened(playbook, person=WHO, asked_by=WHO, at=NOW, org=org, receipt="w1234567")
    for event in data.draw(events(playbook)):
        before = walk
        walk, playbook = happened(walk, playbook, event, found, shows)
        assert walk.here in playbook.names, "there is always a place"
        assert set(before.stands) <= set(walk.stands), "no step is ever lost"
        assert set(playbook.names) <= set(walk.stands)
        assert Walk.model_validate_json(walk.model_dump_json()) == walk
        if not walk.finished(playbook):
            assert not walk.stand(walk.here).settled, "the place is a step that can be done"
        for name, stand in walk.stands.items():
            was = before.stand(name)
            if stand.state is State.TRUE and was.state is not State.TRUE:
                assert event[0] == "look"
                assert proven(playbook.step(name), before, event[1], playbook)
            if stand.state is State.SKIPPED:
                assert stand.reason
            if stand.state in (State.SKIPPED, State.ATTESTED):
                assert stand.by
            if was.state in SETTLED and not stand.settled:
                assert event[0] in ("look", "back")
        assert needs(walk, playbook) or asks(walk, playbook) is None
        misplaced(walk, playbook, walk.here)
        contradicted(walk, playbook, playbook.step(walk.here))


def proven(step, before, seen, playbook):
    """Whether this look alone proves the step: each of its checks was seen, and was good."""
    needless = seen.get(step.applies)
    if needless and needless[0] is Status.NOT_APPLICABLE:
        return True
    proofs = before.proofs(playbook, step)
    return bool(proofs) and all(check in seen and seen[check][0] in GOOD for check in proofs)
