"""Where a step is done: addresses on the org's own domain, or the package's install page."""

from intents.org.vendor import VENDOR
from intents.playbook import Page, Step
from intents.walk import Walk

#: Paths that are the install page of a package: served where the org is not known, too.
_INSTALL = "/packaging/"


def address(walk: Walk, step: Step) -> tuple[tuple[Page, str], ...]:
    """Each page of a step with its address, "" where there is none.

    The install page stands on the host for the org's kind; of an org whose kind is not known,
    once for production and once for sandboxes (6sense article *External Client App*,
    Installation links).
    """
    return tuple(pair for page in step.pages for pair in _of(walk, page))


def _of(walk: Walk, page: Page) -> list[tuple[Page, str]]:
    if not page.path.startswith(_INSTALL):
        return [(page, f"{walk.setup_url}{page.path}" if walk.setup_url and page.path else "")]
    if walk.sandbox is not None:
        host = VENDOR.install.sandbox if walk.sandbox else VENDOR.install.production
        return [(page, host + page.path)]
    if walk.setup_url:  # an org, and on no host of Salesforce: its own page
        return [(page, f"{walk.setup_url}{page.path}")]
    both = (("production", VENDOR.install.production), ("sandbox", VENDOR.install.sandbox))
    return [(Page(f"{page.label} ({kind})", page.path), host + page.path) for kind, host in both]
