"""Packages: the package, its version, what is installed, install requests, licences.

Source: Tooling API, SubscriberPackage, SubscriberPackageVersion, InstalledSubscriberPackage,
PackageInstallRequest; Object Reference, PackageLicense.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sandbox.org.scenario_apps import InstallRequest, Package
from sandbox.org.schema import Row
from sandbox.org.tables.rows import Ground, audit, missing

_PARTS = ("MajorVersion", "MinorVersion", "PatchVersion", "BuildNumber")


def each(state: Ground) -> Iterator[tuple[str, Package]]:
    """Every package with its key, generated ones included."""
    known = state.scenario.packages
    yield from known.items()
    for n in missing(state, "packages", len(known)):
        yield f"generated-{n}", Package(name=f"Generated Package {n}", namespace=f"gen{n}")


def package_id(state: Ground, key: str, package: Package) -> str:
    """The 033 of a package."""
    return package.package_id or state.id("SubscriberPackage", key)


def version_id(state: Ground, key: str, package: Package) -> str:
    """The 04t of its version."""
    return package.version_id or state.id("SubscriberPackageVersion", key)


def subscriber_packages(state: Ground) -> Iterable[Row]:
    """Packages this org may see, installed or not; two versions of one package are one."""
    found = {package_id(state, key, package): package for key, package in each(state)}
    for known, package in found.items():
        yield {
            "Id": known,
            "Name": package.name,
            "NamespacePrefix": package.namespace,
            "PackagingModel": "SecondGeneration",
            "IsPackageValid": True,
        }


def subscriber_package_versions(state: Ground) -> Iterable[Row]:
    """Their versions."""
    for key, package in each(state):
        numbers = (*map(int, package.version.split(".")), 0, 0, 0, 0)
        yield {
            "Id": version_id(state, key, package),
            "SubscriberPackageId": package_id(state, key, package),
            "Name": f"{package.name} {package.version}",
            **dict(zip(_PARTS, numbers, strict=False)),
            "ReleaseState": "Beta" if package.is_beta else "Released",
            "IsBeta": package.is_beta,
            "IsDeprecated": package.is_deprecated,
            "IsManaged": True,
            "IsSecurityReviewed": package.is_security_reviewed,
            "PublisherName": package.publisher,
            "InstallValidationStatus": "NO_ERRORS_DETECTED",
            "Package2ContainerOptions": "Managed",
            "RemoteSiteSettings": {"settings": []},
            "CspTrustedSites": {"settings": []},
            "Dependencies": {"ids": []},
            "Profiles": {"destinationProfiles": [], "sourceProfiles": []},
        }


def installed(state: Ground) -> Iterable[Row]:
    """What is installed here."""
    for key, package in each(state):
        if package.installed:
            yield {
                "Id": state.id("InstalledSubscriberPackage", key),
                "SubscriberPackageId": package_id(state, key, package),
                "SubscriberPackageVersionId": version_id(state, key, package),
                "MinPackageVersionId": version_id(state, key, package),
            }


def install_requests(state: Ground) -> Iterable[Row]:
    """Install requests; an install by hand may leave none."""
    for key, package in each(state):
        for n, request in enumerate(package.install_requests):
            yield _install_request(state, (key, package), n, request)


def _install_request(
    state: Ground, of: tuple[str, Package], n: int, request: InstallRequest
) -> dict[str, Any]:
    author = state.user_id(request.user)
    return {
        "Id": state.id("PackageInstallRequest", of[0], str(n)),
        "SubscriberPackageVersionKey": version_id(state, *of),
        "SecurityType": request.security_type,
        "Status": request.status,
        "NameConflictResolution": "Block",
        "PackageInstallSource": request.source,
        "Errors": {"errors": [{"message": request.error}]} if request.error else None,
        **audit(state, request.when),
        **({"CreatedById": author, "LastModifiedById": author} if author else {}),
    }


def licenses(state: Ground) -> Iterable[Row]:
    """Licences of the installed packages that have a namespace."""
    for key, package in each(state):
        if package.installed and package.namespace:
            yield {
                "Id": state.id("PackageLicense", key),
                "NamespacePrefix": package.namespace,
                "Status": package.license_status,
                "AllowedLicenses": -1,
                "UsedLicenses": 0,
                **audit(state, "-60d"),
            }
