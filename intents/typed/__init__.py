"""How each command is typed, one file per family. `intents.grammar` holds the list."""

import re

from intents.intent import Help

#: The name of a connection: what an org may be called here.
ORG = re.compile(r"[A-Za-z0-9._-]{1,64}")
ORG_RULE = "an org's name has 1 to 64 of: letters, digits, . _ -"
#: Straight, curly and angular quotes and backticks, as chat programs put them around names.
QUOTES = "`\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e"
_SHORT = 80


def unclear(unknown: str, *near: str, why: str = "") -> Help:
    """Words that were not understood; `near` are whole commands that may have been meant."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in unknown).split())
    short = shown if len(shown) <= _SHORT else f"{shown[: _SHORT - 1]}…"
    return Help(unknown=short, near=tuple(n[:200] for n in near), why=why)
