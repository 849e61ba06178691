"""The tables of this package: files beside the code, read once, when they are first needed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``tables/{name}.tsv`` as dictionaries keyed by the header line; an empty cell is ``""``.

    >>> rows("format-class")[0]["vufind_format"]
    'Thesis'
    """
    header, *body = (line.split("\t") for line in _text(f"{name}.tsv").splitlines())
    return tuple(dict(zip(header, cells, strict=True)) for cells in body)


@cache
def words(name: str) -> frozenset[str]:
    """The words of ``tables/{name}.txt``; lines that begin with ``#`` are comments.

    >>> "jats" in words("inline-elements"), "sup" in words("inline-elements")
    (False, True)
    """
    lines = (line for line in _text(f"{name}.txt").splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def _text(name: str) -> str:
    return files(__package__).joinpath("tables", name).read_text(encoding="utf-8")


__all__ = ["rows", "words"]
