"""When a thing was published, made, copyrighted: 008/06-14 and the imprint (260/264 $c) reconciled; the years of serials (362).

008 is normalized, the imprint is what the thing itself says. Where the two give different years, the year in the class mark
(050 $b) of loc-books sides with the imprint in 28 of 39 cases, so for types ``s``, ``m`` and ``e`` the imprint wins, unless the
difference looks like that of another calendar.
Source: MARC 21 bibliographic, 008/06-14, 260, 264, 362, 533.
"""

from __future__ import annotations

import re

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize import dates as normal
from ld.normalize.dates import Date, ParsedDate, Span
from ld.normalize.text import strip_isbd
from ld.record import RelatedWork, Relation, Stated
from ld.sources.marc.coded_dates import CodedDates, coded_dates
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts

_FIXED = "008"
_NOT_OVERRULED = frozenset("pqrt")
"""Types whose first date has a meaning that the imprint may not share, such as that of a reprint."""

_ORIGINAL_TITLE = re.compile(
    r"original title|title of (?:the )?original|originaltitel|titre original|título original", re.IGNORECASE
)
_UNPUBLISHED = frozenset("ik")
_OTHER_CALENDARS = frozenset({7, 8, 56, 57, 58, 77, 78, 79})
"""Years between the Gregorian calendar and the Ethiopian, Vikram and Saka ones."""

_FAR = 250
"""Beyond that the imprint's year is one of the Hijri, Persian, Buddhist or Burmese calendar."""


def dates(fields: Fields, parts: Parts) -> None:
    """Sets `issued`, `copyrighted`, `made`, `dates`, `start`, `end`; adds the original of a reprint to `related`."""
    serial = fields.leader[7] == "s"
    coded = coded_dates(fields.control(_FIXED), serial=serial)
    imprint, source = _imprint(fields, coded)
    rights = _copyright(fields, coded, imprint, source)
    if serial:
        _run(fields, parts, coded, imprint, source)
    if not parts.get("start"):
        _once(fields, parts, coded, imprint, source)
    if rights:
        parts["copyrighted"] = rights
    if coded.original and not fields.get("533"):
        parts["related"] = (*parts.get("related", ()), _original(fields, coded.original))
    _settle(fields, parts, serial=serial)


def _settle(fields: Fields, parts: Parts, *, serial: bool) -> None:
    """The imprint's date and the numbering count as mapped only where something is read from them."""
    single = (parts.get(name) for name in ("issued", "copyrighted", "start", "end"))
    stated = [one for one in (*single, *parts.get("dates", ()), *parts.get("made", ())) if one]
    used = {source for one in stated for source in one.source.split("+")}
    for field in imprint_fields(fields):
        if field.has("c") and field.source("c") not in used:
            reason = "years-of-the-serial" if serial else "dated-by-008"
            field.drop_mapped("c", reason)
    for field in fields.get("362"):
        if field.source("a") not in used and _span_of(field) and serial:
            field.derive("a", "same-as-008")


def imprint_fields(fields: Fields) -> list[Field]:
    """Statements of publication in the record's order: 260 and 264 with ind2=1, or any other if it is none of the known ones."""
    return [*fields.get("260"), *[field for field in fields.get("264") if field.ind2 not in "0234"]]


def _imprint(fields: Fields, coded: CodedDates) -> tuple[ParsedDate, str]:
    """The first date that can be read in the imprint, and where it stands."""
    found: tuple[ParsedDate, str] | None = None
    for field in imprint_fields(fields):
        for value in field.take("c"):
            read = None if found else _parsed(value)
            if read:
                found = read, field.source("c")
            else:
                field.drop_value("c", value, "further-date" if found else "not-a-date")
    if not found and coded == CodedDates(coded.type):
        _remark_undated(fields)
    return found or (ParsedDate(), "")


def _remark_undated(fields: Fields) -> None:
    """The imprint has figures, but no date can be read in them, and 008 has none either."""
    for field in imprint_fields(fields):
        for value in field.peek("c"):
            if any(char.isdigit() for char in value):
                fields.remark(
                    "date",
                    Severity.WARNING,
                    f"{field.name}$c",
                    value,
                    "No year can be read in this date of publication, and 008/07-14 has none. Add the year of the common era in brackets.",
                )


