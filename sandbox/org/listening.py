"""One port, both schemes: the first byte of a connection says which (0x16 opens TLS)."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Coroutine
from weakref import WeakSet

from aiohttp import web

_TLS_HANDSHAKE = b"\x16"
_PATIENCE = 60.0  # seconds a connection may stay silent before it is dropped


class Listener:
    """Accepts connections and hands each to the web server, with or without TLS."""

    def __init__(self, server: web.Server, tls: ssl.SSLContext) -> None:
        self._server = server
        self._tls = tls
        self._tasks: set[asyncio.Task[None]] = set()
        self._open: WeakSet[asyncio.Transport] = WeakSet()
        self._socket: socket.socket | None = None

    def open(self, host: str, port: int) -> int:
        """Listen; the port that was given, or found when it was 0."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=512)
        listening.setblocking(False)  # socket's own signature
        self._socket = listening
        self._start(self._accept(listening))
        return int(listening.getsockname()[1])

    async def close(self) -> None:
        """Stop listening, and drop every connection."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._socket:
            self._socket.close()
        for transport in list(self._open):
            transport.abort()  # a polite TLS goodbye would wait for clients that keep alive
        for _ in range(3):  # the loop closes sockets in its next turns
            await asyncio.sleep(0)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _accept(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            connection, _ = await loop.sock_accept(listening)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._start(self._serve(connection))

    async def _serve(self, connection: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(_PATIENCE):
                first = await _first_byte(connection)
            tls = self._tls if first == _TLS_HANDSHAKE else None
            transport, _ = await loop.connect_accepted_socket(self._server, connection, ssl=tls)
            if isinstance(transport, asyncio.Transport):
                self._open.add(transport)
        except (OSError, TimeoutError):
            connection.close()  # a client that left or never spoke is no error of ours
        except asyncio.CancelledError:
            connection.close()
            raise


async def _first_byte(connection: socket.socket) -> bytes:
    """The first byte, left where it is."""
    loop = asyncio.get_running_loop()
    readable = asyncio.Event()
    loop.add_reader(connection, readable.set)
    try:
        await readable.wait()
    finally:
        loop.remove_reader(connection)
    return connection.recv(1, socket.MSG_PEEK)
