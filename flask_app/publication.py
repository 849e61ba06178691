"""The edition that a server process answers from, and its successor as soon as there is one."""

from __future__ import annotations

import logging
import time
from threading import Lock

from ld.editions import Edition, Editions
from ld.errors import PublishError, StoreError, UnknownEditionError

_LOG = logging.getLogger(__name__)
RETRY_SECONDS = 5.0


class Publication:
    """The current edition, open; one object a process, used by all its threads.

    A request asks for the edition once and keeps it: what it answers is of one edition, whatever is published meanwhile. An
    edition closes its files when the last request that holds it has ended.

    Args:
        editions: the published editions of the data folder.
    """

    def __init__(self, editions: Editions) -> None:
        self.editions = editions
        self._lock = Lock()
        self._held: Edition | None = None
        self._failed: tuple[int, float] = (0, 0.0)

    @property
    def number(self) -> int | None:
        """Number of the edition that :meth:`edition` would give; None if nothing is published. One system call."""
        current, held = self.editions.current_number(), self._held
        if held is not None and current is not None and self._is_failing(current):
            return held.number
        return current

    def edition(self) -> Edition:
        """The edition to answer from.

        Raises:
            UnknownEditionError: nothing is published yet.
            DamagedEditionError: the current edition cannot be opened, and none was open before.
        """
        number, held = self.number, self._held
        if held is not None and held.number == number:
            return held
        with self._lock:
            return self._switch()

    def _switch(self) -> Edition:
        number, held = self.number, self._held
        if number is None:
            raise UnknownEditionError(
                "nothing is published yet: run `ldpub ingest SOURCE…` first, or `ldpub demo`"
            )
        if held is None or held.number != number:
            self._held = self._opened(number)
        assert self._held is not None
        return self._held

    def _opened(self, number: int) -> Edition:
        """The edition of a number; the one before goes on being served while the new one cannot be opened."""
        try:
            edition = self.editions.open(number)
        except (PublishError, StoreError):
            current = self.editions.current_number()
            if current not in {None, number}:
                return self._opened(current)  # replaced and pruned since its number was read
            if self._held is None:
                raise
            _LOG.exception(
                "edition %d cannot be opened; edition %d is served instead", number, self._held.number
            )
            self._failed = number, time.monotonic()
            return self._held
        if self._held is not None:
            _LOG.info("edition %d is served now", number)
        return edition

    def _is_failing(self, number: int) -> bool:
        failed, when = self._failed
        return failed == number and time.monotonic() - when < RETRY_SECONDS


__all__ = ["RETRY_SECONDS", "Publication"]
