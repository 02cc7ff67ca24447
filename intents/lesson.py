"""One thing the bot knows, told without looking into any org: a check, or an error."""

from difflib import get_close_matches

from intents.checks import CHECKS
from intents.known import about
from intents.question import Soql
from intents.reply import Usage
from intents.told import Lesson, Part
from intents.words import words


def of_check(name: str) -> Lesson | None:
    """What a check is about; None where there is no check of that name."""
    check = CHECKS.get(name)
    if check is None:
        return None
    said = words(name)
    asked = [
        about(kind) + (" (Tooling API)" if isinstance(ask, Soql) and ask.tooling else "")
        for kind in dict.fromkeys((*check.needs, *check.witnesses))
        if (ask := kind.question.ask)
    ]
    looked = f"I look at {', '.join(asked)}." if asked else "Only a person can see this."
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
            Part(title="Who", says=said.who),
            Part(title="How I know", says=looked),
            Part(title="Weight", says=weighs + behind),
        ),
        where=said.where,
        path=said.path,
        source=said.source,
    )


def explained(topic: str) -> Lesson | Usage:
    """What is known of a check by its name; where nothing is, what may have been meant."""
    name = topic.casefold().replace("_", "-")
    if known := of_check(name):
        return known
    near = get_close_matches(name, CHECKS, n=3, cutoff=0.5)
    why = "I know no check of that name"
    return Usage(unknown=topic, near=tuple(f"explain {one}" for one in near), why=why)
