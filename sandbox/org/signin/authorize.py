"""``/services/oauth2/authorize`` and the pages behind it: consent, and refusal.

Source: Salesforce Help, "OAuth 2.0 Web Server Flow", "OAuth 2.0 Authorization Errors". The app is
looked at only once somebody is signed in, so a refusal here leaves a successful login and nothing
else in LoginHistory. The error page shows Salesforce's page code and text; its address carries the
wire code. The texts are those people paste into support threads.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from sandbox.org.call import Answer, Call
from sandbox.org.forms import form_of
from sandbox.org.oauth_apps import (
    GENERIC,
    OauthError,
    admin_only,
    check_approval,
    known_apps,
)
from sandbox.org.org import Org
from sandbox.org.scenario_apps import ExternalClientApp
from sandbox.org.signin import asking, login, scopes
from sandbox.org.signin import documents as page
from sandbox.org.signin.visits import Asked

_PATH = "/services/oauth2/authorize"
_CONSENT = "/setup/secur/RemoteAuthorizationPage.apexp"
_ERROR = "/setup/secur/RemoteAccessErrorPage.apexp"
_INTRODUCED = (
    "We can't authorize you because of an OAuth error. For more information, contact your"
    " Salesforce administrator."
)
_AGAIN = frozenset({"login", "select_account"})  # prompts that ask who it is, whoever it was
_IMMEDIATE = ("immediate_unsuccessful", "immediate unsuccessful")
_UNEXPECTED = "An unexpected error has occured during authentication. Please try again."


def answer(call: Call, org: Org) -> Answer:
    """The request of an app: to the login page, the consent page, an error, or back with a code."""
    try:
        asked = asking.read(call, org)
    except OauthError as error:
        return _shown(error.code, error.description, "", status=400)
    except asking.CallbackError as error:
        return _redirected(error.back)
    user = login.visitor(call, org)
    silent = "none" in asked.prompts
    if silent and user is None:
        return _redirected(asking.with_error(asked, *_IMMEDIATE))
    if user is None or _AGAIN & asked.prompts:
        return login.asked_to(f"{_PATH}?{_without_login(call)}", asked.login_hint)
    return _decided(call, asked, user, org)


def _decided(call: Call, asked: Asked, user: str, org: Org) -> Answer:
    silent = "none" in asked.prompts
    try:
        check_approval(asked.app, user, org.state)
    except OauthError as error:
        if silent:
            return _redirected(asking.with_error(asked, *_IMMEDIATE))
        return _refused(asked, error, org)
    if "consent" not in asked.prompts and _approved_before(asked, user, org):
        return _allowed(asked, user, org)
    if silent:
        return _redirected(asking.with_error(asked, *_IMMEDIATE))
    key = org.visits.wait(asked, login.session(call))
    return _redirected(f"{_CONSENT}?{urlencode({'request': key})}")


def pages(call: Call, org: Org) -> Answer:
    """Everything under ``/setup/secur/``."""
    if call.path == _ERROR:
        told = call.query
        back = org.visits.refused.get(told.get("request", ""), "")
        code = told.get("oauthErrorCode", GENERIC)
        return _shown(code, _said(code, told.get("error_description", "")), back)
    if call.path == _CONSENT:
        return _consent(call, org)
    return page.document("Page not found", page.paragraph("There is no such page."), status=404)


def _consent(call: Call, org: Org) -> Answer:
    form = form_of(call)
    asked, sid = org.visits.waiting.get(form.get("request", ""), (None, ""))
    user = login.visitor(call, org)
    if asked is None or user is None or sid != login.session(call):
        return _shown("invalid_request", "This request is no longer open. Begin again.", "", 400)
    if call.method != "POST":
        return _consent_page(asked, user, form["request"], org)
    org.visits.waiting.pop(form["request"])
    if form.get("decision") != "allow":
        return _redirected(
            asking.with_error(asked, "access_denied", "end-user denied authorization")
        )
    try:
        check_approval(asked.app, user, org.state)  # the org may have changed meanwhile
    except OauthError as error:
        return _refused(asked, error, org)
    return _allowed(asked, user, org)


def _consent_page(asked: Asked, user: str, key: str, org: Org) -> Answer:
    person = org.state.scenario.users[user]
    again = f"{_PATH}?{urlencode(dict(parse_qsl(asked.query)) | {'prompt': 'login'})}"
    return page.document(
        "Allow Access?",
        page.paragraph(f"{name(asked.app, org)} is asking to:"),
        page.items(scopes.said(asked.scope)),
        page.paragraph(f"Do you want to allow access for {person.username}?"),
        page.form(
            _CONSENT,
            {"request": key},
            page.buttons(
                page.button("decision", "deny", "Deny", plain=True),
                page.button("decision", "allow", "Allow"),
            ),
        ),
        page.link("Not you?", again),
        page.paragraph(
            "To revoke access at any time, go to your personal settings.", "faint"
        ),
    )  # fmt: skip


def name(app: str, org: Org) -> str:
    """What an app is called on a page."""
    found = known_apps(org.state)[app]
    return found.label if isinstance(found, ExternalClientApp) else found.name


def _approved_before(asked: Asked, user: str, org: Org) -> bool:
    """Pre-authorised by an administrator, or allowed by this user earlier, for as much."""
    if admin_only(asked.app, org.state):
        return True
    wanted = set(asked.scope.split())
    return any(
        token.app == asked.app and token.user == user and not token.revoked
        and wanted <= set(token.scope.split())
        for token in org.state.scenario.tokens.values()
    )  # fmt: skip


def _allowed(asked: Asked, user: str, org: Org) -> Answer:
    told = {"code": org.visits.issue(asked, user)}
    if asked.state is not None:
        told["state"] = asked.state
    return _redirected(asking.with_query(asked.redirect_uri, told))


def _refused(asked: Asked, error: OauthError, org: Org) -> Answer:
    back = asking.with_error(asked, error.code, error.description)
    told = {
        "error": error.code,
        "error_description": error.description,
        "oauthErrorCode": error.page,
        "request": org.visits.refuse(back),
    }
    return _redirected(f"{_ERROR}?{urlencode(told)}")


def _said(code: str, description: str) -> str:
    return _UNEXPECTED if code == GENERIC else description


def _shown(code: str, text: str, back: str, status: int = 200) -> Answer:
    return page.document(
        "OAuth Error",
        page.paragraph(_INTRODUCED),
        page.alert(f"{code} : {text}"),
        page.link("Back to the app", back) if back else "",
        status=status,
    )


def _without_login(call: Call) -> str:
    """The same request without prompt=login: that has been done when it comes back."""
    left = [word for word in call.query.get("prompt", "").split() if word not in _AGAIN]
    kept = {key: value for key, value in call.query.items() if key != "prompt"}
    return urlencode(kept | ({"prompt": " ".join(left)} if left else {}))


def _redirected(address: str) -> Answer:
    return Answer(302, headers={"Location": address, "Cache-Control": "no-store"})
