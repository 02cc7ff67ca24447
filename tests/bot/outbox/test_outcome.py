"""What each answer of Slack means, as a table."""

import pytest

from bot.outbox.outcome import Anew, Later, Lost, Private, Simpler, broken, meaning

POSTING, EDITING = False, True
TABLE = [
    # error, editing, decision
    ("ratelimited", POSTING, Later(7.0, hold=True)),
    ("ratelimited", EDITING, Later(7.0, hold=True)),
    ("invalid_blocks", POSTING, Simpler(everywhere=True)),
    ("invalid_blocks_format", EDITING, Simpler(everywhere=True)),
    ("msg_blocks_too_long", POSTING, Simpler()),
    ("msg_too_long", EDITING, Simpler()),
    ("message_not_found", EDITING, Anew()),
    ("edit_window_closed", EDITING, Anew()),
    ("cant_update_message", EDITING, Anew()),
    ("is_inactive", EDITING, Anew()),
    ("streaming_state_conflict", EDITING, Anew()),
    ("channel_not_found", EDITING, Anew()),
    ("channel_not_found", POSTING, Private()),
    ("not_in_channel", POSTING, Private()),
    ("is_archived", POSTING, Private()),
    ("restricted_action", POSTING, Private()),
    ("restricted_action_read_only_channel", POSTING, Private()),
    ("thread_not_found", POSTING, Private()),
    ("user_not_in_channel", POSTING, Lost("user_not_in_channel")),
    ("token_revoked", POSTING, Lost("token_revoked")),
    ("account_inactive", EDITING, Lost("account_inactive")),
    ("used_url", POSTING, Lost("used_url")),
    ("internal_error", POSTING, Later(4.0, unsure=True)),
    ("fatal_error", EDITING, Later(4.0, unsure=True)),
    ("missing_scope", POSTING, Later(4.0)),
    ("an_error_of_next_year", POSTING, Later(4.0)),
]


@pytest.mark.parametrize(("error", "editing", "decision"), TABLE)
def test_meaning(error, editing, decision):
    assert meaning(error, editing=editing, failures=2, retry_after=7) == decision


def test_a_server_error_is_never_a_refusal():
    """A proxy may answer in Slack's words; whether the work was done, nobody knows."""
    for error in ("ok_but_500", "not_in_channel", "invalid_blocks"):
        assert meaning(error, editing=False, failures=0, status=503) == broken(0)


def test_no_answer_is_tried_for_ever_and_ever_more_slowly():
    pauses = [broken(failures).seconds for failures in range(40)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (1.0, 60.0)
    assert broken(10_000).seconds == 60.0


def test_an_unknown_refusal_is_not():
    assert meaning("missing_scope", editing=False, failures=10) == Lost("missing_scope")


def test_a_rate_limit_without_a_number_waits_a_second():
    assert meaning("ratelimited", editing=False, failures=0) == Later(1.0, hold=True)
