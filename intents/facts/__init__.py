"""What an org can be asked, one file for each thing asked. The list is explicit."""

from intents.fact import Fact
from intents.facts.app import AnyApp, App
from intents.facts.app_access import AppAccess, UserAccess
from intents.facts.app_policy import AppPolicy
from intents.facts.app_state import AppState
from intents.facts.blocked_app import BlockedApp
from intents.facts.cadence import Cadence
from intents.facts.connected_app_settings import ConnectedAppSettings
from intents.facts.field_rights import FieldRights
from intents.facts.granted import OwnRights, UserRights
from intents.facts.group_member import GroupMember
from intents.facts.install_request import InstallRequest
from intents.facts.installed_package import InstalledPackage, VendorPackage
from intents.facts.instance import Instance
from intents.facts.legacy_app import LegacyApp
from intents.facts.limits import Limits
from intents.facts.oauth_policy import OauthPolicy
from intents.facts.oauth_settings import OauthSettings
from intents.facts.oauth_usage import OauthUsage
from intents.facts.object_rights import ObjectRights
from intents.facts.organization import Organization
from intents.facts.package_license import PackageLicense
from intents.facts.package_version import PackageVersion
from intents.facts.pardot_tenant import PardotTenant
from intents.facts.permission_field import PermissionField
from intents.facts.permission_set_license import PermissionSetLicense
from intents.facts.recent_change import RecentChange
from intents.facts.recent_login import RecentLogin
from intents.facts.signed_in import SignedIn
from intents.facts.token import UserToken, VendorToken
from intents.facts.user import User
from intents.facts.user_login import UserLogin

_ALL: tuple[type[Fact], ...] = (
    SignedIn,
    OwnRights,
    Organization,
    Limits,
    Instance,
    VendorPackage,
    InstalledPackage,
    PackageVersion,
    PackageLicense,
    InstallRequest,
    App,
    AnyApp,
    AppState,
    AppPolicy,
    OauthPolicy,
    OauthSettings,
    UserToken,
    VendorToken,
    OauthUsage,
    LegacyApp,
    UserAccess,
    AppAccess,
    BlockedApp,
    PardotTenant,
    Cadence,
    PermissionSetLicense,
    PermissionField,
    ConnectedAppSettings,
    User,
    UserLogin,
    UserRights,
    GroupMember,
    ObjectRights,
    FieldRights,
    RecentLogin,
    RecentChange,
)

#: Every fact by its class name, the name under which answers are stored.
FACTS: dict[str, type[Fact]] = {kind.__name__: kind for kind in _ALL}
