"""What a channel may not see is gone before anything is drawn."""

import pytest

from bot.views.redaction import for_channel, masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("frozen: alice@acme.example, since 9", "frozen: [user], since 9"),
        ("user:int.user@uat.acme.example", "user:[user]"),
        ("<alice@acme.example>", "<[user]>"),
        ("from 10.20.30.40", "from [IP address]"),
        ("10.0.0.0/8 is a range", "[IP address] is a range"),
        ("10.0.0.1-10.0.0.9", "[IP address]-[IP address]"),
        ("at fe80::1.", "at [IP address]."),
        ("2001:db8::ff00:42:8329", "[IP address]"),
        ("version 1.4.0.2", "version 1.4.0.2"),
        ("at 10:30:00", "at 10:30:00"),
        ("2026-11-22T09:00:00Z", "2026-11-22T09:00:00Z"),
        ("04tOH0000003W1lYAE, v68.0", "04tOH0000003W1lYAE, v68.0"),
        ("@ alone and a@", "@ alone and a@"),
        ("acme.my.salesforce.com", "acme.my.salesforce.com"),
    ],
)
def test_masked(text, shown):
    assert masked(text) == shown


def test_long_text_is_masked_in_no_time():
    assert masked("a" * 200_000 + " x@y.z") == "a" * 200_000 + " [user]"


def test_roles_stand_in_for_names_and_queries_are_gone(replies):
    shown = for_channel(replies["fail"])
    assert shown.planes.bot_to_org.identity == "the connected user"
    assert shown.planes.sixsense_to_org.identity == "the integration user"
    assert shown.planes.you_to_org.identity == "setup user"
    assert "@" not in shown.model_dump_json()
    assert all(f.evidence.asked == () for f in shown.findings)


def test_who_confirmed_stays(replies):
    shown = for_channel(replies["confirmed"])
    assert "U0B0B1" in {f.evidence.by for f in shown.findings}
