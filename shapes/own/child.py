"""The process that :mod:`shapes.own.guarded` keeps an engine in: it reads requests from one socket and answers them, no more.

Started with the address space, the files and the processor time that it may have cut down to what a validation needs. What
is asked of it is one of the operations below; messages are framed as :func:`frame` writes them.
"""

from __future__ import annotations

import gc
import logging
import os
import resource
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn

import orjson

from ld.errors import LDError, RDFSyntaxError, ShapeLoadError
from shapes.engines import MAX_RESULTS, Engine
from shapes.own.frames import FAILED, HEADER, LOAD, MEMORY, OK, RUN, SHAPES, SYNTAX, frame
from shapes.validator import ENGINES

_STREAM: Final = 0  # standard input is the socket
_PIECE: Final = 1 << 18  # bytes read at a time
_OPEN: Final = 3  # standard input, output and error: no descriptor can be had beyond these
_SLACK: Final = 1  # seconds of processor time beyond the deadline, which is the parent's to keep
_WARM_SHAPES: Final = """
<urn:x:s> <http://www.w3.org/ns/shacl#targetSubjectsOf> <urn:x:p> .
<urn:x:s> <http://www.w3.org/ns/shacl#property> <urn:x:t> .
<urn:x:t> <http://www.w3.org/ns/shacl#path> <urn:x:p> .
<urn:x:t> <http://www.w3.org/ns/shacl#pattern> "^a$" .
<urn:x:t> <http://www.w3.org/ns/shacl#datatype> <http://www.w3.org/2001/XMLSchema#date> .
<urn:x:s> <http://www.w3.org/ns/shacl#sparql> _:q .
_:q <http://www.w3.org/ns/shacl#select> "SELECT $this { $this ?p ?o FILTER(NOW() > ?o || REGEX(STR(?o), 'a')) }" .
"""
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_WARM_LITERALS: Final = (
    (f"{_XSD}date", "2020-01-01"),
    (f"{_XSD}dateTime", "2020-01-01T00:00:00Z"),
    (f"{_XSD}duration", "P1Y"),
    (f"{_XSD}decimal", "1.0"),
    (f"{_XSD}base64Binary", "AA=="),
    (
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML",
        "<p>a</p>",
    ),  # read by a library that imports as it goes
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral", "<p>a</p>"),
)
_WARM_DATA: Final = "".join(
    f'<urn:x:a> <urn:x:p> "{lexical}"^^<{datatype}> .\n' for datatype, lexical in _WARM_LITERALS
)


class _Worker:
    """Shapes that are compiled, and what is asked of them."""

    def __init__(self, make: Callable[[str], Engine]) -> None:
        self._make = make
        self._engine: Engine | None = None

    def shapes(self, text: str) -> bytes:
        """Compile other shapes."""
        self._engine = None
        self._engine = self._make(text)
        return b""

    def run(self, text: str) -> bytes:
        """Results as a JSON array of arrays."""
        if self._engine is None:
            raise LDError("there are no shapes yet")
        return orjson.dumps([list(result) for result in self._engine.run(text)[:MAX_RESULTS]])


def main(engine: str, memory: str) -> NoReturn:
    """Serve requests until the other end is closed.

    Args:
        engine: a row of :data:`shapes.validator.ENGINES`.
        memory: bytes that it may take beyond what it starts with.
    """
    _prepare(engine)
    worker = _Worker(ENGINES[engine])
    operations = {SHAPES: worker.shapes, RUN: worker.run}
    confine(int(memory))
    _send(OK, b"")
    while header := _receive(HEADER.size):
        operation, seconds, length = HEADER.unpack(header)
        _limit_time(seconds)
        _send(*_answer(operations[operation], length))
    os._exit(0)  # nothing to tidy, and no time to lose


def _answer(operation: Callable[[str], bytes], length: int) -> tuple[bytes, bytes]:
    try:
        return OK, operation(_receive(length).decode("utf-8", "surrogatepass"))
    except MemoryError:
        return MEMORY, b""
    except RDFSyntaxError as error:
        return SYNTAX, orjson.dumps([str(error), error.line, error.column])
    except ShapeLoadError as error:
        return LOAD, str(error).encode(errors="replace")
    except LDError as error:
        return FAILED, str(error).encode(errors="replace")
    except Exception as error:  # noqa: BLE001 - whatever an engine raises on shapes that are not ours, the parent is told
        return FAILED, f"{type(error).__name__}: {error}".encode(errors="replace")


def _prepare(engine: str) -> None:
    """Have everything imported that the engine imports only when it needs it: no file can be opened later."""
    warnings.simplefilter("ignore")
    logging.disable()
    ENGINES[engine](_WARM_SHAPES).run(_WARM_DATA)
    gc.freeze()


def confine(memory: int) -> None:
    """Have no file, no socket and no core file from now on, and only so much memory.

    Args:
        memory: bytes beyond what the process has.
    """
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):  # what a dying engine prints is of no use to anybody
        os.dup2(null, stream)
    os.close(null)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    if (taken := _address_space()) is not None:
        _limit(resource.RLIMIT_AS, taken + memory)
    _limit(resource.RLIMIT_NOFILE, _OPEN)  # last: whatever is opened after this fails


def _limit(kind: int, value: int) -> None:
    with suppress(ValueError):  # what is limited further already stays as it is
        resource.setrlimit(kind, (value, value))


def _address_space() -> int | None:
    """Bytes of address space that this process has; None where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return None
    return int(pages) * resource.getpagesize()


def _limit_time(seconds: float) -> None:
    """End this process if it goes on computing though nobody waits for it: the parent may be gone."""
    until = int(time.process_time() + seconds) + 1 + _SLACK
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _receive(length: int) -> bytes:
    """So many bytes; none if the stream ends."""
    data = bytearray()
    while len(data) < length:
        piece = os.read(_STREAM, min(length - len(data), _PIECE))
        if not piece:
            return b""
        data += piece
    return bytes(data)


def _send(status: bytes, body: bytes) -> None:
    rest = memoryview(frame(status, 0, body))
    while rest:
        rest = rest[os.write(_STREAM, rest) :]


if __name__ == "__main__":
    main(*sys.argv[1:])
