"""We are signed in, to the org this connection was made for (org identity guard)."""

from intents.check import Check, Group, Judged, bad, good
from intents.facts.signed_in import SignedIn
from intents.known import Facts


def judge(facts: Facts) -> Judged:
    us = facts.one(SignedIn)
    wanted = "signed in to the org this connection was made for"
    if us.elsewhere:
        return bad("signed in, but to another org than before", wanted, "bot")
    scopes = ", ".join(us.scopes) or "not said"
    return good(f"signed in; scopes: {scopes}", wanted, "bot")


CHECK = Check(
    "bot-connected",
    needs=(SignedIn,),
    judge=judge,
    group=Group.BOT,
    subject="bot",
)
