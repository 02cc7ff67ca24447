"""Sales Engagement, where the org has it (Object Reference, ActionCadence, v45 and later)."""

from intents.fact import Fact, Id
from intents.facts.permission_set_license import PermissionSetLicense
from intents.question import Question, Soql


class Cadence(Fact):
    """Any one cadence; INVALID_TYPE where the product is absent, or not for our eyes."""

    about = "the Sales Engagement cadences"
    beside = PermissionSetLicense
    # Nobody reads emptiness here: an org without any cadence yet is no unseen one.
    question = Question(Soql("SELECT Id FROM ActionCadence LIMIT 1"), shows=("ViewSetup",))
    id: Id
