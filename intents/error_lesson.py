"""What an error is about, without any paste: its page."""

from intents.errors import find
from intents.told import Lesson, Part


def explained_error(code: str) -> Lesson | None:
    """What a code (page or wire, any case), a Login History status or an error's own name means.

    None where nothing of that name is known.
    """
    error = find(code)
    if error is None:
        return None
    also = ", ".join(dict.fromkeys(c.text for c in error.codes[1:] if c.text != error.code))
    parts = (
        Part(title="Next", says=error.next),
        Part(title="Who", says=error.who),
        Part(title="Also known as", says=also),
        Part(title="What confirms it", says=", ".join(error.checks)),
        Part(title="What it is not", says=". ".join(error.unlike)),
        Part(title="If that is not enough", says=error.ask),
        Part(title="Walkthrough", says=error.playbook),
    )
    return Lesson(
        topic=error.code,
        title=f"{error.code}: {error.name}",
        lead=error.cause,
        parts=tuple(part for part in parts if part.says),
        source=error.source,
    )
