"""``metadata/deployRequest``: a deploy by REST, for tokens SOAP does not take.

Source: Metadata API Developer Guide, "Deploy Metadata with Apex Testing Using REST": multipart with
a part ``json`` and a part ``file``; 201 with the id; asked again with ``?includeDetails=true``.
"""

from __future__ import annotations

import email
import email.policy
import json
from typing import Any

from sandbox.org import rights
from sandbox.org.call import Answer, Call, Refusal, not_found
from sandbox.org.context import Context
from sandbox.org.mdapi.deploys import deployed, options, result
from sandbox.org.mdapi.saving import Author
from sandbox.org.mdapi.xml import SoapFault


def answer(call: Call, context: Context, job: str) -> Answer:
    """Begin a deploy, or look at one."""
    if not context.caller.permissions & rights.METADATA_API:
        text = (
            "use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata"
            " permissions"
        )
        raise Refusal(403, "INSUFFICIENT_ACCESS", text)
    by = Author(context.org, context.caller.user, context.version)
    try:
        if call.method == "POST" and not job:
            return _begun(call, by)
        if call.method == "GET" and job:
            details = call.query.get("includeDetails", "false").lower() == "true"
            return Answer(body={"id": job, "deployResult": result(by, job, details=details)})
    except SoapFault as fault:
        raise Refusal(400, fault.code, fault.text) from None
    raise not_found()


def _begun(call: Call, by: Author) -> Answer:
    parts = _parts(call)
    if "file" not in parts:
        raise Refusal(400, "INVALID_MULTIPART_REQUEST", "The request has no part named file")
    try:
        told: Any = json.loads(parts.get("json", b"{}"))
    except ValueError as error:
        raise Refusal(400, "JSON_PARSER_ERROR", str(error)) from None
    given = told.get("deployOptions", {}) if isinstance(told, dict) else {}
    job = deployed(parts["file"], options(given if isinstance(given, dict) else {}), by)
    queued = {"id": job, "status": "Pending", "done": False, "success": False}
    body = {"id": job, "validatedDeployRequestId": None, "deployOptions": given}
    return Answer(201, body | {"deployResult": queued})


def _parts(call: Call) -> dict[str, bytes]:
    kind = call.headers.get("Content-Type", "")
    head = f"Content-Type: {kind}\r\nMIME-Version: 1.0\r\n\r\n".encode()
    message = email.message_from_bytes(head + call.body, policy=email.policy.HTTP)
    found: dict[str, bytes] = {}
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            found[name] = content
    return found
