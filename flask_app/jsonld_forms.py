"""The forms of JSON-LD that a client may ask for (JSON-LD 1.1 Appendix C; its ``profile`` parameter)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import orjson

from ld.formats import Description
from ld.formats.expanded import expanded
from ld.formats.frames import FRAMES, framed
from ld.formats.tree import flat, tree

_NAMESPACE = "http://www.w3.org/ns/json-ld#"
FRAMED = "framed"


class Form(NamedTuple):
    """A form of JSON-LD.

    Attributes:
        iri: as in ``profile``.
        write: a description, and the name of a frame, to what JSON is made of.
    """

    iri: str
    write: Callable[[Description, str], Any]


FORMS = {
    "compacted": Form(f"{_NAMESPACE}compacted", lambda description, _: tree(description)),
    "expanded": Form(f"{_NAMESPACE}expanded", lambda description, _: expanded(description)),
    "flattened": Form(f"{_NAMESPACE}flattened", lambda description, _: flat(description)),
    FRAMED: Form(f"{_NAMESPACE}framed", framed),
}
"""By name, as in ``_form``; compacted is what is sent to whoever asks for none."""


def form_of(profiles: Iterable[str]) -> str:
    """The first form among profiles; the others must be ignored. Empty if there is none.

    >>> form_of(["http://example.org/x", "http://www.w3.org/ns/json-ld#expanded"]), form_of([])
    ('expanded', '')
    """
    names = {form.iri: name for name, form in FORMS.items()}
    return next((names[profile] for profile in profiles if profile in names), "")


def in_form(description: Description, form: str, frame: str = "") -> bytes:
    """A description in a form of JSON-LD, indented.

    Args:
        form: a name of :data:`FORMS`.
        frame: of ours, for the form framed; the first of them if empty.
    """
    return json_bytes(FORMS[form].write(description, frame or next(iter(FRAMES))))


def json_bytes(value: Any) -> bytes:
    """JSON as all JSON-LD is written: indented, in UTF-8, its last line ended."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


__all__ = ["FORMS", "FRAMED", "Form", "form_of", "in_form", "json_bytes"]
