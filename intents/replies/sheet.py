"""A plain answer of the bot's office: a title, lines with a mark each, and ways on.

For everything that is neither a report nor a walkthrough: lists of orgs and roles, the records,
the doctor. One form, drawn once for Slack and once for the terminal.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from intents.intent import Intent

Mark = Literal["", "ok", "warn", "fail", "unknown"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Way(_Value):
    """A button: what it does, and the intent it stands for; or a link (`url`), then without one.

    `confirm` is asked before a press counts ("" = not asked). `slot`: a field of the intent that
    a choice fills; then it is a menu that offers what there is while one types.
    """

    label: str
    intent: Intent | None = None
    url: str = ""
    style: Literal["", "primary", "danger"] = ""
    confirm: str = ""
    slot: Literal["", "org", "username"] = ""


class Line(_Value):
    """One line: plain text (escaped when drawn), a mark, a smaller second line, and ways on.

    `who` are Slack ids (people, user groups, channels), named after the text; `by` is one more,
    after the smaller line.
    """

    text: str
    who: tuple[str, ...] = ()
    mark: Mark = ""
    detail: str = ""
    by: str = ""
    ways: tuple[Way, ...] = ()


class Sheet(_Value):
    """A titled list. `lead` is the sentence before it, `small` the small print after it."""

    kind: Literal["sheet"] = "sheet"
    title: str
    lead: str = ""
    lines: tuple[Line, ...] = ()
    ways: tuple[Way, ...] = ()
    small: str = ""
