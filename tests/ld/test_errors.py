"""Errors come out of other processes as they went in."""

from __future__ import annotations

import pickle

import pytest

from ld.errors import (
    DamagedEditionError,
    LDError,
    LexicalError,
    MintingError,
    NotAcceptableError,
    QueryBarredError,
    QueryRefusedError,
    RDFSyntaxError,
    TruncatedSourceError,
)

ERRORS: list[LDError] = [
    DamagedEditionError("broken"),
    LexicalError("12a", "a year", spec="https://x.example/s"),
    MintingError("1", "no IRI"),
    NotAcceptableError("No.", available=("text/turtle",)),
    QueryBarredError("twice", retry_after=1.0),
    QueryRefusedError("Too deep.", reason="too-deep", line=2, column=7),
    RDFSyntaxError("here", line=1, column=2),
    TruncatedSourceError("it ends", origin="a.mrc"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_other_processes_get_them_whole(error: LDError) -> None:
    error.add_note("a hint")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))
