"""The forms of JSON-LD that a client may ask for by the ``profile`` of the media type (JSON-LD 1.1 Appendix C)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from ld.formats.pyld_adapter import expand, flatten

_NAMESPACE = "http://www.w3.org/ns/json-ld#"
_OURS = f"{_NAMESPACE}compacted"


def _expanded(document: dict[str, Any], context: str) -> Any:
    return expand(document, context=context)


def _flattened(document: dict[str, Any], context: str) -> Any:
    return flatten(document, context=context)


_FORMS: dict[str, Callable[[dict[str, Any], str], Any]] = {
    f"{_NAMESPACE}expanded": _expanded,
    f"{_NAMESPACE}flattened": _flattened,
}


def form_of(profile: str | None) -> str:
    """The first form of a profile that we know; empty for the one that we write anyway. The others must be ignored.

    >>> form_of("http://example.org/x http://www.w3.org/ns/json-ld#expanded")
    'http://www.w3.org/ns/json-ld#expanded'
    >>> form_of("http://www.w3.org/ns/json-ld#compacted"), form_of(None)
    ('', '')
    """
    names = (profile or "").split()
    found = next((name for name in names if name in _FORMS or name == _OURS), "")
    return "" if found == _OURS else found


def in_form(body: bytes, form: str, context: str) -> bytes:
    """Our JSON-LD in another form.

    Args:
        body: compacted.
        form: as :func:`form_of` gives it, not empty.
        context: address of our context.
    """
    return orjson.dumps(
        _FORMS[form](orjson.loads(body), context), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    )


__all__ = ["form_of", "in_form"]
