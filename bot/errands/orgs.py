"""A workspace's orgs: the list, their names, their people, their connections and their end."""

from bot.errands.connecting import Connecting
from bot.errands.disconnecting import Disconnecting
from bot.errands.inviting import Inviting
from bot.errands.listing import Listing
from bot.errands.naming import Naming
from bot.errands.office import Family, Office
from bot.errands.renewing import Renewing
from intents.asked.orgs import Connect, Disconnect, NamePerson, Orgs, Rename


def family(office: Office) -> Family:
    """Everything about the connections of a workspace."""
    connecting, leaving = Connecting(office), Disconnecting(office)
    naming, renewing = Naming(office), Renewing(office, connecting)
    return Family(
        errands={
            Connect: Inviting(office).ask,
            Disconnect: leaving.ask,
            NamePerson: naming.person,
            Orgs: Listing(office).ask,
            Rename: naming.rename,
        },
        workflows={
            **connecting.workflows,
            "disconnect": leaving.workflow,
            "renew": renewing.workflow,
        },
        ticks=(renewing.tick,),
    )
