"""The envelope of a record harvested by OAI-PMH: header, metadata, remarks about them.

Source: OAI-PMH 2.0 §2.5.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from ld.normalize.text import line
from ld.sources.xml import local_name

_PARTS = frozenset({"header", "metadata", "about"})


class Envelope(NamedTuple):
    """A record's parts.

    Attributes:
        header: None where there is no envelope, and the metadata stand alone.
        identifier: of the record in its repository; empty if it is missing.
        datestamp: as written; empty if it is missing.
        deleted: the repository says that the record is withdrawn.
        metadata: root of the metadata; None where there are none.
        about: remarks of the harvester and others.
    """

    header: etree._Element | None
    identifier: str
    datestamp: str
    deleted: bool
    metadata: etree._Element | None
    about: tuple[etree._Element, ...] = ()


def open_envelope(root: etree._Element) -> Envelope:
    """The parts of what is an OAI-PMH ``record``, or metadata without one.

    Some hubs leave out the element ``metadata``; then the metadata are what is neither ``header`` nor ``about``.
    """
    named: dict[str, list[etree._Element]] = {}
    for child in root:
        named.setdefault(local_name(child), []).append(child)
    if local_name(root) != "record" or "header" not in named:
        return Envelope(None, "", "", False, root)
    header = named["header"][0]
    inside = named["metadata"][0] if "metadata" in named else None
    others = list(inside) if inside is not None else [one for one in root if local_name(one) not in _PARTS]
    return Envelope(
        header,
        _text(header, "identifier"),
        _text(header, "datestamp"),
        header.get("status", "").strip().lower() == "deleted",
        others[0] if others else None,
        tuple(named.get("about", ())),
    )


def _text(header: etree._Element, name: str) -> str:
    found = next((child for child in header if local_name(child) == name), None)
    return line("".join(map(str, found.itertext()))) if found is not None else ""


__all__ = ["Envelope", "open_envelope"]
