"""User, UserLogin, Profile, UserLicense.

Source: Object Reference, the objects of those names.
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.org.schema import Row
from sandbox.org.tables.rows import Ground, audit, minutes_ago, missing


def users(state: Ground) -> Iterable[Row]:
    """Users of the scenario, then generated ones."""
    for key, user in state.scenario.users.items():
        yield {
            "Id": state.user_id(key),
            "Username": user.username,
            "FirstName": user.first_name,
            "LastName": user.last_name,
            "Name": f"{user.first_name} {user.last_name}",
            "Alias": (user.first_name[:1] + user.last_name)[:8].lower(),
            "Email": user.email or user.username,
            "IsActive": user.active,
            "UserType": user.user_type,
            "ProfileId": state.id("Profile", user.profile),
            "LastLoginDate": state.moment(user.last_login),
            "LastPasswordChangeDate": state.moment(user.password_changed),
            "TimeZoneSidKey": "UTC",
            "LocaleSidKey": "en_US",
            "LanguageLocaleKey": "en_US",
            "EmailEncodingKey": "UTF-8",
            **audit(state, user.created),
        }
    for n in missing(state, "users", len(state.scenario.users)):
        yield {
            "Id": state.user_id(f"generated-{n}"),
            "Username": f"user{n}@acme.example.com",
            "FirstName": "User",
            "LastName": str(n),
            "Name": f"User {n}",
            "Alias": f"u{n}",
            "Email": f"user{n}@acme.example.com",
            "IsActive": n % 10 != 0,
            "UserType": "Standard",
            "ProfileId": state.id("Profile", list(state.scenario.profiles)[-1]),
            "LastLoginDate": minutes_ago(state, n),
            **audit(state, "-500d"),
        }


def user_logins(state: Ground) -> Iterable[Row]:
    """Frozen and locked, one row per user."""
    known = {state.user_id(key): user for key, user in state.scenario.users.items()}
    for row in state.rows("User"):
        user = known.get(row["Id"])
        yield {
            "Id": state.id("UserLogin", row["Id"]),
            "UserId": row["Id"],
            "IsFrozen": user.frozen if user else False,
            "IsPasswordLocked": user.password_locked if user else False,
            "LastModifiedDate": row["LastModifiedDate"],
            "LastModifiedById": row["LastModifiedById"],
        }


def profiles(state: Ground) -> Iterable[Row]:
    """Profiles with their system permissions."""
    for key, profile in state.scenario.profiles.items():
        yield {
            "Id": state.id("Profile", key),
            "Name": profile.name,
            "UserType": "Standard",
            "UserLicenseId": state.id("UserLicense", profile.license),
            **{f"Permissions{name}": True for name in profile.permissions},
            **audit(state, "-1400d"),
        }


def user_licenses(state: Ground) -> Iterable[Row]:
    """The licences the profiles use."""
    for name in dict.fromkeys(p.license for p in state.scenario.profiles.values()):
        used = sum(
            state.scenario.profiles[user.profile].license == name
            for user in state.scenario.users.values()
        )
        yield {
            "Id": state.id("UserLicense", name),
            "Name": name,
            "MasterLabel": name,
            "LicenseDefinitionKey": "SFDC" if name == "Salesforce" else name.replace(" ", "_"),
            "Status": "Active",
            "TotalLicenses": max(100, used),
            "UsedLicenses": used,
            **audit(state, "-1400d"),
        }


def permission_set_licenses(state: Ground) -> Iterable[Row]:
    """Add-on products of the org; the developer names are our reading."""
    features = state.scenario.features
    bought = ["SalesforceAPIIntegrationPsl"]
    bought += ["PardotUserPsl"] if features.account_engagement else []
    bought += ["HighVelocitySalesUserPsl"] if features.sales_engagement else []
    for name in bought:
        yield {
            "Id": state.id("PermissionSetLicense", name),
            "DeveloperName": name,
            "MasterLabel": name.removesuffix("Psl"),
            "PermissionSetLicenseKey": name,
            "Status": "Active",
            "TotalLicenses": 5,
            "UsedLicenses": 1,
            **audit(state, "-1400d"),
        }
