"""The wire itself: bounded in size and time, no redirect, no password of somebody else's."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from bot.orgs import wire
from bot.orgs.losses import account
from bot.orgs.wire import Deadline

BIG = wire.MAX_BODY + 1


class Odd(BaseHTTPRequestHandler):
    """A server with bad manners; the path says which."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        getattr(self, self.path.strip("/"))()

    def reply(self, body, **headers):
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def biscuit(self):
        self.reply(b"{}", Set_Cookie="tenant=acme; Path=/")

    def crumbs(self):
        self.reply(b'{"cookie": "%s"}' % self.headers.get("Cookie", "").encode())

    def good(self):
        self.reply(b'{"seen": "%s"}' % self.headers.get("Authorization", "").encode())

    def abyss(self):
        self.reply(b"[" * 100_000)

    def digits(self):
        self.reply(b'{"expires": %s}' % (b"9" * 5000))

    def huge(self):
        self.send_response(200)
        self.send_header("Content-Length", str(BIG))
        self.end_headers()
        self.rest(b" " * 65536)

    def bomb(self):
        self.reply(gzip.compress(b" " * BIG), Content_Encoding="gzip")

    def drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.rest(b"1", pause=0.05)

    def rest(self, piece, pause=0.0):
        try:
            for _number in range(100_000):
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            self.close_connection = True

    def chunked(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b'5\r\n{"a":\r\n3\r\n 1}\r\n0\r\n\r\n')

    def short(self):
        self.send_response(200)
        self.send_header("Content-Length", "50")
        self.end_headers()
        self.wfile.write(b"{")
        self.close_connection = True

    def away(self):
        self.send_response(302)
        self.send_header("Location", "/good")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def url():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def session(url):
    opened = wire.session(url, wire.trust(None))
    yield opened
    opened.close()


def test_an_answer_is_what_it_was(session, url):
    answer = session.get(f"{url}/good", timeout=5)
    assert (answer.status_code, answer.json()) == (200, {"seen": ""})
    assert session.get(f"{url}/chunked", timeout=5).json() == {"a": 1}


def test_no_cookie_goes_from_one_visit_to_the_next(session, url):
    session.get(f"{url}/biscuit", timeout=5)
    assert session.get(f"{url}/crumbs", timeout=5).json() == {"cookie": ""}
    assert list(session.cookies) == []


def test_connections_are_used_again(session, url):
    session.get(f"{url}/good", timeout=5)
    (pool,) = session.get_adapter(url).poolmanager.pools._container.values()
    session.get(f"{url}/good", timeout=5)
    assert (pool.num_connections, pool.num_requests) == (1, 2)


@pytest.mark.parametrize("path", ["huge", "bomb"])
def test_a_huge_answer_is_let_go(session, url, path):
    with pytest.raises(wire.TooLargeError) as caught:
        session.get(f"{url}/{path}", timeout=10)
    assert "larger than 32 MB" in account(caught.value).unlearnt.says


@pytest.mark.parametrize("path", ["abyss", "digits"])
def test_json_that_python_will_not_read_is_no_json(session, url, path):
    with pytest.raises(requests.JSONDecodeError) as caught:
        session.get(f"{url}/{path}", timeout=5).json()
    assert "not JSON" in account(caught.value).unlearnt.says


def test_an_answer_that_drips_ends_with_the_time_out(session, url):
    begun = time.monotonic()
    with pytest.raises(requests.ReadTimeout) as caught:
        session.get(f"{url}/drip", timeout=0.4)
    assert time.monotonic() - begun < 4
    assert account(caught.value).split


def test_an_answer_cut_short_may_be_asked_again(session, url):
    with pytest.raises(requests.exceptions.ChunkedEncodingError) as caught:
        session.get(f"{url}/short", timeout=5)
    assert account(caught.value).again


def test_redirects_are_not_followed(session, url):
    with pytest.raises(requests.TooManyRedirects) as caught:
        session.get(f"{url}/away", timeout=5)
    assert "TooManyRedirects" in account(caught.value).unlearnt.says


def test_a_netrc_does_not_replace_our_token(url, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password canary-password")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    session = wire.session("https://acme.my.salesforce.com", wire.trust(None))
    with session:
        answer = session.get(f"{url}/good", headers={"Authorization": "Bearer x"}, timeout=5)
    assert answer.json() == {"seen": "Bearer x"}


def test_a_proxy_is_not_asked_for_this_machine(url, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with wire.session("https://localhost:1", wire.trust(None)) as session:
        assert session.get(f"{url}/good", timeout=5).ok


def test_a_deadline_never_goes_below_zero():
    assert Deadline.after(-5).left() == 0.0
    assert 0 < Deadline.after(5).left() <= 5
