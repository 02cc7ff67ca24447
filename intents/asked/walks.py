"""What is asked in a walkthrough. Its steps use Retry (*Done - check it*), Confirm and ShowHow."""

from typing import Literal

from intents.asked import Asked


class Guide(Asked):
    """Begin a walkthrough: for whom (a Slack user id, "" = the asker), in which org ("" = none)."""

    kind: Literal["guide"] = "guide"
    playbook: str
    person: str = ""
    org: str = ""


class Skip(Asked):
    """Leave a step out; `reason` "" = ask for it first."""

    kind: Literal["skip"] = "skip"
    run: str
    step: str
    reason: str = ""


class Back(Asked):
    """Go back to the step before."""

    kind: Literal["back"] = "back"
    run: str
    step: str


class CannotDo(Asked):
    """*I can't do this*: a message to forward, and who could."""

    kind: Literal["cannot-do"] = "cannot-do"
    run: str
    step: str


class Remind(Asked):
    """Switch a walkthrough's reminders on or off."""

    kind: Literal["remind"] = "remind"
    run: str
    on: bool
