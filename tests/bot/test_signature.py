"""Whose request it is, decided over its bytes alone."""

import hashlib
import hmac

import pytest

from bot.web.signature import genuine

NOW = 1_790_000_000.0
BODY = b"command=%2F6sense&text=\xff"


def signed(key=b"canary", stamp=NOW, body=BODY):
    said = b"v0:" + str(int(stamp)).encode() + b":" + body
    return f"v0={hmac.new(key, said, hashlib.sha256).hexdigest()}"


@pytest.mark.parametrize(
    ("change", "good"),
    [
        ({}, True),
        ({"now": NOW + 299}, True),
        ({"now": NOW - 299}, True),
        ({"now": NOW + 301}, False),
        ({"now": NOW - 301}, False),
        ({"body": BODY + b"x"}, False),
        ({"secret": "other"}, False),
        ({"secret": "", "signature": signed(b"")}, False),
        ({"signature": signed().upper()}, False),
        ({"signature": signed().removeprefix("v0=")}, False),
        ({"signature": "v0=\udce9"}, False),
        ({"signature": ""}, False),
        ({"stamp": ""}, False),
        ({"stamp": "-1"}, False),
        ({"stamp": "²³"}, False),
        ({"stamp": "9" * 40}, False),
        ({"stamp": f" {int(NOW)}"}, False),
    ],
)
def test_only_what_slack_signed_lately_is_slacks(change, good):
    asked = {"secret": "canary", "stamp": str(int(NOW)), "signature": signed(), "body": BODY}
    assert genuine(**(asked | {"now": NOW} | change)) is good
