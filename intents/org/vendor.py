"""What identifies the vendor's app: `vendor.toml`, read once."""

import tomllib
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Package(_Part):
    """The managed package that carries the External Client App."""

    version: str
    id: str
    namespace: str


class Install(_Part):
    """Where the package is installed from, by kind of org."""

    production: str
    sandbox: str


class App(_Part):
    """The app as article A names it."""

    name: str


class Legacy(_Part):
    """The connected apps of article B, and the names their tokens carry."""

    apps: list[str]
    tokens: list[str]


class Vendor(_Part):
    """The whole file. An empty value is not known, and what depends on it is unknown."""

    package: Package
    install: Install
    app: App
    legacy: Legacy


def read(text: str) -> Vendor:
    """A vendor file.

    Raises:
        pydantic.ValidationError: a value is missing, misspelt or of another type.
    """
    return Vendor.model_validate(tomllib.loads(text))


VENDOR = read((files("intents.org") / "vendor.toml").read_text(encoding="utf-8"))
