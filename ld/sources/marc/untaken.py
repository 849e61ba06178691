"""What the fields and subfields are that no rule takes: local, derivative, or dropped, each with its reason.

Source: MARC 21 bibliographic, all fields; every tag that occurs in the corpora of the Library of Congress, University of Virginia, DNB, BL,
NLM, Princeton, OCLC and of the test data of pymarc and marc4j.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ld.findings import Outcome
from ld.sources.marc.remarks import NAMELESS, NO_CODE


def _by_tag(table: dict[str, str]) -> dict[str, str]:
    """Reasons by tag, from tags and ranges of tags (``841-845``) by reason."""
    return {tag: reason for reason, tags in table.items() for tag in _tags(tags)}


def _tags(text: str) -> Iterator[str]:
    for part in text.split():
        first, _, last = part.partition("-")
        yield from (f"{number:03d}" for number in range(int(first), int(last or first) + 1))


_LOCAL: Final = _by_tag(
    {
        "local-number": "009 029",
        "cataloguing-source": "039 040",
        "authentication": "042",
        "holdings": "049 841-845 850-855 859-878",
        "provenance-of-the-copy": "541 561",
        "preservation-of-the-copy": "583",
        "pattern-of-holdings": "890 891",
    }
)
"""Tags that tell of one institution's copies, or of its work on the record."""

_DROPPED: Final = _by_tag(
    {
        "number-of-another-record": "004 019 023 035",
        "date": "005",
        "obsolete": "011 211 212 214 241 261 262 265 301-305 308 315 350 359 400 410 411 503 512 517 523 527 537 543 570 582 652"
        " 705 715 755 840 851 870-873",
        "coded-detail": "006-008 012 013 033 043-048 052 055 070 072 083 085 334 363 654 656-658 662 688",
        "copyright-fee": "018",
        "acquisition-number": "025",
        "fingerprint": "026 031",
        "postal-number": "032",
        "record-content-licensor": "038",
        "item-data": "051 061 071",
        "item-number-of-government-printing-office": "074",
        "country-of-production": "257",
        "philatelic-detail": "258",
        "projected-date": "263",
        "contact": "270 371",
        "opening-hours": "307",
        "physical-detail": "335-340 342-348 352 353",
        "accessibility-detail": "341 532",
        "arrangement": "351",
        "security-classification": "355 357",
        "trade-price": "365 366",
        "associated-place": "370",
        "associated-language": "377",
        "attribute-of-the-work": "336 337 380-384 388",
        "audience": "385",
        "group-of-creators": "386",
        "bibliography-note": "504",
        "language-note": "546",
        "place-access-point": "752",
        "technical-detail": "538 753",
        "series-of-the-source": "462 463 465",
        "replaced-record": "882",
        "provenance-of-the-metadata": "883-885",
        "field-of-another-format": "886 887",
        "unlinked-880": "880",
    }
)
"""Tags whose fields say what has no place in the graph, or what a group does not take in some records."""

_DERIVATIVE: Final = {"066": "scripts-of-the-record", "336": "shapes-the-format", "337": "shapes-the-format"}

_DEFINED: Final = frozenset(
    _tags(
        "010 013 015-018 020 022 024-028 030-037 041 050 060 080 082 084 086 088 100 110 111 130 210 222 240 242 243 245-247 250 251"
        " 254-256 260 264 300 306 310 321 338 362 440 490 500-502 505-508 510 511 513-516 518 520-522 524-526 530 533-536 540"
        " 542 544 545 547 550 552 555 556 562 563 565 567 580 581 584-586 600 610 611 630 647 648 650 651 653 655 700 710 711"
        " 720 730 740 751 754 758 760 762 765 767 770 772-777 780 785-788 800 810 811 830 856 857 881"
    )
)
"""Tags of MARC 21 whose fields the groups take: a subfield that is left is one that they do not know."""

_LINKAGE: Final = frozenset("68")
_SUBFIELDS: Final = {
    "0": (Outcome.DROPPED, "authority-number"),
    "1": (Outcome.DROPPED, "authority-number"),
    "2": (Outcome.DERIVATIVE, "names-the-source"),
    "3": (Outcome.DROPPED, "part-of-the-thing"),
    "4": (Outcome.DROPPED, "relationship-code"),
    "7": (Outcome.DROPPED, "coded-detail"),
    "9": (Outcome.LOCAL, "local-subfield"),
    "w": (Outcome.DROPPED, "number-of-another-record"),
}
"""Codes that mean the same in nearly every field (MARC 21, appendix A)."""

_OF_FIELDS: Final = {
    "020": {"c": "trade-price", "b": "obsolete"},
    "015": {"b": "obsolete"},
    "050": {"u": "obsolete"},
    "082": {"y": "local-class"},
    "856": {"adfhijklmnoprstvwxyz": "access-detail", "7": "access-detail", "e": "access-detail"},
}


def local_reason(tag: str) -> str | None:
    """Why the fields of a tag are local, None where they are not.

    Source: MARC 21: tags with a 9, except 490, are for local use; letters in tags are those of a system.

    >>> local_reason("952"), local_reason("590"), local_reason("CAT"), local_reason("490"), local_reason("245")
    ('local-field', 'local-field', 'field-of-the-system', None, None)
    """
    return _local_reason(tag)


@lru_cache(maxsize=2048)
def _local_reason(tag: str) -> str | None:
    if tag in _LOCAL:
        return _LOCAL[tag]
    if tag == NAMELESS:
        return None
    if not (tag.isascii() and tag.isdigit() and len(tag) == 3):
        return "field-of-the-system" if tag[:1].isalpha() else None
    if tag[0] == "9" or (tag[1] == "9" and tag != "490"):
        return "local-field"
    known = tag in _DROPPED or tag in _DEFINED or tag in _DERIVATIVE or tag < "010"
    return None if known else "not-in-marc-21"


@lru_cache(maxsize=8192)
def untaken(tag: str, code: str) -> tuple[Outcome, str]:
    """What a subfield is that no rule takes.

    Args:
        tag: of its field; of an 880, that of the field it stands for.
        code: of the subfield; empty of a control field.

    >>> untaken("245", "6"), untaken("263", "a"), untaken("245", "ö")
    ((<Outcome.DERIVATIVE: 'derivative'>, 'linkage'), (<Outcome.DROPPED: 'dropped'>, 'projected-date'), (<Outcome.DROPPED: 'dropped'>, 'unmapped'))
    """
    if code in _LINKAGE:
        return Outcome.DERIVATIVE, "linkage"
    local = _local_reason(tag)
    if local:
        return Outcome.LOCAL, local
    if tag == NAMELESS or not tag.isdigit():
        return Outcome.DROPPED, "no-tag"
    if code == NO_CODE:
        return Outcome.DROPPED, "no-code"
    if tag in _DERIVATIVE:
        return Outcome.DERIVATIVE, _DERIVATIVE[tag]
    for codes, reason in _OF_FIELDS.get(tag, {}).items():
        if code and code in codes:
            return Outcome.DROPPED, reason
    if tag in _DROPPED and tag not in _DEFINED:
        return Outcome.DROPPED, _DROPPED[tag]
    return _SUBFIELDS.get(code) or (Outcome.DROPPED, _DROPPED.get(tag, "unmapped"))


__all__ = ["local_reason", "untaken"]
