"""Installed packages (Tooling API, InstalledSubscriberPackage)."""

from intents.fact import Fact, Id, Row
from intents.org.vendor import VENDOR
from intents.question import Question, Soql

#: More packages or apps than any org has; at this many rows a list counts as cut.
MANY = 500

_FIELDS = (
    "SELECT Id, SubscriberPackageId, SubscriberPackage.NamespacePrefix, "
    "SubscriberPackageVersionId, SubscriberPackageVersion.MajorVersion, "
    "SubscriberPackageVersion.MinorVersion, SubscriberPackageVersion.PatchVersion "
    "FROM InstalledSubscriberPackage"
)


class Publisher(Row):
    """The package behind an installed version."""

    namespace_prefix: str | None


class Numbers(Row):
    """A version's numbers; they order versions, ids do not."""

    major_version: int
    minor_version: int
    patch_version: int

    @property
    def text(self) -> str:
        """As people write it: `1.4.0`."""
        return f"{self.major_version}.{self.minor_version}.{self.patch_version}"


class Installed(Fact):
    """A package as it is installed here."""

    subscriber_package_id: Id
    subscriber_package_version_id: Id
    subscriber_package: Publisher
    subscriber_package_version: Numbers


class VendorPackage(Installed):
    """The version of article A itself, asked by its id, so that no long list can hide it."""

    about = "the 6sense package"
    question = Question(
        Soql(
            f"{_FIELDS} WHERE SubscriberPackageVersionId = '{VENDOR.package.version}'", tooling=True
        ),
        shows=("ViewSetup",),
    )


class InstalledPackage(Installed):
    """Every installed package: 6sense's may be there in another version than the article's."""

    about = "the installed packages"
    question = Question(
        Soql(f"{_FIELDS} LIMIT {MANY}", tooling=True), shows=("ViewSetup",), cap=MANY
    )
