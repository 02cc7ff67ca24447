"""The login page: choose a user, or type a username and a password.

Source: Salesforce Help, "Log In to Salesforce"; Object Reference, LoginHistory (status texts).
Choosing a user from a list is the sandbox's own, so that a visitor can be anyone.
"""

from __future__ import annotations

from urllib.parse import urlencode

from sandbox.org import diary
from sandbox.org.call import Answer, Call
from sandbox.org.forms import cookie, form_of
from sandbox.org.org import Org
from sandbox.org.signin import documents as page
from sandbox.org.state import OrgState

_COOKIE = "sid"
_SHOWN = 40
_REFUSED = (
    "Please check your username and password. If you still can't log in, contact your Salesforce"
    " administrator."
)
_SAID = {
    "User is inactive": "Your account is inactive. Contact your Salesforce administrator.",
    "User is frozen": "Your access is disabled. Contact your Salesforce administrator.",
    "Password Lockout": _REFUSED,
    "Failed: API-only user": (
        "This user is for the API alone and can't log in here. Contact your Salesforce"
        " administrator."
    ),
}


def answer(call: Call, org: Org) -> Answer:
    """``/login``: the page, and what was sent with it."""
    form = form_of(call)
    onward = _own(form.get("next", "/"))
    if call.method == "POST":
        return _entered(form, onward, org)
    return _page(org.state, onward, form.get("login_hint", ""))


def leave(call: Call, org: Org) -> Answer:
    """``/secur/logout.jsp``: the browser forgets who it was."""
    org.visits.browsers.pop(cookie(call, _COOKIE), None)
    return Answer(302, headers={"Location": "/login", "Set-Cookie": f"{_COOKIE}=; Max-Age=0"})


def visitor(call: Call, org: Org) -> str | None:
    """The user signed in with this browser, if the org still lets that user in."""
    user = org.visits.browsers.get(cookie(call, _COOKIE))
    known = user in org.state.scenario.users
    return user if user and known and barred(org.state, user) is None else None


def session(call: Call) -> str:
    """The session this browser shows."""
    return cookie(call, _COOKIE)


def asked_to(onward: str, hint: str) -> Answer:
    """Off to the login page, and from there onward."""
    told = {"next": onward, **({"login_hint": hint} if hint else {})}
    return Answer(302, headers={"Location": f"/login?{urlencode(told)}"})


def barred(state: OrgState, user: str) -> str | None:
    """Why a user cannot log in with a browser, in LoginHistory's words."""
    person = state.scenario.users[user]
    if not person.active:
        return "User is inactive"
    if person.frozen:
        return "User is frozen"
    if person.password_locked:
        return "Password Lockout"
    return "Failed: API-only user" if "ApiUserOnly" in state.permissions(user) else None


def _entered(form: dict[str, str], onward: str, org: Org) -> Answer:
    state = org.state
    user = form.get("user") or _by_name(state, form.get("username", ""))
    if user not in state.scenario.users:
        return _page(state, onward, form.get("username", ""), _REFUSED)
    person = state.scenario.users[user]
    wrong = not form.get("user") and (
        person.password is None or form.get("password") != person.password
    )
    status = "Invalid Password" if wrong else barred(state, user) or "Success"
    org.change(diary.logged_in(state, user, "Browser", status=status, kind="Application"))
    if status != "Success":
        return _page(state, onward, person.username, _SAID.get(status, _REFUSED))
    sid = org.visits.enter(user)
    kept = f"{_COOKIE}={sid}; Path=/; HttpOnly; SameSite=Lax"
    return Answer(302, headers={"Location": onward, "Set-Cookie": kept})


def _by_name(state: OrgState, username: str) -> str | None:
    users = state.scenario.users.items()
    wanted = username.strip().lower()
    return next((key for key, user in users if user.username.lower() == wanted), None)


def _own(onward: str) -> str:
    """A path of this org; anything else would send people elsewhere."""
    return onward if onward.startswith("/") and not onward.startswith(("//", "/\\")) else "/"


def _page(state: OrgState, onward: str, hint: str, wrong: str = "") -> Answer:
    scenario = state.scenario
    choices = "".join(
        page.row_button(
            "user",
            key,
            f"{user.first_name} {user.last_name}",
            f"{user.username} · {scenario.profiles[user.profile].name}",
        )
        for key, user in list(scenario.users.items())[:_SHOWN]
    )
    return page.document(
        f"Log In to {scenario.organization.name}",
        page.alert(wrong),
        page.heading("Continue as"),
        page.form("/login", {"next": onward}, choices),
        page.heading("Or with a password"),
        page.form(
            "/login",
            {"next": onward},
            page.text_field("username", "Username", hint),
            page.text_field("password", "Password", kind="password"),
            page.buttons(page.button("login", "1", "Log In")),
        ),
    )
