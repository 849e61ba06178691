"""Every exception that leaves this project's packages.

::

    LDError(message, spec=)
    ├ ConfigError                                       a setting is wrong
    ├ SourceError(origin)                               a source cannot be read any further
    │ ├ TruncatedSourceError                            it ends in the middle
    │ └ UnknownSourceFormatError                        nobody can tell what it is
    ├ MappingError
    │ ├ LexicalError(value, expected)                   a value is not what its field promises
    │ └ MintingError(value)                             no IRI or literal can be made of it
    ├ FormatError
    │ ├ UnsupportedFormatError                          no such RDF format here
    │ └ RDFSyntaxError(line, column)
    ├ StoreError
    │ ├ StoreUnavailableError
    │ ├ QuerySyntaxError(line, column)
    │ ├ QueryRefusedError(reason)                       the guard says no
    │ ├ QueryTimeoutError · QueryCostError              it takes too long, or too much memory
    │ ├ QueryBarredError(retry_after)                   it did so twice
    │ ├ ResultTooLargeError                             413
    │ ├ FederationError                                 an endpoint that it asks fails
    │ └ QueryBusyError · ClientBusyError(retry_after)   the service is at its limit, or this client at its own
    ├ ShapeLoadError                                    a shapes file does not parse or asks too much
    ├ ShapeLimitError(limit)                            shapes of the user's own ask too much of one record
    └ PublishError
      ├ LockedError                                     another run is writing
      ├ UnknownEditionError · DamagedEditionError · DamagedChunkError
      ├ UnknownResourceError                            404
      ├ GoneError                                       410
      └ NotAcceptableError(available)                   406

Problems of one record are :class:`ld.findings.Finding` values, never exceptions: an exception ends a run or a request.
Third-party exceptions are wrapped where they arise; none leaves the project.
"""

from __future__ import annotations

from typing import Any


class LDError(Exception):
    """Something cannot go on; the message says what, where and what to do.

    Args:
        message: one or two sentences for the person who runs the command.
        spec: address of the clause that forbids it, if there is one.
    """

    def __init__(self, message: str, *, spec: str | None = None) -> None:
        super().__init__(message)
        self.spec = spec

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process: as it is, and not made anew from its message, of which most would make another error or none."""
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(kind: type[LDError], arguments: tuple[Any, ...], attributes: dict[str, Any]) -> LDError:
    error = kind.__new__(kind, *arguments)
    error.args = arguments
    error.__dict__.update(attributes)
    return error


class ConfigError(LDError):
    """A setting is unknown, of the wrong type, or contradicts another."""


class SourceError(LDError):
    """A source cannot be read (any further).

    Args:
        origin: file name or address, with the place in it where known.
    """

    def __init__(self, message: str, *, origin: str = "", spec: str | None = None) -> None:
        super().__init__(f"{origin}: {message}" if origin else message, spec=spec)
        self.origin = origin


class TruncatedSourceError(SourceError):
    """A source ends in the middle of a record or of a compressed stream."""


class UnknownSourceFormatError(SourceError):
    """No reader recognizes the content."""


class MappingError(LDError):
    """A record cannot be turned into statements."""


class LexicalError(MappingError):
    """A value is not of the form its field promises.

    Args:
        value: the value as in the record.
        expected: what it should have been, in a few words.
    """

    def __init__(self, value: str, expected: str, *, spec: str | None = None) -> None:
        super().__init__(f"{value[:120]!r} is not {expected}", spec=spec)
        self.value = value
        self.expected = expected


class MintingError(MappingError):
    """No valid IRI or literal can be made of a value."""

    def __init__(self, value: str, why: str, *, spec: str | None = None) -> None:
        super().__init__(f"{value[:120]!r}: {why}", spec=spec)
        self.value = value


class FormatError(LDError):
    """RDF cannot be written or read in a format."""


class UnsupportedFormatError(FormatError):
    """There is no such format, or it cannot hold this graph."""


class FrameError(FormatError):
    """A JSON-LD frame that cannot be applied."""


class RDFSyntaxError(FormatError):
    """A document is not well-formed RDF in its format."""

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class StoreError(LDError):
    """The quad store or the register fails."""


class StoreUnavailableError(StoreError):
    """The store cannot be reached or opened."""


class QuerySyntaxError(StoreError):
    """A query is not well-formed SPARQL."""

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryRefusedError(StoreError):
    """A query is refused before it is run.

    Args:
        reason: one hyphenated word for programs, such as ``too-deep``.
    """

    def __init__(
        self,
        message: str,
        *,
        reason: str,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.line = line
        self.column = column


class QueryTimeoutError(StoreError):
    """A query took longer than it may.

    Args:
        seconds: that it might have taken.
    """

    def __init__(self, message: str, *, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class QueryCostError(StoreError):
    """A query took more memory than it may, or ended the process that answered it in another way."""


class QueryBarredError(StoreError):
    """A query is refused for a while, because it has ended the processes that answered it.

    Args:
        retry_after: seconds after which it may be asked again.
    """

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ResultTooLargeError(StoreError):
    """A result has more rows or bytes than it may."""


class QueryBusyError(StoreError):
    """Too many queries are being answered."""


class FederationError(StoreError):
    """An endpoint of others that a query asks does not answer as it should."""


class ClientBusyError(StoreError):
    """A client asks more at once, or more in a minute, than one client may.

    Args:
        retry_after: seconds after which it may ask again.
    """

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ShapeLoadError(LDError):
    """A shapes file does not parse, or uses what the engines do not share."""


class ShapeLimitError(LDError):
    """Shapes took more of a process than they may, on one record.

    Args:
        limit: one word for programs: ``time``, ``memory``, or ``ended`` if the process died of something else.
    """

    def __init__(self, message: str, *, limit: str) -> None:
        super().__init__(message)
        self.limit = limit


class PublishError(LDError):
    """An edition cannot be built, published or served."""


class LockedError(PublishError):
    """Another run is writing to the data folder."""


class UnknownEditionError(PublishError):
    """There is no such edition."""


class DamagedEditionError(PublishError):
    """An edition's files do not agree with each other."""


class DamagedChunkError(PublishError):
    """A file of a run that was interrupted is not what was written; what it held can be made again."""


class UnknownResourceError(PublishError):
    """Nothing is published under this IRI (404)."""


class GoneError(PublishError):
    """What was published under this IRI has been withdrawn (410)."""


class NotAcceptableError(PublishError):
    """No representation satisfies the request (406).

    Args:
        available: media types that there are, best first.
    """

    def __init__(self, message: str, *, available: tuple[str, ...] = (), spec: str | None = None) -> None:
        super().__init__(message, spec=spec)
        self.available = available
