"""What is asked in a walkthrough. Its steps use Retry (*Done - check it*), Confirm and ShowHow."""

from typing import Literal

from intents.asked import Asked

#: The asker themselves, where a walkthrough is for nobody else.
ME = "me"


class Guide(Asked):
    """Begin a walkthrough; `playbook` "" = list them.

    `person` is a Slack user id, `me`, an `@name` as typed, or "" = whoever asks, in their thread
    if they ask in one. `org` "" = none named.
    """

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
    """Go back to the step before, or to the earlier step `to`."""

    kind: Literal["back"] = "back"
    run: str
    step: str
    to: str = ""


class CannotDo(Asked):
    """*I can't do this*: a message to forward, and who could."""

    kind: Literal["cannot-do"] = "cannot-do"
    run: str
    step: str


class Stop(Asked):
    """End a walkthrough where it stands; `run` "" = list those the asker may mean."""

    kind: Literal["stop"] = "stop"
    run: str = ""


class Remind(Asked):
    """Switch a walkthrough's reminders on or off."""

    kind: Literal["remind"] = "remind"
    run: str
    on: bool
