"""Which hosts are Salesforce's, and where an org's Setup pages are.

Source: Salesforce Help, *My Domain URL Formats* (enhanced domains).
"""

import re
from urllib.parse import urlsplit

from bot.store.connections import OrgConnection

_LOGIN, _TEST = "login.salesforce.com", "test.salesforce.com"
_SIGN_IN = frozenset({_LOGIN, _TEST})
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# <My Domain>[--<sandbox>][.sandbox|.develop|.scratch|.demo|.patch|.trailblaze|…].my.salesforce.com
_MY_DOMAIN = re.compile(rf"{_LABEL}(?:\.[a-z]+)?\.my\.salesforce\.com")
_ONE_LABEL = re.compile(_LABEL)
#: Where the same org shows its pages, and so what stands in the address bar of its people.
_PAGES = (".lightning.force.com", ".my.salesforce-setup.com")
#: What people call the two places where anybody signs in.
_CALLED = {"prod": "production", "login": "production", "test": "sandbox"}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class StrangeHostError(ValueError):
    """A URL does not lead to Salesforce."""


def is_loopback(url: str) -> bool:
    """Whether the URL leads to this machine."""
    return (urlsplit(url).hostname or "") in _LOOPBACK


def origin(url: str, *, practice: bool) -> str:
    """`https://host[:port]` of a Salesforce URL; no path, no user, nothing else.

    Raises:
        StrangeHostError: not https, or not a Salesforce host. Loopback hosts only when our own
            practice sandbox is switched on.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise StrangeHostError("that is not a URL") from None
    if parts.scheme != "https" or "@" in parts.netloc or parts.query or parts.fragment:
        raise StrangeHostError("it must look like https://<your domain>.my.salesforce.com")
    if host in _LOOPBACK:
        if not practice:
            raise StrangeHostError("a host on this machine is for the practice sandbox only")
        shown = f"[{host}]" if ":" in host else host
        return f"https://{shown}:{port}" if port else f"https://{shown}"
    if port not in (None, 443) or not (host in _SIGN_IN or _MY_DOMAIN.fullmatch(host)):
        raise StrangeHostError(
            "only Salesforce's own hosts are allowed: <your domain>.my.salesforce.com and its "
            "sandbox forms, login.salesforce.com, test.salesforce.com"
        )
    return f"https://{host}"


def is_sandbox(url: str) -> bool:
    """Whether a sign-in there leads to a sandbox (or scratch org), by its host alone."""
    host = urlsplit(url).hostname or ""
    named = host.removesuffix(".my.salesforce.com")
    return host == _TEST or "--" in named or named.endswith((".sandbox", ".scratch"))


def called(host: str) -> str:
    """A typed host as the two words have it: `prod` and `login` are production, `test` sandbox."""
    word = host.strip().casefold()
    return _CALLED.get(word, word)


def login(host: str, *, practice: str = "") -> str:
    """Where to sign in: for `production`, `sandbox`, a My Domain, or what the address bar holds.

    `practice` is where our own practice org is, which then stands for both words; "" = it is off.

    Raises:
        StrangeHostError: that is not a host of Salesforce's.
    """
    word = called(host)
    if word in ("", "production", "sandbox"):
        return practice or f"https://{_TEST if word == 'sandbox' else _LOGIN}"
    if _ONE_LABEL.fullmatch(word) and word not in _LOOPBACK:
        word += ".sandbox.my.salesforce.com" if "--" in word else ".my.salesforce.com"
    # Whatever page of the org it is: only the host counts, and is looked at closely.
    bare = re.split("[?#]", word, maxsplit=1)[0]
    scheme, given, rest = bare.partition("://")
    at = (rest if given else bare).split("/", maxsplit=1)[0]
    for pages in _PAGES:
        if at.endswith(pages):
            at = at.removesuffix(pages) + ".my.salesforce.com"
    return origin(f"{scheme if given else 'https'}://{at}", practice=bool(practice))


def setup_url(connection: OrgConnection) -> str:
    """Where the org's Setup pages are: its Lightning host; a practice org's are on itself.

    `https://acme--uat.sandbox.my.salesforce.com` → `https://acme--uat.sandbox.lightning.force.com`.
    "" where only the central login is known.
    """
    url = connection.instance_url.rstrip("/")
    if urlsplit(url).hostname in _SIGN_IN:
        return ""
    if not url.endswith(".my.salesforce.com"):
        return url
    return url.removesuffix(".my.salesforce.com") + ".lightning.force.com"
