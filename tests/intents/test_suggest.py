"""Who the people seem to be where nobody named them: from rows that came back, and no others."""

import pytest

from intents.intent import CheckOrg
from intents.org.suggest import KINDS, Strength
from intents.report import kinds, report

ASK = CheckOrg(org="acme")
TOKEN = {
    "AppName": "sfdc_6sense_oauth_app",
    "AppMenuItem": None,
    "UserId": "005000000000003AAA",
    "User": {"Username": "sync@acme.example"},
    "CreatedDate": "2026-01-02T08:00:00.000+0000",
    "LastUsedDate": "2026-11-22T08:00:00.000+0000",
    "UseCount": 4711,
}
FIRST = TOKEN | {
    "UserId": "005000000000002AAA",
    "User": {"Username": "setup@acme.example"},
    "CreatedDate": "2026-01-01T08:00:00.000+0000",
    "LastUsedDate": "2026-01-01T08:00:00.000+0000",
    "UseCount": 2,
}
OURS = TOKEN | {"User": {"Username": "bot@acme.example"}}
INSTALL = {
    "Id": "0Hf000000000001AAA",
    "Status": "SUCCESS",
    "SecurityType": "Full",
    "CreatedDate": "2026-09-01T10:00:00.000+0000",
    "CreatedBy": {"Username": "ivy@acme.example"},
}
CHANGE = {
    "CreatedDate": "2026-11-20T10:00:00.000+0000",
    "CreatedBy": {"Username": "ann@acme.example"},
    "Action": "packageInstall",
    "Section": "Installed Packages",
    "Display": "Installed 6sense External Client App package",
}
NOTHING = {"VendorToken": [], "InstallRequest": [], "RecentChange": []}
ALL = {"VendorToken": [FIRST, TOKEN], "InstallRequest": [INSTALL], "RecentChange": [CHANGE]}
EVERY_ROLE = {
    "integration": ("sync@acme.example", "strong"),
    "setup": ("setup@acme.example", "strong"),
    "installer": ("ivy@acme.example", "strong"),
}
FROM_THE_TRAIL = {
    "setup": ("ann@acme.example", "weak"),
    "installer": ("ann@acme.example", "weak"),
}
BARELY = {"integration": ("setup@acme.example", "weak")}
CASES = {
    "everything": (ALL, {}, EVERY_ROLE),
    "nothing": (NOTHING, {}, {}),
    "one token, the installer may be setup": (
        ALL | {"VendorToken": [TOKEN]},
        {},
        EVERY_ROLE | {"setup": ("ivy@acme.example", "weak")},
    ),
    "the trail alone": (NOTHING | {"RecentChange": [CHANGE]}, {}, FROM_THE_TRAIL),
    "another change": (NOTHING | {"RecentChange": [CHANGE | {"Display": "x"}]}, {}, {}),
    "a failed install": (NOTHING | {"InstallRequest": [INSTALL | {"Status": "ERROR"}]}, {}, {}),
    "a token hardly used": (NOTHING | {"VendorToken": [FIRST]}, {}, BARELY),
    "our own token": (NOTHING | {"VendorToken": [OURS]}, {}, {}),
    "the named one is not asked again": (
        ALL,
        {"integration": ("Setup@acme.example",)},
        {"setup": ("sync@acme.example", "strong"), "installer": EVERY_ROLE["installer"]},
    ),
    "all named": (ALL, {r: (n,) for r, (n, _) in EVERY_ROLE.items()}, {}),
    "not allowed to see": (dict.fromkeys(ALL, "INVALID_TYPE"), {}, {}),
    "cut": (dict.fromkeys(ALL, "cut"), {}, {}),
}


@pytest.mark.parametrize("case", CASES)
def test_who_seems_to_be_who(org, case):
    given, names, wanted = CASES[case]
    found = report(ASK, org(given, names)).suggestions
    assert {s.role: (s.username, s.strength) for s in found} == wanted
    assert all(s.why for s in found)
    assert all(isinstance(s.strength, Strength) for s in found)


def test_a_check_asks_for_all_it_takes():
    assert set(KINDS) <= set(kinds(ASK))
