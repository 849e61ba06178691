"""Messages as they go over the wire, and what httplint, a judge that others wrote, says of them."""

from __future__ import annotations

import socket
from time import time
from typing import NamedTuple

from httplint import HttpRequestLinter, HttpResponseLinter, Note, levels

from tests.http.asking import Ask

_GRAVE = (levels.WARN, levels.BAD)


class Message(NamedTuple):
    """A response, as the bytes that came."""

    version: bytes
    status: bytes
    phrase: bytes
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Remark(NamedTuple):
    """What the judge does not like: the name of its note, the field that it is about, and a sentence."""

    note: str
    subject: str
    summary: str


def request(port: int, ask: Ask) -> bytes:
    """A request as bytes; the connection is for it alone."""
    length = (("Content-Length", str(len(ask.body))),) if ask.body else ()
    fields = (
        ("Host", f"localhost:{port}"),
        ("User-Agent", "judge"),
        *ask.headers,
        *length,
        ("Connection", "close"),
    )
    lines = [f"{ask.method} {ask.path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + ask.body


def fetch(port: int, ask: Ask) -> Message:
    """What comes back until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request(port, ask))
        received = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    version, status, phrase = first.split(b" ", 2)
    headers = [(name, value.strip(b" \t")) for name, _, value in (line.partition(b":") for line in lines)]
    return Message(version.removeprefix(b"HTTP/"), status, phrase, headers, body)


def remarks(port: int, ask: Ask, message: Message) -> list[Remark]:
    """Warnings and worse, of a response in the light of its request."""
    asked = HttpRequestLinter()
    asked.process_request_topline(ask.method.encode(), ask.path.encode(), b"1.1")
    asked.process_headers(_fields(request(port, ask)))
    asked.feed_content(ask.body)
    asked.finish_content(complete=True)
    answered = HttpResponseLinter(start_time=time())
    answered.request, asked.response = asked, answered
    answered.base_uri = f"http://localhost:{port}{ask.path}"
    answered.is_head_response = ask.method == "HEAD"
    answered.process_response_topline(message.version, message.status, message.phrase)
    answered.process_headers(message.headers)
    answered.feed_content(message.body)
    answered.finish_content(complete=True)
    return [_remark(note) for note in _every(answered.notes) if note.level in _GRAVE]


def _fields(message: bytes) -> list[tuple[bytes, bytes]]:
    lines = message.partition(b"\r\n\r\n")[0].split(b"\r\n")[1:]
    return [(name, value.strip()) for name, _, value in (line.partition(b":") for line in lines)]


def _every(notes: list[Note]) -> list[Note]:
    return [found for note in notes for found in (note, *_every(note.subnotes))]


def _remark(note: Note) -> Remark:
    return Remark(type(note).__name__, note.subject, note.summary)


__all__ = ["Message", "Remark", "fetch", "remarks"]
