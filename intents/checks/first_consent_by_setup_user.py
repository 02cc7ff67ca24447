"""The setup user gave the first consent (Article B, Step 1, note). Inferred, never a fail."""

from dataclasses import replace

from intents.check import Check, Group, Judged, doubtful, good
from intents.facts.token import VendorToken
from intents.facts.user import User
from intents.finding import Grade
from intents.known import Facts, silent
from intents.org.legacy import is_old
from intents.org.people import person

_SUBJECT = "user:setup"


def judge(facts: Facts) -> Judged:
    wanted = "the oldest token that is left is the setup user's"
    tokens = facts.some(VendorToken, is_old(facts))
    if not tokens:
        raise silent("no token of the app is left, so nobody can tell whose was the first")
    first = min(tokens, key=lambda token: token.created_date)
    whose = first.user.username.casefold()
    seen = f"the oldest token that is left, of {first.created_date[:10]}, is"
    if whose == person(facts, "setup").username.casefold():
        found = good(f"{seen} the setup user's", wanted, _SUBJECT)
    elif whose == facts.name("integration").casefold():
        found = doubtful(f"{seen} the integration user's", wanted, _SUBJECT)
    else:
        found = doubtful(f"{seen} another user's", wanted, _SUBJECT)
    return replace(found, grade=Grade.INFERRED)


CHECK = Check(
    "first-consent-by-setup-user",
    needs=(VendorToken,),
    judge=judge,
    group=Group.LEGACY,
    witnesses=(User,),
    decisive=False,
    subject=_SUBJECT,
)
