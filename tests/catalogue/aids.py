"""What trials use besides the library that they try."""

from __future__ import annotations

import base64
import hashlib
import http.server
import socket
import struct
import threading
from collections.abc import Callable
from typing import Any

from tests.catalogue.names import thing

__all__ = [
    "check_names",
    "greeter",
    "http_server",
    "imap_server",
    "mysql_server",
    "postgres_server",
    "raised",
    "same",
    "websocket_server",
]


def check_names(it: object, gives: str, name: str, like: list[str]) -> None:
    """Fail if a name does not exist, or does not belong to this object as the catalogue says.

    A type without a public name is called like the function that gives it, or a word such as `iterator`.
    """
    kind = thing(gives) if "." in gives else object
    assert gives == name or isinstance(it, kind), f"{name} gives a {type(it)}, not a {gives}"
    subject = thing(name) if "." in name else None
    for other in like:
        found = thing(other)
        assert found is subject or isinstance(it, found), f"{other} is not like {name}"


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal, whatever `==` gives."""
    equal = one == other
    while getattr(equal, "shape", ()):
        equal = equal.all()
    return type(one) is type(other) and bool(equal)


def raised(call: Callable[..., object], *arguments: object, **options: object) -> str:
    """The name of the error that a call raises, or nothing: clients without a server can do no more than that."""
    try:
        call(*arguments, **options)
    except Exception as error:
        return type(error).__name__
    return ""


def server(talk: Callable[[socket.socket], None]) -> int:
    """The port of a server that talks to who connects, while this process lives."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            talk(listening.accept()[0])

    threading.Thread(target=serve, daemon=True).start()
    return int(listening.getsockname()[1])


def greeter(text: bytes = b"", answer: Callable[[bytes], bytes] = lambda line: b"") -> int:
    """The port of a server that says this to who connects, and has an answer to each line."""

    def talk(connection: socket.socket) -> None:
        def converse() -> None:
            connection.sendall(text)
            for line in connection.makefile("rb"):
                connection.sendall(answer(line))

        threading.Thread(target=converse, daemon=True).start()

    return server(talk)


def imap_server() -> int:
    """The port of what IMAP clients take for a server of mail."""
    return greeter(b"* OK ready\r\n", lambda line: b"* CAPABILITY IMAP4REV1\r\n" + line.split()[0] + b" OK done\r\n")


def websocket_server() -> int:
    """The port of what clients take for a server of websockets."""

    def answer(line: bytes) -> bytes:
        key, _, value = line.strip().partition(b": ")
        if key.lower() != b"sec-websocket-key":
            return b""
        proof = hashlib.sha1(value + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
        hello = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        return hello + b"Sec-WebSocket-Accept: " + base64.b64encode(proof) + b"\r\n\r\n"

    return greeter(answer=answer)


def http_server(body: bytes = b'{"answer": 42}') -> str:
    """The address of a server that gives this to every request."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_PUT = do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            pass

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{listening.server_port}/"


def postgres_server() -> int:
    """The port of what PostgreSQL clients take for a database that they have connected to."""

    def message(kind: bytes, content: bytes) -> bytes:
        return kind + struct.pack("!i", len(content) + 4) + content

    ready = message(b"Z", b"I")
    settings = {"server_version": "16.0", "client_encoding": "UTF8", "standard_conforming_strings": "on"}
    hello = message(b"R", struct.pack("!i", 0))
    hello += b"".join(message(b"S", f"{key}\0{value}\0".encode()) for key, value in settings.items())
    hello += message(b"K", struct.pack("!ii", 1, 1)) + ready

    def talk(connection: socket.socket) -> None:
        def converse() -> None:
            while request := connection.recv(8192):
                if request[4:8] in (struct.pack("!i", 80877103), struct.pack("!i", 80877104)):
                    connection.sendall(b"N")  # no encryption
                elif request[4:8] == struct.pack("!i", 196608):
                    connection.sendall(hello)
                elif request[:1] == b"Q":
                    connection.sendall(message(b"C", b"BEGIN\0") + ready)

        threading.Thread(target=converse, daemon=True).start()

    return server(talk)


def mysql_server() -> int:
    """The port of what MySQL clients take for a database that they have connected to."""

    def packet(number: int, content: bytes) -> bytes:
        return struct.pack("<I", len(content))[:3] + bytes([number]) + content

    capabilities = 0x00FFF7FF & ~0x800  # without encryption
    hello = b"\x0a8.0.0\0" + struct.pack("<I", 1) + b"12345678\0" + struct.pack("<H", capabilities & 0xFFFF)
    hello += b"\x21" + struct.pack("<HH", 2, capabilities >> 16) + b"\x15" + bytes(10) + b"123456789012\0"
    hello += b"mysql_native_password\0"
    done = b"\0\0\0\x02\0\0\0"

    def talk(connection: socket.socket) -> None:
        def converse() -> None:
            connection.sendall(packet(0, hello))
            while request := connection.recv(8192):
                connection.sendall(packet(request[3] + 1, done))

        threading.Thread(target=converse, daemon=True).start()

    return server(talk)
