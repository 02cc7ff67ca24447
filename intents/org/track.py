"""Which of the vendor's two articles an org follows, and why. Never by a label."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from intents.fact import F, Unseen
from intents.facts.legacy_app import LegacyApp
from intents.facts.token import VendorToken
from intents.intent import Track
from intents.known import Facts
from intents.org.legacy import is_old
from intents.org.sixsense import APP, APP_WITNESSES, app, package

#: What deciding takes.
KINDS = (*APP, *APP_WITNESSES, VendorToken, LegacyApp)

_ARTICLE_A = "the External Client App article"
_ARTICLE_B = "the Connected App article"
_SAY = "say `as eca` or `as legacy`"


@dataclass(frozen=True)
class Decided:
    """The track, and why it is this one."""

    track: Track
    why: str


def decide(facts: Facts, said: Track | None = None) -> Decided:
    """The track of an org; `said` is a person's own word and goes first."""
    if said is not None:
        article = _ARTICLE_B if said is Track.LEGACY else _ARTICLE_A
        return Decided(said, f"you said so; judged by {article}")
    eca, legacy = _either(facts, package, app), _either(facts, _old_app, _old_token)
    if eca and legacy:
        return Decided(Track.MIXED, _both(facts))
    return Decided(*_rule(eca, legacy))


def _both(facts: Facts) -> str:
    """What is left of the legacy app beside the External Client App."""
    apps, tokens = _rows(facts, LegacyApp), list(filter(is_old(facts), _rows(facts, VendorToken)))
    left = [f"{app.name} is installed" for app in apps]
    left += [
        f"{count} {'approval' if count == 1 else 'approvals'} of {name}"
        for name, count in Counter(t.app_name for t in tokens).items()
    ]
    return (
        f"the External Client App is there; left of the legacy app: {', '.join(left)}; "
        f"judged by {_ARTICLE_A}"
    )


def _rows(facts: Facts, kind: type[F]) -> tuple[F, ...]:
    return () if facts.refused(kind) else facts.rows(kind)


def _rule(eca: bool | None, legacy: bool | None) -> tuple[Track, str]:  # noqa: FBT001 -- tri-state
    if eca:
        left = "nothing" if legacy is False else "what is left could not be seen"
        return Track.ECA, (
            f"the 6sense package or app is there; under the legacy names: {left}; "
            f"judged by {_ARTICLE_A}"
        )
    if eca is None or legacy is None:
        seen = "something under a legacy name is there" if legacy else "not everything can be seen"
        return Track.UNKNOWN, f"{seen}, and whether more is there cannot be proven: {_SAY}"
    if legacy:
        return Track.LEGACY, (
            f"something under a legacy name is there, the External Client App is not; judged by "
            f"{_ARTICLE_B}. External Client Apps are the only method 6sense supports: migrate"
        )
    return Track.NONE, f"nothing of 6sense is there: a new setup, judged by {_ARTICLE_A}"


def _either(facts: Facts, *looks: Callable[[Facts], object]) -> bool | None:
    """True where one look finds it, False where all prove it absent, else None."""
    doubt = False
    for look in looks:
        try:
            if look(facts):
                return True
        except Unseen:
            doubt = True
    return None if doubt else False


def _old_app(facts: Facts) -> object:
    return facts.some(LegacyApp)


def _old_token(facts: Facts) -> object:
    return facts.some(VendorToken, is_old(facts))
