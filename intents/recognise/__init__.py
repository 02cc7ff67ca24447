"""Which errors a paste speaks of, in order of appearance. Pure, linear, never raises.

A code that only Salesforce uses counts by itself. A code that other products use too counts where
Salesforce or 6sense is nearer than they are, or where one of Salesforce's own descriptions stands
beside it. Where nobody is named it counts only among plain words: any other may be a product. What
a sentence denies, calls over or only supposes, a program looks for, or an agenda or a plan of
tests lists, counts nowhere.
"""

from intents.recognise.plain import plain
from intents.recognise.reading import Foreign, Found, Reading, Recognised

__all__ = ["Foreign", "Found", "Recognised", "recognise"]


def recognise(text: str) -> Recognised:
    """Read a paste; its secrets should have been cut before."""
    return Reading(plain(text)).result()
