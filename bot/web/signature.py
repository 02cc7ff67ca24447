"""Whether Slack sent a request (Slack docs, *Verifying requests from Slack*).

Decided over the raw body, before anything of it is read: Bolt parses first and verifies then, so a
body that nobody signed could make it raise.
"""

import hashlib
import hmac
import re

_STAMP = re.compile(r"[0-9]{1,12}")
_LATE = 300.0  # seconds


def genuine(secret: str, stamp: str, signature: str, body: bytes, now: float) -> bool:
    """Whether `signature` is Slack's over this body, not longer ago than five minutes.

    Args:
        secret: the app's signing secret; with none, nobody is Slack.
        stamp: the header `X-Slack-Request-Timestamp`.
        signature: the header `X-Slack-Signature`.
        body: as it came.
        now: seconds since the epoch.
    """
    if not (secret and _STAMP.fullmatch(stamp)) or abs(now - int(stamp)) > _LATE:
        return False
    signed = b":".join((b"v0", stamp.encode(), body))
    expected = f"v0={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogateescape"))