def _copyright(fields: Fields, coded: CodedDates, imprint: ParsedDate, source: str) -> Stated[Date] | None:
    """264 with ind2=4, else the imprint, else 008/06 t."""
    found: Stated[Date] | None = None
    for field in fields.get("264"):
        for value in field.take("c") if field.ind2 == "4" else ():
            read = _parsed(value)
            date = (read.copyright or read.issued) if read else None
            if not date:
                field.drop_value("c", value, "not-a-date")
            elif found:
                field.drop_value("c", value, "further-copyright-date")
            else:
                found = Stated(date, field.source("c"))
    if not found and imprint.copyright:
        found = Stated(imprint.copyright, source)
    if not found and coded.copyrighted:
        found = Stated(coded.copyrighted, _FIXED)
    return found


def _parsed(value: str) -> ParsedDate | None:
    try:
        return normal.parse(value)
    except LexicalError:
        return None


def _once(fields: Fields, parts: Parts, coded: CodedDates, imprint: ParsedDate, source: str) -> None:
    """The date of what is published once, or over years; of a serial without a known beginning too."""
    if coded.type in _UNPUBLISHED:
        _set_made(parts, coded, imprint, source)
        return
    issued, span = _reconciled(fields, coded, imprint, source)
    parts["issued"] = issued
    parts["dates"] = _others(issued, span)
    if coded.made:
        parts["made"] = (Stated(coded.made, _FIXED),)


def _set_made(parts: Parts, coded: CodedDates, imprint: ParsedDate, source: str) -> None:
    """Of a collection, 008/06 i and k: when its parts were made; it is not published."""
    if coded.made:
        parts["made"] = (Stated(coded.made, _FIXED),)
    elif found := imprint.edtf or imprint.issued:
        parts["made"] = (Stated(found, source),)


def _reconciled(
    fields: Fields, coded: CodedDates, imprint: ParsedDate, source: str
) -> tuple[Stated[Date] | None, Stated[Date] | None]:
    """The one date of publication, and what it cannot say."""
    if coded.original and fields.get("533") and imprint.issued:
        # A reproduction is described by its original; 008 dates the copy (solrmarc u628: 1979, microfiche 1982).
        return Stated(imprint.issued, source), _stated(imprint.edtf, source)
    said, read = coded.issued, imprint.issued
    span = _stated(coded.span, _FIXED) or _stated(imprint.edtf, source)
    if said and not read and _placeholder(coded, imprint):
        return None, _stated(imprint.edtf, source)
    if coded.span and coded.span.lexical.startswith("["):
        return None, span  # 008/06 q: one of several years, whichever of them the imprint begins with
    if not said or not read:
        issued = _stated(said, _FIXED) or _stated(read, source)
        only_copyright = issued is not None and not said and read == imprint.copyright
        return (None if only_copyright and span else issued), span
    if said.year == read.year:
        both = f"{_FIXED}+{source}"
        return Stated(max(said, read, key=lambda date: len(date.lexical)), both), span
    if coded.type in _NOT_OVERRULED or read == imprint.copyright or _other_calendar(said, read):
        return Stated(said, _FIXED), _stated(coded.span, _FIXED)
    fields.remark(
        "date-mismatch",
        Severity.INFO,
        f"{_FIXED}+{source}",
        f"{said.lexical}, {read.lexical}",
        f"008 says {said.lexical}, the imprint {read.lexical}; the imprint is taken. Correct one of them.",
    )
    return Stated(read, source), _stated(imprint.edtf, source)


def _placeholder(coded: CodedDates, imprint: ParsedDate) -> bool:
    """Whether 1900 stands for an unknown beginning: loc-books has ``m19009999`` beside ``-<1999>`` six times, once 19uu."""
    whole_century = coded.issued is not None and coded.issued.lexical.endswith("00")
    return coded.type == "m" and whole_century and imprint.edtf is not None and imprint.edtf.lexical[0] == "/"


def _other_calendar(said: Date, read: Date) -> bool:
    years = abs((said.year or 0) - (read.year or 0))
    return years in _OTHER_CALENDARS or years > _FAR


def _stated(date: Date | None, source: str) -> Stated[Date] | None:
    return Stated(date, source) if date else None


