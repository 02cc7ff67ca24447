"""Queries public tools send to real orgs, and made-up ones: answered or refused, never broken."""
# ruff: noqa: S608, ISC004  # SOQL put together by a test, over several lines

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.org import shipped
from sandbox.org.caller import Caller, View
from sandbox.org.schema import entities
from sandbox.org.soql import SoqlError, parse, run
from sandbox.org.state import OrgState

DATA = [
    "SELECT Id,MasterLabel,DeveloperName,DistributionState FROM ExternalClientApplication",
    "SELECT User.Username,UseCount,LastUsedDate,AppName,AppMenuItem.ApplicationId FROM OauthToken",
    "SELECT COUNT() FROM OauthToken",
    "SELECT Name,Label,IsCustom,NamespacePrefix FROM PermissionSet WHERE IsOwnedByProfile = FALSE"
    " AND NamespacePrefix = NULL",
    "SELECT Profile.Name,Profile.UserType,IsCustom FROM PermissionSet"
    " WHERE IsOwnedByProfile = TRUE",
    "SELECT LoginType,Application,UserId,Status,COUNT(Id)LoginCount,MAX(LoginTime)LastLogin"
    " FROM LoginHistory GROUP BY LoginType,Application,UserId,Status",
    "SELECT AppName, AppMenuItem.IsUsingAdminAuthorization, LastUsedDate, CreatedDate, User.Name,"
    " User.Username, User.Profile.Name, UseCount, AppMenuItem.Id, AppMenuItem.Label,"
    " AppMenuItem.Name, AppMenuItem.ApplicationId, Id, DeleteToken FROM OAuthToken"
    " ORDER BY CreatedDate ASC",
    "SELECT AssigneeId, Assignee.Username, PermissionSet.Label FROM PermissionSetAssignment WHERE"
    " Assignee.IsActive = true AND PermissionSet.PermissionsCanApproveUninstalledApps = true",
    "SELECT UserId, Application, ApiType, COUNT(Id) logins FROM LoginHistory"
    " WHERE LoginTime = LAST_N_DAYS:90 GROUP BY UserId, Application, ApiType",
    "SELECT Id FROM LoginHistory WHERE LoginType = 'Remote Access Client'"
    " AND LoginTime >= 2026-07-20T00:00:00Z",
    "SELECT Name, InstanceName, IsSandbox, TrialExpirationDate, NamespacePrefix, OrganizationType"
    " FROM Organization",
    "SELECT username, profileid, id FROM User",
    "SELECT SobjectType,PermissionsRead,PermissionsEdit,ParentId FROM ObjectPermissions WHERE"
    " SobjectType IN ('Account','Lead') AND ParentId IN (SELECT PermissionSetId FROM"
    " PermissionSetAssignment WHERE AssigneeId = '005Hs000080Qi8sIAC')",
]
TOOLING = [
    "SELECT Id, Name FROM ConnectedApplication WHERE OptionsAllowAdminApprovedUsersOnly = false",
    "SELECT Id, SubscriberPackageId, SubscriberPackage.NamespacePrefix, SubscriberPackage.Name,"
    " SubscriberPackageVersion.Id, SubscriberPackageVersion.Name,"
    " SubscriberPackageVersion.MajorVersion, SubscriberPackageVersion.MinorVersion,"
    " SubscriberPackageVersion.PatchVersion, SubscriberPackageVersion.BuildNumber,"
    " SubscriberPackageVersion.IsManaged, SubscriberPackageVersion.Package2ContainerOptions"
    " FROM InstalledSubscriberPackage ORDER BY SubscriberPackageId",
    "SELECT AppExchangeDescription,BuildNumber,CspTrustedSites,Dependencies,Description,Id,"
    "InstallValidationStatus,IsBeta,IsDeprecated,IsManaged,IsOrgDependent,IsPasswordProtected,"
    "IsSecurityReviewed,MajorVersion,Name,Profiles,PublisherName,ReleaseNotesUrl,ReleaseState,"
    "RemoteSiteSettings,SubscriberPackageId FROM SubscriberPackageVersion"
    " WHERE Id ='04tOH0000003W1lYAE'",
    "SELECT Errors, Status FROM PackageInstallRequest WHERE Id='0Hf000000000001AAA'",
    "SELECT Status, SecurityType, CreatedDate FROM PackageInstallRequest"
    " WHERE SubscriberPackageVersionKey LIKE '04tOH0000003W1l%'",
]


@pytest.mark.parametrize("soql", DATA)
def test_seen_on_the_standard_endpoint(rows, soql):
    assert isinstance(rows(soql), list)


@pytest.mark.parametrize("soql", TOOLING)
def test_seen_on_the_tooling_endpoint(rows, soql):
    assert isinstance(rows(soql, endpoint="tooling"), list)


STATE = OrgState(shipped.load("healthy-eca"), dt.datetime.now(dt.UTC))
ADMIN = Caller("ada", STATE.user_id("ada"), "x", STATE.permissions("ada"), frozenset())
VIEW = View(STATE, ADMIN, "data", 68, {})
KNOWN = entities("data", 68, STATE.features)
VALUES = st.sampled_from(
    ["'x'", "'005Hs000080Qi8sIAC'", "1", "-0.5", "null", "true", "TODAY", "LAST_N_YEARS:99999",
     "N_DAYS_AGO:3", "2026-11-22T09:00:00Z", "2026-11-22", "('a', null)", "(TODAY, LAST_WEEK)",
     "(SELECT Id FROM User)", "(SELECT ProfileId FROM User WHERE Name LIKE '%')"]
)  # fmt: skip
OPERATORS = st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "LIKE", "IN", "NOT IN"])


@st.composite
def queries(draw):
    entity = KNOWN[draw(st.sampled_from(sorted(KNOWN)))]
    field = st.sampled_from(sorted(f.name for f in entity.fields.values()))
    one, two, three = draw(field), draw(field), draw(field)
    function = draw(st.sampled_from(["", "COUNT", "MAX", "MIN", "SUM", "AVG", "COUNT_DISTINCT"]))
    select = f"{function}({one})" if function else f"{one}, {two}"
    where = f"{three} {draw(OPERATORS)} {draw(VALUES)}"
    tail = draw(st.sampled_from(["", f" GROUP BY {two}", f" ORDER BY {two} DESC", " LIMIT 1"]))
    return f"SELECT {select} FROM {entity.name} WHERE {where}{tail}"


@settings(deadline=None)
@given(queries())
def test_any_question_about_any_field_is_answered_or_refused(soql):
    try:
        found = run(parse(soql), VIEW)
        found.records(0, found.total)
    except SoqlError as refused:
        assert refused.code  # noqa: PT017  # either outcome is right, anything else is not
