"""What signs in never shows: not on a page, in a message, a log, or in the database's files."""

import logging
from pathlib import Path
from urllib.parse import parse_qs, urlsplit


def carried(browser, name):
    """Everything this browser carried under a name."""
    queries = (parse_qs(urlsplit(url).query) for url in browser.visited)
    return {value for query in queries for value in query.get(name, [])}


async def test_tokens_codes_states_and_secrets_stay_where_they_are(place, browser, caplog):
    caplog.set_level(logging.DEBUG)
    async with place() as p:
        link = await p.link()
        await browser.open(link)
        pages = [browser.page.text]
        await browser.sign_in(link)
        pages.append(browser.page.text)
        await p.direct("is connected")
        known = await p.known()
        codes, states = carried(browser, "code"), carried(browser, "state")
        assert codes
        assert states
        tokens = {known.secrets.refresh_token, known.secrets.access_token}
        secret = p.org.connection["client_secret"]
        files = Path(p.settings.database_url.removeprefix("sqlite:///")).parent.glob("sixsense.db*")
        stored = b"".join(file.read_bytes() for file in files)
        ours = [record for record in caplog.records if record.name.startswith("bot")]
        told = {
            "pages": "".join(pages),
            "messages": str([m.blocks for m in p.ws.state.all_messages]),
            "calls": str([call.args for call in p.ws.calls]),
            "log": "".join(record.getMessage() for record in ours),
        }
        for canary in (*tokens, *codes, *states, secret):
            assert canary.encode() not in stored, canary[:6]
            assert [where for where, text in told.items() if canary in text] == []
