"""What became of a request that no answer came to."""

import requests

from bot.orgs.answers import Answer, lost
from bot.orgs.wire import TooLargeError

#: Seconds before a request is repeated. A server that drops every third one recovers in one.
PAUSES = (0.1, 0.3, 0.8)
_UNTRUSTED = "CERTIFICATE_VERIFY_FAILED"


def account(error: requests.RequestException) -> Answer:
    """The loss, in our words, and whether and how to ask again."""
    if isinstance(error, requests.exceptions.ChunkedEncodingError) or _cut(error):
        return lost("Salesforce hung up before it had answered", again=True, split=True)
    if isinstance(error, requests.ReadTimeout):
        return lost("Salesforce did not answer in time", split=True)
    if isinstance(error, requests.exceptions.SSLError) and _UNTRUSTED in str(error):
        return lost("the certificate of the host is not one we trust")
    if isinstance(error, requests.ConnectionError):  # a ConnectTimeout is one, too
        return lost("no connection to the host could be made", again=True)
    known = {requests.JSONDecodeError: "the answer was not JSON", TooLargeError: str(error)}
    return lost(known.get(type(error), f"the request failed ({type(error).__name__})"))


def _cut(error: requests.RequestException) -> bool:
    """Whether the connection broke after we had sent: an urllib3 error inside `requests`' own."""
    inner = error.args[0] if error.args else None
    return isinstance(error, requests.ConnectionError) and type(inner).__name__ == "ProtocolError"
