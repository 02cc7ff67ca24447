"""A faithful Slack workspace on localhost, for the demo and the tests.

>>> async with WorkspaceSandbox(app_url="http://127.0.0.1:3000/slack/events") as ws:
...     await ws.command("/6sense check acme-prod", user="sam", channel="support")
"""

from sandbox.workspace.delivery.values import Delivery, Request
from sandbox.workspace.entering import NotDrawn, NotTaken
from sandbox.workspace.message import Message
from sandbox.workspace.people import NotPossible
from sandbox.workspace.sandbox import WorkspaceSandbox
from sandbox.workspace.world import World, load_world

__all__ = [
    "Delivery",
    "Message",
    "NotDrawn",
    "NotPossible",
    "NotTaken",
    "Request",
    "WorkspaceSandbox",
    "World",
    "load_world",
]
