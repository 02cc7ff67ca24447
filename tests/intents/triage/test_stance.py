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
        "If we got {}, would our users notice?",
        "Before the change it said {}, now the sync is green",
        "the {} ticket can be closed",
        "if (error.code === '{}') { await reconnect(); }",
        "System.assertEquals('{}', e.getMessage());",
        "it('shows a toast on {}')",
        "Added handling for {} errors from Salesforce.",
        'PR 12: a unit test which returns {"error":"{}"} from the stub',
        "kibana: errorCode:{} => 0 hits",
        "yesterday's {} on the Salesforce connection was fixed by reconnecting",
        "If an admin turned it on, would our users then see {}?",
        "Agenda: (1) what {} means, (2) the package",
        "Usage: say what you see, e.g. `explain {}`",
        "[ ] Deny -> expect {} on the callback",
        "case '{}': return 'Reconnect';",
        "await expect(page.getByText('{}')).toBeVisible()",
        "{} stopped after they raised the limit",
        'FATAL = {"{}", "inactive_org"}\n\ndef is_fatal(code):\n    return code in FATAL',
        "public enum SfdcError {\n    INVALID_FIELD,\n    {};\n}",
        'rules:\n  - alert: Sfdc\n    expr: rate(errors{code="{}"}[5m]) > 3\n    for: 10m',
        'def test_text():\n    said = Fake(400, "{}")\n    assert text(said) == "Reconnect"',
        "Quiz for the new hires: what would you check if a customer saw {}?",
        "Docs PR comment: please sort the table, {} comes first",
        "i18n/en.json: '{}': 'Your admin has blocked the app'",
    ],
)
def test_what_is_not_so_is_no_answer(text):
    assert recognise(text.replace("{}", CODE)).found == ()


@pytest.mark.parametrize(
    "text",
    [
        "No luck. {}",
        "def sync():\n    return query()\n# => throws {}",
        "import jsforce\nconn = connect()\nTraceback (most recent call last):\nAuthError: {}",
        "Docs followed to the letter\n{}",
        "Quiz night over, back to work: {} at Initech",
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
        "{} in the sandbox, production is all fine",
        "{} for one user, the others are all good",
        "please close the gap between us: {}",
        "It would be great if someone could explain {}",
        "Would you know why we get {}?",
        "If you would look at this, we get {}",
        "What happens when I click connect is {}",
        "When I click connect: {}",
        "We did not have {} until today",
        "we cannot log in with 6sense {}",
        "nobody gets in because of {}",
        "can't connect due to {}",
        "no connection {}",
        "it does not work {} is all we see",
        "not able to authorize {}",
        "Why do we not get past {}?",
        "no idea what {} wants",
        "{} no matter what we do",
        "{} is not in your docs",
        "{} and nothing else is shown",
        "{} does not tell me much",
        "{} isn't documented, is it?",
        "=== {} ===",
        "the log includes {}",
        "works again for an hour, then {}",
        "{} in the sandbox, all good in production but not here",
        "How do we handle {}?",
        "our connector cannot handle {}",
        "Agenda: customer gets {} since Monday, who takes it?",
        "If it helps, would you know why they see {}?",
        "{} on the connection is not fixed",
        "the unit tests fail with {}",
        "release notes say it works now, but our admin has {}",
        "Checklist:\n- logged in: yes\n- error: {}",
        "if we click Allow the browser would just show {}",
        "const org = await connect() // throws {}",
    ],
)
def test_what_is_so_is_one_whatever_is_denied_beside_it(text):
    assert [one.error.code for one in recognise(text.replace("{}", CODE)).found] == [CODE]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Salesforce: the integration user is frozen", 1),
        ("Salesforce: how many days until a refresh token has expired?", 0),
        ("The Status of a Login History has values such as Restricted IP, User is frozen", 0),
        ("Does an inactive user consume a Salesforce licence?", 0),
        ("Please check whether the user is frozen in Salesforce", 0),
        ("Please check why the user is frozen in Salesforce", 1),
        ("I wrote a handler for invalid_grant in our Salesforce service", 0),
        ("our Salesforce service cannot handle this: invalid_grant", 1),
    ],
)
def test_an_everyday_phrase_may_be_a_rule_or_a_question(text, count):
    assert len(recognise(text).found) == count


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("an anonymizing VPN: the user has been frozen, its refresh token has been revoked", 1),
        ("an anonymizing VPN, and the login history says: User is frozen", 2),
        ("the user has been frozen", 1),
    ],
)
def test_what_an_errors_own_text_says_in_passing_is_no_second_answer(text, told):
    assert len(recognise(f"Salesforce mailed us of {text}").found) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "I opened Connected Apps OAuth Usage to install it, but there was nothing in the list.",
            1,
        ),
        ("Connected Apps OAuth Usage is open; if you do not see the app there, log in once.", 0),
    ],
)
def test_words_may_stand_where_a_text_leaves_them_out(text, told):
    assert len(recognise(text).found) == told
