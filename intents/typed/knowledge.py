"""`explain <check or error>`, `evidence <receipt> <check>`."""

import re

from intents.asked.knowledge import Explain, ShowEvidence
from intents.intent import Intent
from intents.typed import QUOTES, unclear

_VERB = re.compile(r"\s*explain\b\s*", re.IGNORECASE)


def explain(words: list[str], text: str) -> Intent:
    """`explain <check or error>`; an error may be a sentence, with its apostrophes."""
    if not words:
        return unclear(text, why="explain what? Say a check or an error code")
    return Explain(
        topic=" ".join(_VERB.sub("", text, count=1).strip(f"{QUOTES} \n\t").split())[:120]
    )


def evidence(words: list[str], text: str) -> Intent:
    """`evidence <receipt> <check>`: any finding of a check, also one that is fine."""
    if len(words) != 2:  # noqa: PLR2004 -- the two it takes
        return unclear(text, why="say the receipt of a check and the name of one of its findings")
    receipt, check = words
    return ShowEvidence(run=receipt[:32], check=check.casefold()[:64])
