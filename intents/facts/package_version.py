"""The version article A links to (Tooling API, SubscriberPackageVersion: only by its id)."""

from intents.fact import Fact, Id
from intents.facts.installed_package import Numbers
from intents.org.vendor import VENDOR
from intents.question import Question, Soql


class PackageVersion(Numbers, Fact):
    """Gives the package id behind the version of the install link."""

    about = "the package version of the install link"
    question = Question(
        Soql(
            "SELECT Id, SubscriberPackageId, MajorVersion, MinorVersion, PatchVersion "  # noqa: S608 -- our own constants
            f"FROM SubscriberPackageVersion WHERE Id = '{VENDOR.package.version}'",
            tooling=True,
        ),
        opens="ViewSetup",
    )
    subscriber_package_id: Id
