"""Every function, whatever text it gets: a value or a LexicalError, in time that grows with the length of the text."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.errors import LexicalError
from ld.normalize import (
    callnumbers,
    containers,
    dates,
    formats,
    identifiers,
    languages,
    licences,
    marc_codes,
    names,
    pages,
    places,
    publishers,
    roles,
    slugs,
    subjects,
    text,
    urls,
)
from ld.normalize.markup import decode_entities, strip_markup

TOTAL: dict[str, Callable[[str], object]] = {
    function.__name__: function
    for function in (
        text.clean,
        text.line,
        text.one_line,
        text.strip_isbd,
        text.fold,
        text.is_blank,
        text.nfc,
        strip_markup,
        decode_entities,
        slugs.slug,
        slugs.heading_key,
        names.parse_name,
        names.corporate_name,
        publishers.publishers,
        pages.physical,
        pages.pages,
        subjects.genre,
        subjects.heading_iri,
        identifiers.from_url,
        identifiers.authority,
        licences.find_licence,
        licences.rights_statement,
        formats.format_row,
        formats.book_format,
        dates.interval_year,
        languages.language_codes,
    )
}
PARTIAL: dict[str, Callable[[str], object]] = {
    function.__name__: function
    for function in (
        dates.parse,
        dates.parse_timestamp,
        dates.parse_span,
        dates.life_dates,
        identifiers.isbn,
        identifiers.issn,
        identifiers.ismn,
        identifiers.doi,
        identifiers.pmid,
        identifiers.pmcid,
        identifiers.orcid,
        identifiers.isni,
        identifiers.ror,
        identifiers.handle,
        identifiers.oclc,
        identifiers.lccn,
        identifiers.zdb,
        identifiers.from_control_number,
        urls.http_iri,
        languages.language,
        licences.licence,
        roles.role,
        pages.page_range,
        pages.playing_time,
        containers.container_reference,
        places.envelope,
        places.coordinate,
        callnumbers.lcc_class,
        callnumbers.ddc_class,
        callnumbers.nlm_class,
        callnumbers.udc_class,
        marc_codes.country,
        marc_codes.geographic_area,
    )
}
REAL = [
    "1558612742 (pbk. : alk. paper)",
    "Heisei 12-<15> [2000-<2008>",
    "Vol. 1, no. 1 (fall 1983)-v. 5, no. 4 (winter 1987).",
    "Roosevelt, Franklin D. (Franklin Delano), 1882-1945",
    "http://www.ncbi.nlm.nih.gov/pmc/articles/PMC5577770/",
    "10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1",
    "(OCoLC)fst01423824",
    "ocm05831268 820113",
    "sn 84001234 //r86",
    "ENVELOPE(-7.6,-7.6,49.3,49.3)",
    "2012-09-27T17:00:08Z",
    "Creative Commons Attribution-NonCommercial 4.0",
    "Bd. 12 (2003), H. 4, S. 5-10",
    "xvii, 284 p.; 22 cm.",
    "&amp;lt;b&gt;<p>",
    "W1780423",
    "Biography Dictionaries. fast (OCoLC)fst01423824",
    "986-8; discussion 988-90",
    "[publisher not identified] ; Knopf,",
    "0000-0002-1825-0097",
    "approximately 1269-approximately 1340",
]
NASTY = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=())),
    st.text(alphabet="0123456789-–/.,:;[]()<>?cp©~Xx \n\x00\ud800é漢", max_size=60),
    st.lists(st.sampled_from(REAL), min_size=1, max_size=3).map(" ".join),
    st.tuples(st.sampled_from(REAL), st.integers(0, 40), st.text(max_size=4)).map(
        lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] :]
    ),
)


@pytest.mark.parametrize("name", TOTAL)
@given(value=NASTY)
@settings(max_examples=40, deadline=None)
def test_never_an_error(name: str, value: str) -> None:
    TOTAL[name](value)


@pytest.mark.parametrize("name", PARTIAL)
@given(value=NASTY)
@settings(max_examples=40, deadline=None)
def test_no_error_but_lexical(name: str, value: str) -> None:
    with suppress(LexicalError):
        PARTIAL[name](value)


SIZE = 300_000
HOSTILE = {
    "letters": "a",
    "digits": "1",
    "spaces": " ",
    "angle brackets": "<",
    "open tags": "<a ",
    "unclosed quotes": '<a x="',
    "comments": "<!--",
    "nested tags": "<b",
    "ampersands": "&",
    "references": "&amp;",
    "marks": "\u0301\u0323",
    "ISBD": ". / ",
    "commas": ", ",
    "brackets": "(",
    "square brackets": "[1999] ",
    "years": "1999-",
    "joiners": "\u0641\u200c",
    "CJK": "漢",
    "names": "Last, First, ",
    "percent": "%41",
    "colons": "a:",
    "names and dates": "Foo 1900 ",
    "licences": "cc by-nc ",
    "addresses": "http://creativecommons.org/licenses/by/",
    "volumes": "vol. 1 ",
    "scripts": "<script>",
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hundreds_of_thousands_of_characters_take_no_longer_than_reading_them(hostile: str) -> None:
    value = HOSTILE[hostile] * (SIZE // len(HOSTILE[hostile]))
    slow = {
        name: seconds
        for name, function in (TOTAL | PARTIAL).items()
        if (seconds := _seconds(function, value)) > 2
    }
    assert not slow


def _seconds(function: Callable[[str], object], value: str) -> float:
    begin = time.process_time()
    with suppress(LexicalError):
        function(value)
    return time.process_time() - begin
