"""Messages arrive as they were sent, however the bytes are cut; what is no message ends the connection."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from tempfile import TemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.query_service.channel import LONGEST, BrokenChannelError, Channel, Message

JSON = st.dictionaries(
    st.text(max_size=5), st.one_of(st.none(), st.integers(-(2**53), 2**53), st.text()), max_size=4
)


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, Channel]]:
    left, right = socket.socketpair()
    channel = Channel(right)
    yield left, channel
    left.close()
    channel.close()


@given(st.lists(st.tuples(JSON, st.binary(max_size=300)), max_size=4))
def test_messages_come_back(sent: list[tuple[dict[str, object], bytes]]) -> None:
    left, right = socket.socketpair()
    one, other = Channel(left), Channel(right)
    try:
        for head, body in sent:
            one.send(Message(head, body))
            assert other.receive() == Message(head, body, None)
    finally:
        one.close()
        other.close()


@given(st.data())
def test_however_the_bytes_are_cut(data: st.DataObject) -> None:
    left, right = socket.socketpair()
    taken, source = _wire([Message({"n": n}, b"x" * n) for n in range(5)]), Channel(right)
    found = []
    try:
        while taken:
            cut = data.draw(st.integers(1, len(taken)))
            left.sendall(taken[:cut])
            taken = taken[cut:]
            source.read()
            while (message := source.take()) is not None:
                found.append(message)
    finally:
        left.close()
        source.close()
    assert [message.head["n"] for message in found] == list(range(5))


def _wire(messages: list[Message]) -> bytes:
    left, right = socket.socketpair()
    channel = Channel(left)
    for message in messages:
        channel.send(message)
    channel.close()
    data = b""
    while block := right.recv(65_536):
        data += block
    right.close()
    return data


@pytest.mark.parametrize("body", [b"", b"b" * 65_536])
def test_a_file_comes_along(pair: tuple[socket.socket, Channel], body: bytes) -> None:
    left, channel = pair
    with TemporaryFile() as file:
        file.write(b"content")
        file.seek(0)
        sender = Channel(left.dup())
        sender.send(Message({}, body, file.fileno()))
        sender.close()
    message = channel.receive()
    assert message.body == body
    assert message.file is not None
    with os.fdopen(message.file, "rb") as received:
        assert received.read() == b"content"


def test_a_file_that_nobody_takes_is_closed(pair: tuple[socket.socket, Channel]) -> None:
    left, channel = pair
    reading, writing = os.pipe()
    socket.send_fds(left, [b"x"], [writing])
    os.close(writing)
    channel.read()
    channel.close()
    assert os.read(reading, 1) == b""  # else the receiver would still have the other end
    os.close(reading)


@pytest.mark.parametrize(
    "data",
    [b"\x00\x00\x00\x02\x00\x00\x00\x00no", (LONGEST + 1).to_bytes(4, "big") + bytes(4), b"\xff" * 8],
    ids=["no JSON", "too long", "far too long"],
)
def test_what_is_no_message_ends_it(pair: tuple[socket.socket, Channel], data: bytes) -> None:
    left, channel = pair
    left.sendall(data)
    channel.read()
    with pytest.raises(BrokenChannelError):
        channel.take()


def test_the_other_side_may_be_gone(pair: tuple[socket.socket, Channel]) -> None:
    left, channel = pair
    assert not channel.ended()
    left.close()
    assert channel.ended()
    with pytest.raises(BrokenChannelError):
        channel.receive()
    with pytest.raises(BrokenChannelError):
        channel.send(Message({}))


def test_reading_without_waiting(pair: tuple[socket.socket, Channel]) -> None:
    left, _ = pair
    mine = left.dup()
    mine.setblocking(False)
    channel = Channel(mine)
    channel.read()
    assert channel.take() is None
    channel.close()
