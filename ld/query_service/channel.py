"""Messages over a Unix socket: a JSON object, some bytes, and perhaps an open file.

One side asks, the other answers, one message at a time in each direction; so an answer fits into the buffers of the kernel, and
sending it never waits. Both sides are ours; what is not a message ends the connection.
"""

from __future__ import annotations

import os
import select
import socket
from contextlib import suppress
from struct import Struct
from typing import Any, NamedTuple

import orjson

_LENGTHS = Struct("!II")
_BLOCK = (
    65_536  # what is larger is given back to the system after each call, which takes longer than the call
)
LONGEST = 16_000_000
"""Bytes of a message."""


class Message(NamedTuple):
    """One message.

    Attributes:
        head: a JSON object.
        body: bytes.
        file: descriptor of an open file, which the receiver owns; None without one.
    """

    head: dict[str, Any]
    body: bytes = b""
    file: int | None = None


class BrokenChannelError(Exception):
    """The other side is gone, or does not speak our language."""


class Channel:
    """One end of a connection; not for two threads at once.

    Args:
        connection: a connected stream socket; it is closed with the channel.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._read = bytearray()
        self._file: int | None = None

    def fileno(self) -> int:
        """Descriptor of the socket, for selectors."""
        return self._socket.fileno()

    def send(self, message: Message, *, seconds: float | None = None) -> None:
        """Send one.

        Args:
            seconds: to wait for room, where the socket else does not block.
        Raises:
            BrokenChannelError: it cannot be sent.
        """
        head = orjson.dumps(message.head)
        data = memoryview(b"".join((_LENGTHS.pack(len(head), len(message.body)), head, message.body)))
        usual = self._socket.gettimeout()
        try:
            if seconds is not None:
                self._socket.settimeout(seconds)
            if message.file is not None:
                sent = socket.send_fds(self._socket, [data], [message.file])
                data = data[sent:]
            if data:
                self._socket.sendall(data)
            if seconds is not None:
                self._socket.settimeout(usual)
        except OSError as error:
            raise BrokenChannelError(str(error)) from error

    def receive(self) -> Message:
        """The next one, awaited.

        Raises:
            BrokenChannelError: none comes any more.
        """
        while (message := self.take()) is None:
            self.read()
        return message

    def read(self) -> None:
        """Read what is there; where nothing is, wait for it, unless the socket does not block.

        Raises:
            BrokenChannelError: nothing will come any more.
        """
        try:
            data, files, _, _ = socket.recv_fds(self._socket, _BLOCK, 1, socket.MSG_CMSG_CLOEXEC)
        except BlockingIOError:
            return
        except OSError as error:
            raise BrokenChannelError(str(error)) from error
        if files:
            self._drop_file()
            self._file = files[0]
        if not data:
            raise BrokenChannelError("the other side has closed the connection")
        self._read += data

    def take(self) -> Message | None:
        """The next message, if all of it has been read.

        Raises:
            BrokenChannelError: what was read is no message.
        """
        if len(self._read) < _LENGTHS.size:
            return None
        head, body = _LENGTHS.unpack_from(self._read)
        end = _LENGTHS.size + head + body
        if end > LONGEST:
            raise BrokenChannelError("the message is too long")
        if len(self._read) < end:
            return None
        data, file = bytes(self._read[_LENGTHS.size : end]), self._file
        del self._read[:end]
        self._file = None
        try:
            return Message(orjson.loads(data[:head]), data[head:], file)
        except orjson.JSONDecodeError as error:
            raise BrokenChannelError("the message is not JSON") from error

    def ended(self) -> bool:
        """Whether the other side has closed the connection, or said something unasked; without waiting."""
        watch = select.poll()
        watch.register(self._socket, select.POLLIN)
        return bool(watch.poll(0))

    def close(self) -> None:
        """Close the connection, and a file that was not taken."""
        self._drop_file()
        with suppress(OSError):
            self._socket.close()

    def _drop_file(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


__all__ = ["LONGEST", "BrokenChannelError", "Channel", "Message"]
