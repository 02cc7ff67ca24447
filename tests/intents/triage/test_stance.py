"""What is said not to be so, to be over, or only thought of is no error that anybody has."""

import pytest

from intents.recognise import recognise

CODE = "OAUTH_APP_BLOCKED"


@pytest.mark.parametrize(
    "text",
    [
        "Reconnected, login OK, no {} any more.",
        "nobody has seen {} or anything like it since the change",
        "it is not {} any more, we are past that",
        "works without the {} error since Monday",
        "The admin unblocked it and {} has disappeared.",
        "the {} page is now gone",
        "Unblocking it fixed the {} error, thank you!",
        "{} was finally resolved",
        "{} doesn't appear any more",
        "Suppose we got {}, who could unblock it?",
        "what would happen to the sync if it were {}?",
    ],
)
def test_what_is_not_so_is_no_answer(text):
    assert recognise(text.format(CODE)).found == ()


@pytest.mark.parametrize(
    "text",
    [
        "No luck. {}",
        "no, {}",
        "I've never seen {} before, what is it?",
        "Installing the package did not fix {}",
        "nothing fixed {}",
        "We need {} fixed before Monday",
        "how is it that {} is not resolved?",
        "cannot get rid of {}",
        "the {} error isn't going away",
        "I don't understand {}, nobody here does",
        "If I click connect I get {}",
        "Not only invalid logins, now also {}",
        "Yesterday {} was gone, today {} again",
        "{} stopped our sync",
        "what does {} mean?",
    ],
)
def test_what_is_so_is_one_whatever_is_denied_beside_it(text):
    assert [one.error.code for one in recognise(text.replace("{}", CODE)).found] == [CODE]
