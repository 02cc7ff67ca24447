"""Requests to install the package (Tooling API, PackageInstallRequest)."""

from intents.fact import Fact
from intents.facts.token import Username
from intents.org.vendor import VENDOR
from intents.question import Question, Soql


class InstallRequest(Fact):
    """Newest first. An install by hand may leave none."""

    about = "the package install requests"
    question = Question(
        Soql(
            "SELECT Id, Status, SecurityType, CreatedDate, CreatedBy.Username "  # noqa: S608 -- our own constants
            "FROM PackageInstallRequest "
            # the key may hold the 15- or the 18-character form
            f"WHERE SubscriberPackageVersionKey LIKE '{VENDOR.package.version[:15]}%' "
            "ORDER BY CreatedDate DESC LIMIT 20",
            tooling=True,
        ),
        shows=("ViewSetup", "InstallPackaging"),
    )
    status: str
    security_type: str
    created_date: str
    created_by: Username | None = None
