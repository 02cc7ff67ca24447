"""What is wrong with a record, in Salesforce's words.

Source: SOAP API Developer Guide, "StatusCode"; REST answers seen in public issues. A refused record
names its fields; alone it is ``errorCode``, inside a collection ``statusCode``.
"""

from __future__ import annotations

from typing import Any

from sandbox.org.call import Answer, Refusal

_FORBIDDEN = "INSUFFICIENT_ACCESS_OR_READONLY"


class Mistake(Refusal):
    """A refused record."""

    def __init__(self, code: str, message: str, *fields: str, status: int = 400) -> None:
        super().__init__(status, code, message)
        self.fields = list(fields)

    def answer(self) -> Answer:
        """What goes back to the client."""
        told = {"message": self.message, "errorCode": self.code, "fields": self.fields}
        return Answer(self.status, [told])

    def in_collection(self) -> dict[str, Any]:
        """The same inside the result of a collection."""
        told = {"statusCode": self.code, "message": self.message, "fields": self.fields}
        return {"success": False, "errors": [told]}


def required(fields: list[str]) -> Mistake:
    """Something has to be there."""
    text = f"Required fields are missing: [{', '.join(fields)}]"
    return Mistake("REQUIRED_FIELD_MISSING", text, *fields)


def unknown_field(field: str, entity: str) -> Mistake:
    """A field the object does not have, or not for this user."""
    text = f"No such column '{field}' on sobject of type {entity}"
    return Mistake("INVALID_FIELD", text)


def closed_fields(fields: list[str]) -> Mistake:
    """Fields that are not for writing."""
    text = (
        f"Unable to create/update fields: {', '.join(fields)}. Please check the security settings"
        " of this field and verify that it is read/write for your profile or permission set."
    )
    return Mistake("INVALID_FIELD_FOR_INSERT_UPDATE", text, *fields)


def duplicate(field: str, row_id: str) -> Mistake:
    """The same thing is there already."""
    text = f"duplicate value found: {field} duplicates value on record with id: {row_id}"
    return Mistake("DUPLICATE_VALUE", text)


def no_such(field: str) -> Mistake:
    """An id that leads nowhere."""
    return Mistake("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", field)


def forbidden() -> Mistake:
    """The caller lacks the right."""
    return Mistake(_FORBIDDEN, "insufficient access rights on object id", status=403)
