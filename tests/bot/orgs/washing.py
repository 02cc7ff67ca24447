"""Not a test: what a recorded conversation may keep. Nothing that opens a door or names a person.

Used while recording and while replaying, so that what is asked meets what was recorded.
"""

import json
import re
from typing import Any

import yaml
from vcr.serializers import yamlserializer

HOST = "https://recorded.my.salesforce.com"
ORG, USER = "00D000000000001AAA", "005000000000001AAA"
_TOKEN = re.compile(r"00D\w{12,15}![\w.]+|5Aep861[\w.]+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ORG, _USER = re.compile(r"00D[A-Za-z0-9]{12,15}\b"), re.compile(r"005[A-Za-z0-9]{12,15}\b")
_SECRET = {"access_token", "refresh_token", "signature", "client_secret"}
_KEPT = {"content-type", "sforce-limit-info"}


class Washing:
    """Knows the real host of this recording."""

    def __init__(self, host: str, label: str) -> None:
        self._host = host
        self._label = label

    def text(self, text: str) -> str:
        text = _TOKEN.sub("washed", text.replace(self._host, HOST))
        text = _USER.sub(USER, _ORG.sub(ORG, text))
        return _MAIL.sub("someone@example.com", text)

    def request(self, request: Any) -> Any:
        request.uri = self.text(request.uri)
        request.headers = {}
        if request.path.endswith("/token"):
            request.body = b"grant_type=refresh_token&washed"
        elif request.body:
            request.body = self.text(request.body.decode()).encode()
        return request

    def response(self, response: dict[str, Any]) -> dict[str, Any]:
        kept = {k: v for k, v in response["headers"].items() if k.lower() in _KEPT}
        body = self.text(response["body"]["string"].decode())
        try:
            told = json.loads(body)
        except ValueError:
            told = None
        if isinstance(told, dict):
            body = json.dumps({k: "washed" if k in _SECRET else v for k, v in told.items()})
        return {**response, "headers": kept, "body": {"string": body.encode()}}

    def serialize(self, cassette: dict[str, Any]) -> str:
        written: str = yamlserializer.serialize(cassette)
        return f"# {self._label}\n{written}"

    def deserialize(self, text: str) -> Any:
        return yamlserializer.deserialize(text)


def label_of(text: str) -> str:
    """Where a cassette says it comes from."""
    return text.partition("\n")[0].removeprefix("# ")


def interactions(text: str) -> list[dict[str, Any]]:
    """What a cassette holds."""
    return list(yaml.safe_load(text)["interactions"])