def _others(issued: Stated[Date] | None, span: Stated[Date] | None) -> tuple[Stated[Date], ...]:
    """What dcterms:date says beside dcterms:issued."""
    return (span,) if span and (issued is None or span.value != issued.value) else ()


def _run(fields: Fields, parts: Parts, coded: CodedDates, imprint: ParsedDate, source: str) -> None:
    """First and last year of a serial: 008, else its numbering, else the imprint."""
    numbered, field = _numbering(fields)
    start = _stated(coded.start, _FIXED) or _stated(numbered.start, field)
    if not start and coded.type not in "sqe" and not imprint.copyright:
        start = _stated(imprint.issued, source)
    parts["start"] = start
    parts["end"] = _stated(coded.end, _FIXED) or _stated(numbered.end, field)
    finer = _finer(numbered.edtf, coded.span)
    span = _stated(finer, field) or _stated(coded.span, _FIXED) or _stated(imprint.edtf, source)
    if start and span:
        parts["dates"] = (span,)


def _numbering(fields: Fields) -> tuple[Span, str]:
    """The years of a serial by its numbering, 362 $a, and where they stand; taken from the first that has some.

    ``Ceased with`` and ``Began with`` stand in fields of their own, so the ends of two fields are put together.
    """
    spans = [
        (found, field)
        for field in fields.get("362")
        if (found := _span_of(field)) and (found.start or found.end)
    ]
    if not spans:
        return Span(None, None, None), ""
    source = "+".join(dict.fromkeys(field.source("a") for _, field in spans))
    for _, field in spans:
        field.take("a")  # _settle takes it back where nothing is read from it
    first = next((span for span, _ in spans if span.start), None)
    last = next((span for span, _ in spans if span.end), None)
    edtf = (last or first or spans[0][0]).edtf
    if first and last and first is not last:
        edtf = _joined(first, last)
    return Span(first.start if first else None, last.end if last else None, edtf), source


def _joined(first: Span, last: Span) -> Date | None:
    """From the beginning of one span to the end of the other."""
    if not (first.start and last.end) or first.start.lexical > last.end.lexical:
        return None
    start = first.edtf.lexical.partition("/")[0] if first.edtf else first.start.lexical
    end = last.edtf.lexical.rpartition("/")[2] if last.edtf else last.end.lexical
    return Date(f"{start}/{end}", "edtf")


def _span_of(field: Field) -> Span | None:
    for value in field.peek("a"):
        try:
            return normal.parse_span(value)
        except LexicalError:
            continue
    return None


def _finer(numbered: Date | None, coded: Date | None) -> Date | None:
    """The span of the numbering, where it has months and agrees with that of 008."""
    if not numbered or not coded:
        return numbered
    pairs = zip(numbered.lexical.split("/"), coded.lexical.split("/"), strict=False)
    return numbered if all(fine[:4] == coarse for fine, coarse in pairs) else None


def _original(fields: Fields, issued: Date) -> RelatedWork:
    """What a reprint reproduces. Its title is that of the note on the original (534 $t), else a variant that is said to be it (246 $i),
    else that of the reprint.
    """
    said = [field for field in fields.get("246") if _ORIGINAL_TITLE.search(" ".join(field.peek("i")))]
    stated = [(field, "t") for field in fields.get("534")] + [
        (field, "a") for field in (*said, *fields.get("245"))
    ]
    for field, code in stated:
        name = next(filter(None, map(strip_isbd, field.peek(code))), "")
        if name:
            source = f"{_FIXED}+{field.source(code)}"
            return RelatedWork(Relation.ORIGINAL, name, source, issued=Stated(issued, _FIXED))
    return RelatedWork(Relation.ORIGINAL, issued.lexical, _FIXED, issued=Stated(issued, _FIXED))


def imprint_date(fields: Fields) -> Stated[Date] | None:
    """The first date of the imprint; of a serial the year of its first issue with this imprint, which 008 may not share."""
    for field in imprint_fields(fields):
        for value in field.peek("c"):
            read = _parsed(value)
            if read and read.issued and (read.edtf is None or fields.leader[7] == "s"):
                field.take("c")
                return Stated(read.issued, field.source("c"))
    return None


__all__ = ["dates", "imprint_date", "imprint_fields"]
