"""A Salesforce org on localhost, faithful enough for unmodified clients.

Built from what Salesforce documents and what real orgs were seen to answer, never to fit a client
of ours. See docs/sandbox-org.md.
"""

from sandbox.org.server import OrgSandbox
from sandbox.org.shipped import ScenarioError, names

__all__ = ["OrgSandbox", "ScenarioError", "names"]
