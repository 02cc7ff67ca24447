"""One thing the bot knows, told without looking into any org: a check, or an error."""

from difflib import get_close_matches

from intents.check import Check
from intents.checks import CHECKS
from intents.errors import ERRORS, find
from intents.known import about
from intents.org.sixsense import APP, APP_WITNESSES
from intents.replies.told import Lesson, Part
from intents.reply import Usage
from intents.triage import triage
from intents.words import words


def of_check(name: str) -> Lesson | None:
    """What a check is about; None where there is no check of that name."""
    check = CHECKS.get(name)
    if check is None:
        return None
    said = words(name)
    weighs = "It can make the verdict fail." if check.decisive else "It colours the report only."
    behind = f" It waits for: {', '.join(check.blocked_by)}." if check.blocked_by else ""
    return Lesson(
        topic=name,
        title=said.title,
        lead=said.why,
        parts=(
            Part(title="If it is not so", says=f"{said.otherwise}."),
            Part(title="Next", says=said.next),
            Part(title="How", steps=said.steps),
            Part(title="Good to know", says="\n".join(said.notes)),
            Part(title="Who", says=said.who),
            Part(title="How I know", says=_looked(check)),
            Part(title="Weight", says=weighs + behind),
        ),
        where=said.where,
        path=said.path,
        source=said.source,
    )


def _looked(check: Check) -> str:
    """What it judges by. Whatever identifies the app is one thing to a reader."""
    if check.last:
        return "I count what all the other checks could see, and what they could not."
    asked = dict.fromkeys((*check.needs, *check.witnesses))
    if not asked:
        return "Only a person can see this."
    theirs = {*APP, *APP_WITNESSES} - (set(check.needs) - set(APP))
    apart = [about(kind) for kind in asked if kind not in theirs]
    if theirs & set(asked):
        apart.insert(0, "the 6sense package and its app")
    return f"I look at {', '.join(apart)}."


def of_error(code: str) -> Lesson | None:
    """What an error is: by its page code, its wire code, or its name here; None = not known."""
    error = find(code)
    if error is None:
        return None
    also = ", ".join(one.text for one in error.codes[1:])
    looked = f"I look at these checks: {', '.join(error.checks)}." if error.checks else ""
    walk = f"Ask for guide {error.playbook}."
    return Lesson(
        topic=error.code,
        title=error.name,
        lead=error.cause,
        parts=(
            Part(title="Also called", says=also),
            Part(title="Next", says=error.next),
            Part(title="Who", says=error.who),
            Part(title="What I need beside it", says=error.ask),
            Part(title="What it is not", says="; ".join(error.unlike)),
            Part(title="What confirms it", says=looked),
            Part(title="Step by step", says=walk),
        ),
        source=error.source,
    )


def _recognised(text: str) -> Lesson | None:
    """The error that a sentence speaks of, where it is one."""
    found = triage(text).recognised
    return of_error(found[0].error) if len(found) == 1 else None


def explained(topic: str) -> Lesson | Usage:
    """What is known of a check or an error; where nothing is, what may have been meant."""
    name = "-".join(topic.casefold().replace("_", " ").split())
    if known := of_check(name) or of_error(topic) or of_error(name) or _recognised(topic):
        return known
    codes = {code.text.casefold(): code.text for e in ERRORS.values() for code in e.codes}
    near = get_close_matches(name, CHECKS, n=3, cutoff=0.5)
    near += [codes[one] for one in get_close_matches(topic.casefold(), codes, n=2, cutoff=0.7)]
    why = "I know no check and no error of that name"
    return Usage(unknown=topic, near=tuple(f"explain {one}" for one in near), why=why)
