"""Record ids in the paths of URLs: minting and reading back.

A server interface without a raw path (WSGI) decodes percent-encoding once, so ``a%2Fb`` and ``a/b`` are one: everything
after ``/record/`` is the id, slashes included.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ld.iris import encode_id


def record_path(record_id: str) -> str:
    """Path of a record's document.

    Raises:
        MintingError: no path could bring the id back (empty, ``.``, ``..``, too long, control characters).
    Spec: https://www.rfc-editor.org/rfc/rfc3986#section-3.3

    >>> record_path("b/1 %ü")
    '/record/b%2F1%20%25%C3%BC'
    """
    return "/record/" + encode_id(record_id)


def split_extension(path_id: str, extensions: Collection[str]) -> tuple[str, str | None]:
    """Take the last extension off, if it is a known one and an id is left.

    Args:
        path_id: decoded, what follows ``/record/``.
        extensions: without dots, lower case.
    Returns:
        The id and the extension, or `path_id` and None.

    >>> split_extension("a.b.ttl", {"ttl"}), split_extension("a.b", {"ttl"}), split_extension(".ttl", {"ttl"})
    (('a.b', 'ttl'), ('a.b', None), ('.ttl', None))
    """
    stem, dot, extension = path_id.rpartition(".")
    return (stem, extension) if stem and dot and extension in extensions else (path_id, None)


def candidates(path_id: str, extensions: Collection[str]) -> Iterator[tuple[str, str | None]]:
    """What a path may mean, in the order to try: the exact id, then the id without its extension.

    >>> list(candidates("a.ttl", {"ttl"}))
    [('a.ttl', None), ('a', 'ttl')]
    """
    yield path_id, None
    stem, extension = split_extension(path_id, extensions)
    if extension is not None:
        yield stem, extension


def wsgi_path(path_info: str) -> str | None:
    """The path of a request as text.

    Args:
        path_info: ``PATH_INFO``: bytes, decoded once from percent-encoding, disguised as Latin-1 (PEP 3333).
    Returns:
        None where it is not UTF-8: nothing is published there (404).

    >>> wsgi_path("/record/\\u00c3\\u00bc")
    '/record/ü'
    >>> wsgi_path("/record/\\u00ff") is None
    True
    """
    try:
        return path_info.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


__all__ = ["candidates", "record_path", "split_extension", "wsgi_path"]
