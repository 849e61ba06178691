"""XML whose namespaces are wrong: prefixes that nobody declared, as in exports cut out of a larger document, and addresses
that are none. Neither says anything of the record, so neither keeps it from being read.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from ld.findings import Finding, Severity
from ld.sources.xml import XmlFault, load
from ld.sources.xml.namespaces import DC, DCTERMS, EDM, OAI_DC, XSI
from ld.sources.xml.opening_tag import START_TAG

_KNOWN = {"dc": DC, "dcterms": DCTERMS, "edm": EDM, "oai_dc": OAI_DC, "xsi": XSI}
"""Prefixes that everybody binds to the same address."""

_UNDECLARED = re.compile(r"Namespace prefix ([\w.-]+) (?:on|for) ")
_NO_ADDRESS = re.compile(r"xmlns:([\w.-]+): '([^']{1,300})' is not a valid URI")
_MENDED = 8
"""Faults of one record that are mended; then it is given up."""


def load_lenient(raw: bytes, record_id: str) -> tuple[etree._Element, tuple[Finding, ...]]:
    """The root of a record, in which the usual prefixes need not be declared, and remarks on those that are not.

    Raises:
        XmlFault: see :func:`ld.sources.xml.load`; or another prefix is not declared.
    Source: Namespaces in XML 1.0 §5.

    >>> root, remarks = load_lenient(b"<record><dc:title>A</dc:title></record>", "7")
    >>> root[0].tag, remarks[0].code
    ('{http://purl.org/dc/elements/1.1/}title', 'xml.undeclared-prefix')
    """
    remarks: list[Finding] = []
    while True:
        try:
            return load(raw), tuple(remarks)
        except XmlFault as fault:
            mended = _mended(raw, str(fault)) if len(remarks) < _MENDED else None
            if mended is None:
                raise
            raw, remark = mended
            remarks.append(replace(remark, record_id=record_id))


def _mended(raw: bytes, fault: str) -> tuple[bytes, Finding] | None:
    """`raw` without this fault, and a remark; None if it is one that cannot be mended."""
    undeclared, wrong = _UNDECLARED.match(fault), _NO_ADDRESS.match(fault)
    if undeclared and undeclared[1] in _KNOWN:
        prefix = undeclared[1]
        message = f"The prefix {prefix} is not declared; it is taken for {_KNOWN[prefix]}. Declare it."
        return _declared(raw, prefix), _remark("xml.undeclared-prefix", prefix, message)
    address = wrong[2].encode() if wrong else b""
    if wrong and b" " in address and address in raw:
        message = f"The prefix {wrong[1]} is declared with an address that is none. Mend the declaration."
        return raw.replace(address, address.replace(b" ", b"%20")), _remark(
            "xml.namespace", wrong[2], message
        )
    return None


def _declared(raw: bytes, prefix: str) -> bytes:
    """`raw` with the prefix declared in its first tag."""
    tag = START_TAG.search(raw)
    if tag is None:
        return raw
    place = tag.end(3) - (1 if tag[3].endswith(b"/") else 0)
    return raw[:place] + f' xmlns:{prefix}="{_KNOWN[prefix]}"'.encode() + raw[place:]


def _remark(code: str, value: str, message: str) -> Finding:
    return Finding(code, Severity.INFO, "", "", value, message)


__all__ = ["load_lenient"]
