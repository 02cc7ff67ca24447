"""SOQL: text to tree to rows. Pure; nothing here knows HTTP, rights or scenarios.

Source: Salesforce SOQL and SOSL Reference; texts of refusals as Salesforce answers them.
"""

from sandbox.org.soql.errors import SoqlError
from sandbox.org.soql.parse import parse
from sandbox.org.soql.result import Result
from sandbox.org.soql.run import run
from sandbox.org.soql.tree import Query

__all__ = ["Query", "Result", "SoqlError", "parse", "run"]
