"""What a person typed → an Intent. Never raises: what is not understood becomes Help."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from intents.asked.cases import Unknown
from intents.intent import Help, Intent
from intents.secrets import cut
from intents.typed import ORG, QUOTES, case, check, guide, knowledge, office, orgs, unclear

_UNQUOTED = str.maketrans(dict.fromkeys(QUOTES, " "))
_LONGEST = 2000  # no command that can be meant is longer; keeps difflib quick


class Verb(NamedTuple):
    """A command: how its words become an intent, and how it is said in short.

    `read` gets the words after the verb, quotes taken off, and the whole text as it was typed.
    """

    read: Callable[[list[str], str], Intent]
    hint: str


#: Every command by its first word.
VERBS: Mapping[str, Verb] = {
    "check": Verb(check.check, "check <org>"),
    "explain": Verb(knowledge.explain, "explain <check or error>"),
    "evidence": Verb(knowledge.evidence, "evidence <receipt> <check>"),
    "orgs": Verb(orgs.orgs, "orgs"),
    "connect": Verb(orgs.connect, "connect <org>"),
    "rename": Verb(orgs.rename, "rename <org> <name>"),
    "disconnect": Verb(orgs.disconnect, "disconnect <org>"),
    "people": Verb(orgs.people, "people <org>"),
    "access": Verb(office.access, "access"),
    "audit": Verb(office.audit, "audit"),
    "doctor": Verb(office.doctor, "doctor"),
    "forget": Verb(office.forget, "forget everything"),
    "guide": Verb(guide.guide, "guide <playbook>"),
    "stop": Verb(guide.stop, "stop"),
    "triage": Verb(case.triage, "triage <paste>"),
    "tell": Verb(case.tell, "tell @person"),
    "unknown": Verb(lambda _words, _text: Unknown(), "unknown"),
    "help": Verb(lambda _words, _text: Help(), "help"),
}


def parse(text: str) -> Intent:
    """The intent behind a command line.

    >>> parse("check acme-prod as legacy only oauth-enabled")
    CheckOrg(kind='check', org='acme-prod', track=<Track.LEGACY: 'legacy'>, only=('oauth-enabled',))
    """
    plain = text[:_LONGEST].translate(_UNQUOTED).replace(",", " , ").split()
    if not plain:
        return Help()
    if cut(text).removed:  # no command takes a secret: whatever the words, this is a paste
        return case.triage(plain, text)
    verb, *rest = plain
    if known := VERBS.get(verb.casefold()):
        return known.read(rest, text)
    return case.perhaps(_near_verb(verb, rest, text), text)


def _near_verb(verb: str, rest: list[str], text: str) -> Help:
    near = get_close_matches(verb.casefold(), VERBS, n=1, cutoff=0.6)
    if near and "<" in VERBS[near[0]].hint:
        return unclear(text, " ".join([near[0], *rest]) if rest else VERBS[near[0]].hint)
    if near:
        return unclear(text, VERBS[near[0]].hint)
    if not rest and ORG.fullmatch(verb):
        return unclear(text, f"check {verb}")
    return unclear(text)
