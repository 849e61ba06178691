"""What VuFind's import reads of MARC: ``import/marc.properties`` and the code behind it, VuFind 8 to 10."""

from __future__ import annotations

from tests.ld.crosscheck.graphs import FULL, Said
from tests.ld.crosscheck.pairs import Pair

_READ = """
id 001; lccn 010a; ctrlnum 035a; language 041adhj; isbn 020a 773z; issn 022a 440x 490x 730x 773x 776x 780x 785x
author 100abcdeq4 700abcdeq4; author_corporate 110abe4 111abcej4 710abe4 711abcej4; author_additional 505r
title 245abchfgknps; title_alt 100t 130adfgklnpst 240a 246abnp 505t 700t 710t 711t 730adfgklnpst 740a
title_old 780ast; title_new 785ast; series 440ap 800abcdfpqt 830ap; series2 490a
publisher 260b 264b; publishDate 260c 264c; physical 300abcefg 530abcd; dateSpan 362a; edition 250a; contents 505at
callnumber-raw 050ab 090ab 099ab; dewey-raw 082a 083a; url 856u 555u
"""
WHOLE = frozenset({"600", "610", "611", "630", "648", "650", "651", "653", "655", "656"})
"""Fields of which every subfield is read."""
_CODED = frozenset({"texts.languages", "dates.publication"})
"""Rules whose part of 008 is read: language and date 1."""


def _subfields(table: str) -> frozenset[str]:
    parts = [part for entry in table.replace("\n", ";").split(";") for part in entry.split()[1:]]
    return frozenset(f"{part[:3]}${code}" for part in parts for code in part[3:]) | {"001"}


READ = _subfields(_READ)


def is_read(source: str) -> bool:
    """Whether the import reads a subfield.

    >>> is_read("245$a"), is_read("500$a"), is_read("650$x"), is_read("001"), is_read("005")
    (True, False, True, True, False)
    """
    return source in READ or source[:3] in WHOLE


def other_script(said: Said, pair: Pair) -> bool:
    return said.side == FULL and said.tags == {"880"}


def not_imported(said: Said, pair: Pair) -> bool:
    coded = "008" in said.sources and said.rule in _CODED
    return said.side == FULL and not coded and not any(map(is_read, said.sources))


__all__ = ["READ", "WHOLE", "is_read", "not_imported", "other_script"]
