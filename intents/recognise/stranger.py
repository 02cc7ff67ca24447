"""A name beside a code that is in no list: `Sigma: invalid_grant`, `invalid_scope for Sigma`."""

import re

from intents.recognise.folded import fold
from intents.recognise.wording import is_label

_NAME = r"(?P<name>[A-Z][\w.&'-]{1,30}(?:[ ][A-Z][\w.&'-]{1,30}){0,2})"
#: What may stand between whoever says it and what is said.
_LINKS = (
    r"(?:says?|said|tells?|told|gives?|gave|shows?|returns?|returned|throws?|threw|answers?"
    r"|answered|responds?|sends?|sent|gets?|reports?|fails?|API|SSO|OAuth|app|login|us|me|back"
    r"|with|an?|the|error|\d{3})"
)
#: `Name:`, `Name -`, `Name says` or the name alone right before it.
_BEFORE = re.compile(
    rf"(?:^|[^\w.]){_NAME}(?:[ ]{_LINKS}){{0,5}}[ ]?[:\u2013\u2014-]?[\s\"'`\u201c(\[]*$"
)
#: `the Name API` somewhere near.
_NOUN = re.compile(rf"(?:^|[^\w.]){_NAME}[ ](?:API|SDK|(?:token )?endpoint|plugin|backend)\b")
_APP = re.compile(rf"{_NAME}[ ][Aa]pp$")  # `Sigma app is blocked`: the text begins with the app
#: `from Name`, `- Name` or `(Name)` right behind it.
_BEHIND = re.compile(
    r"[\s\"'`\u201d)\].,]{0,3}"
    r"(?:(?P<aside>[-\u2013\u2014(])[ ]?|(?:in|from|for|by|on|at|with)[ ](?:the[ ])?)"
    rf"{_NAME}(?(aside)\s*(?:$|[.,;:!?)\n]))"
)
#: `the Name connector returns`: whoever says it, also where Salesforce is named elsewhere.
_SPEAKS = re.compile(
    rf"(?:^|[^\w.]){_NAME}(?:[ ](?:API|SDK|app|connector|endpoint|integration|plugin|server))*[ ]"
    r"(?:says|said|answers|answered|returns|returned|throws|threw|responds|responded|reports)"
    r"(?:[ ](?:us|me|back|with|an?|the|HTTP|error|\d{3}))*[ ]?[:\s\"'`\u201c(\[]*$"
)
_ENDINGS = ("Error", "Exception", "Fault", "Failure", "Response", "ing", "ed")
_GREETINGS = ("Hi", "Hello", "Hey", "Dear")
_AROUND = 80  # letters beside it in which such a name may stand


def stranger(text: str, at: int, to: int) -> bool:
    """Whether a name stands beside this stretch of the text as whose word it is."""
    begin = max(0, at - _AROUND)
    found = (
        _BEFORE.search(text[begin:at]),
        _APP.search(text[begin : at + len("app")]),
        _BEHIND.match(text, to, to + _AROUND),
        _NOUN.search(text[begin : to + _AROUND]),
    )
    return any(_is_name(one["name"]) for one in found if one)


def speaks(text: str, at: int) -> bool:
    """Whether such a name is said to have answered with what stands here."""
    found = _SPEAKS.search(text[max(0, at - _AROUND) : at])
    return found is not None and _is_name(found["name"])


def _is_name(said: str) -> bool:
    """Whether it names something: no label, no other word, not all in capitals."""
    words = said.split()
    plain = words[0] in _GREETINGS or all(is_label(fold(word)) for word in words)
    other = len(words) == 1 and said.endswith(_ENDINGS)
    return not (plain or other or said.isupper())
