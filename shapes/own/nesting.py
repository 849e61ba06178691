"""How deep the text of a JSON-LD or RDF/XML file is nested: parsers take very long over thousands of levels."""

from __future__ import annotations

import re
from typing import Final

MAX_NESTING: Final = 200

_JSON: Final = re.compile(r'"(?:[^"\\]|\\.)*"|([\[{])|([\]}])')
_XML: Final = re.compile(r"<!--[\s\S]*?-->|<[^<>]*/>|(<[A-Za-z_])|(</)")
_DECLARATION: Final = re.compile(r"<!(?:DOCTYPE|ENTITY)")
_MARKS: Final = {".jsonld": _JSON, ".rdf": _XML}


def too_deep(text: str, suffix: str) -> str:
    """Why a file is not even parsed; "" if it is.

    Args:
        text: its content.
        suffix: its extension, with the dot.

    >>> too_deep("[" * 201, ".jsonld"), too_deep("[" * 201, ".ttl")
    ('it is nested more than 200 deep', '')
    >>> too_deep("<!DOCTYPE x>", ".rdf")
    'XML with a document type or entities is refused'
    """
    if suffix == ".rdf" and _DECLARATION.search(text):
        return "XML with a document type or entities is refused"
    depth = 0
    for mark in _MARKS[suffix].finditer(text) if suffix in _MARKS else ():
        depth += bool(mark[1]) - bool(mark[2])
        if depth > MAX_NESTING:
            return f"it is nested more than {MAX_NESTING} deep"
    return ""


__all__ = ["MAX_NESTING", "too_deep"]
