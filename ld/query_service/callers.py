"""The web processes that are connected: what they say, and what is said to them."""

from __future__ import annotations

import selectors
import socket
from collections.abc import Iterator
from itertools import count

from ld.query_service.channel import BrokenChannelError, Channel, Message


class Callers:
    """Connections of callers. Each has a number that no other ever has: the system gives descriptors again at once.

    Args:
        listener: Unix socket on which they call.
        selector: in which it and their connections are registered, beside what others register there.
    """

    def __init__(self, listener: socket.socket, selector: selectors.BaseSelector) -> None:
        self._listener, self._selector = listener, selector
        self._channels: dict[int, Channel] = {}
        self._numbers: dict[int, int] = {}
        self._next = count(1)
        self._gone: list[int] = []
        listener.setblocking(False)
        selector.register(listener, selectors.EVENT_READ)

    def number(self, descriptor: int) -> int | None:
        """The number of the caller at a descriptor; None if there is none."""
        return self._numbers.get(descriptor)

    def accept(self, descriptor: int) -> None:
        """Let somebody in, if this is where they knock."""
        if descriptor != self._listener.fileno():  # of a connection that was closed a moment ago
            return
        try:
            connection, _ = self._listener.accept()
        except OSError:  # gone again, or no descriptor is left
            return
        connection.setblocking(False)
        number = next(self._next)
        self._numbers[connection.fileno()] = number
        self._channels[number] = Channel(connection)
        self._selector.register(connection.fileno(), selectors.EVENT_READ)

    def hear(self, caller: int) -> Iterator[Message]:
        """What a caller has said; one who does not speak our language is let go."""
        channel = self._channels[caller]
        try:
            channel.read()
            while (message := channel.take()) is not None:
                yield message
        except BrokenChannelError:
            self._hang_up(caller)

    def tell(self, caller: int, message: Message) -> None:
        """Say something to a caller, if it is still there."""
        channel = self._channels.get(caller)
        if channel is None:
            return
        try:
            channel.send(message)
        except BrokenChannelError:
            self._hang_up(caller)

    def take_gone(self) -> list[int]:
        """Those who have gone since this was last asked: what they wanted need not be done any more."""
        gone, self._gone = self._gone, []
        return gone

    def _hang_up(self, caller: int) -> None:
        channel = self._channels.pop(caller, None)
        if channel is not None:
            self._selector.unregister(channel.fileno())
            del self._numbers[channel.fileno()]
            channel.close()
            self._gone.append(caller)


__all__ = ["Callers"]
