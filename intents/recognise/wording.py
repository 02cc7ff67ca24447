"""Sentences as their telling words, so that one said differently is still the same."""

from intents.recognise.folded import fold

_STOP = frozenset(
    fold(word)
    for word in (
        "a an the is are was were be been being am this that these those to of in into on for with "
        "by from at as has have had having and or your our my their its it we you they i he she do "
        "does did please s re ve ll isn hasn doesn don won aren wasn weren haven couldn wouldn didn "
        "ca which who there here any some currently still already yet just so can could would "
        "next"
    ).split()
)
_SAME = {
    fold(said): fold(meant)
    for meant, words in {
        "app": "apps application applications",
        "org": "organization organisation orgs organizations organisations",
        "admin": "administrator administrators admins",
        "user": "users",
        "not": "t cannot cant isnt hasnt doesnt dont wasnt arent havent didnt wont couldnt no never",
        "authorization": "authorisation",
        "authorize": "authorise",
        "denied": "denies deny",
        "expired": "expires expire",
        "blocked": "blocks block",
        "token": "tokens",
        "login": "logins logon",
        "credentials": "credential creds",
        "domain": "domains",
        "scope": "scopes",
        "anonymizing": "anonymising anonymous anonymizer",
        "button": "buttons",
        "option": "options link",
        "see": "find",
        "hours": "hour",
        "defined": "define",
    }.items()
    for said in words.split()
}


def keywords(text: str) -> tuple[str, ...]:
    """The words of one of our own sentences that a paraphrase keeps, folded."""
    words = text.translate(_PARTS).split()
    return tuple(w for w in map(word, map(fold, words)) if w)


def word(folded: str) -> str:
    """One folded word as it is compared; "" = it tells nothing."""
    return "" if folded in _STOP else _SAME.get(folded, folded)


_PARTS = str.maketrans({mark: " " for mark in "_/-'.,;:()`\""})
