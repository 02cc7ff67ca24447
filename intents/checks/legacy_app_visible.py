"""The legacy app has been used here, so Setup shows it (Article B, Step 1)."""

from collections.abc import Sequence

from intents.check import Check, Group, Judged, bad, good
from intents.facts.token import VendorToken
from intents.known import Facts
from intents.org.legacy import OLD, OLD_WITNESSES, is_old, old_app


def judge(facts: Facts) -> Judged:
    wanted = "used at least once: then Setup shows it"
    if tokens := facts.rows(VendorToken, is_old(facts)):
        names = ", ".join(sorted({token.app_name for token in tokens}))
        return good(f"{names}: {_counted(tokens)}", wanted)
    found = old_app(facts)
    if found is None:
        return bad("nobody ever used it here: Setup does not show it", wanted)
    return good(f"{found.name}: installed, nobody has approved it", wanted)


def _counted(tokens: Sequence[VendorToken]) -> str:
    last = max(token.last_used_date or "" for token in tokens)[:10] or "never"
    return f"{len(tokens)} {'approval' if len(tokens) == 1 else 'approvals'}, last used {last}"


CHECK = Check(
    "legacy-app-visible",
    needs=(VendorToken,),
    judge=judge,
    group=Group.LEGACY,
    witnesses=(*OLD, *OLD_WITNESSES),
    blocked_by=("app-not-blocked", "setup-user-may-consent"),
)
