"""What is asked of the query service and what it answers: values, and their form on the wire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from hashlib import blake2b
from typing import IO, Any


class Outcome(StrEnum):
    """How a query ended. The words are those of logs and metrics."""

    DONE = "done"
    SYNTAX = "syntax"
    UNSUPPORTED = "unsupported"
    REFUSED = "refused"  # by the guard, before the service heard of it
    TIMEOUT = "timeout"
    MEMORY = "memory"
    DIED = "died"  # its process did, of nesting mostly
    KILLED = "killed"  # its process was, by somebody else
    TOO_LARGE = "too-large"
    BUSY = "busy"
    CLIENT_BUSY = "client-busy"
    CLIENT_SPENT = "client-spent"
    BARRED = "barred"
    FAILED = "failed"
    FEDERATION = "federation"  # an endpoint that it asks has failed
    NOTHING = "nothing"
    CANCELLED = "cancelled"
    STALE = "stale"  # the edition that it is for is not kept any more


def digest_of(query: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()) -> str:
    """Digest of a question: 32 hexadecimal digits, too many for anybody to find another question with the same.

    Args:
        query: SPARQL.
        default_graphs, named_graphs: of the dataset that is asked.
    """
    asked = repr((query, tuple(default_graphs), tuple(named_graphs)))
    return blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Job:
    """A query to answer.

    Attributes:
        query: SPARQL, in the eyes of the guard harmless.
        format: name of a row of :data:`ld.query_service.results.FORMATS`.
        base: against which relative references are resolved; None for none.
        default_graphs: IRIs; empty for the query's own choice or the union of all.
        named_graphs: likewise.
        client: whose account the time is put on; empty for a client without limits of its own.
        seconds: after which to give up; never more than the service allows. 0 for what it allows.
        rows: to stop after, without calling that an error; 0 to write all or fail.
        network: it asks other endpoints, so it needs a process that may.
        edition: number of the one that must answer; 0 for the current one.
        coding: ``gzip`` or ``zstd`` (RFC 9110 §8.4.1) for a result that does not fit into a message; empty for none.
    """

    query: str
    format: str
    base: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    client: str = ""
    seconds: float = 0.0
    rows: int = 0
    network: bool = False
    edition: int = 0
    coding: str = ""

    @property
    def digest(self) -> str:
        """The same for the same question, whoever asks and in whatever format.

        >>> Job("ASK {}", "json").digest == Job("ASK {}", "xml", client="other").digest
        True
        """
        return digest_of(self.query, self.default_graphs, self.named_graphs)

    def head(self) -> dict[str, Any]:
        """As a JSON object.

        >>> job_of(Job("ASK {}", "json").head()) == Job("ASK {}", "json")
        True
        """
        return {name: getattr(self, name) for name in _FIELDS}


_FIELDS = tuple(field.name for field in fields(Job))


def job_of(head: dict[str, Any]) -> Job:
    """The job of a JSON object."""
    lists = {name: tuple(head[name]) for name in ("default_graphs", "named_graphs")}
    return Job(**(head | lists))


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole result.

    Attributes:
        edition: number of the edition that it is of.
        rows: solutions or triples, as far as the format lets them be counted; 0 or 1 for ASK.
        size: bytes of the result, before any coding.
        length: bytes that are here.
        coding: in which they are; empty for none.
        body: the bytes, where they are few; else None.
        file: of the bytes, at its start, without a name on disk; else None. Whoever has it closes it.
        cut: it stops after the rows that were asked for, and there are more.
        seconds: that it took to compute.
    """

    edition: int
    rows: int
    size: int
    length: int
    coding: str
    body: bytes | None
    file: IO[bytes] | None
    cut: bool
    seconds: float


__all__ = ["Answer", "Job", "Outcome", "digest_of", "job_of"]
