"""Identifiers of what a Dublin Core record describes, and where it is on the web."""

from __future__ import annotations

import re
from collections.abc import Callable

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.formats import book_format
from ld.normalize.identifiers import (
    Identifier,
    doi,
    from_url,
    handle,
    isbn,
    issn,
    oclc,
    pmcid,
    pmid,
)
from ld.normalize.schemes import identifier
from ld.record import Isbn, Stated, Text, Url, UrlRole
from ld.sources.dublin_core.fields import Statements, Value
from ld.sources.dublin_core.hosts import Number
from ld.sources.dublin_core.kinds import PMC_PREFIX
from ld.sources.dublin_core.parts import Parts, add, address

_OAI = re.compile(r"oai:([A-Za-z][A-Za-z0-9-]*(?:\.[A-Za-z][A-Za-z0-9-]*)+):(\S+)")
"""OAI identifier format: the repository's domain name, then its own number (OAI guidelines, "oai-identifier")."""

_ISBN = re.compile(
    r"(?:urn:)?isbn(?:-1[03])?[:\s]*(\S.*)|((?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9Xx])", re.IGNORECASE
)
_ISSN = re.compile(r"(?:urn:)?(?:e-|p-)?issn(?:-l)?[:\s]*(\S.*)|([0-9]{4}-[0-9]{3}[0-9Xx])", re.IGNORECASE)
_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], Identifier]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), parser)
    for pattern, parser in (
        (r"((?:doi:\s*|info:doi/|info:eu-repo/semantics/altidentifier/doi/)?10\.[0-9]{4,9}/\S+)", doi),
        (r"(?:hdl:|info:hdl/|info:eu-repo/semantics/altidentifier/hdl/)(\S+)", handle),
        (r"(?:pmcid:?\s*|info:eu-repo/semantics/altidentifier/pmcid/)?(PMC[0-9]+)", pmcid),
        (r"(?:pmid:?\s*|info:pmid/|info:eu-repo/semantics/altidentifier/pmid/)([0-9]+)", pmid),
        (r"(?:\(OCoLC\)|ocm|ocn)\s*0*([0-9]+)", oclc),
    )
)
_MAX_NUMBER = 120
_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_SCHEMES = frozenset({"doi", "hdl", "handle", "isbn", "issn", "uri", "url", "pmid", "pmcid"})


def identifiers(statements: Statements, parts: Parts) -> None:
    """Numbers by what they look like, addresses of the thing, and the repository's own numbers, each once."""
    gathered = _Gathered(statements, parts["oai"])
    for value in statements.take("identifier"):
        gathered.take(value)
    gathered.from_envelope()
    parts["identifiers"] = tuple(gathered.numbers.values())
    parts["isbns"] = tuple(gathered.isbns.values())
    parts["host_isbns"], parts["host_issns"] = gathered.numbers_of_hosts
    files = (url for url in parts.get("urls", ()) if url.iri not in gathered.urls)
    parts["urls"] = (*gathered.urls.values(), *files)
    parts["local_numbers"] = tuple(gathered.local.values())
    parts["citations"] = tuple(gathered.citations.values())
    for value in statements.take("recordID"):
        add(parts, "identifiers_of_record", [Text(value.text, value.source)])


class _Gathered:
    """What the identifiers of a record are, as far as they have been looked at.

    Args:
        oai: the record's identifier in its repository, empty if there is no envelope.
    """

    def __init__(self, statements: Statements, oai: str) -> None:
        self.numbers: dict[tuple[str, str], Stated[Identifier]] = {}
        self.isbns: dict[str, Isbn] = {}
        self.issns: dict[str, Number] = {}
        self.urls: dict[str, Url] = {}
        self.local: dict[str, Text] = {}
        self.citations: dict[str, Text] = {}
        self._books: dict[str, Number] = {}
        self._statements = statements
        self._oai = oai

    def take(self, value: Value) -> None:
        """Put one value where it belongs."""
        before = self._size()
        try:
            placed = self._known(value) or self._book_or_serial(value) or self._address(value)
        except LexicalError as error:
            self._statements.remark("identifier", Severity.INFO, value, f"{error}; it is left out.")
            self._statements.drop(value, "invalid-issn" if "ISSN" in error.expected else "invalid-isbn")
            return
        if not placed:
            self._other(value)
        elif self._size() == before:
            self._statements.derive(value, "repeated")

    def _known(self, value: Value) -> bool:
        """Take a number that has a scheme, and the address as which it is written; False if it is none."""
        known = _number(value.address) or _number(value.text)
        if known:
            self.numbers.setdefault((known.scheme, known.value), Stated(known, value.source))
            if address(value.text):
                self._address(value)
        return known is not None

    @property
    def numbers_of_hosts(self) -> tuple[tuple[Number, ...], tuple[Number, ...]]:
        """ISBNs and ISSNs, which are the thing's or its host's."""
        return tuple(self._books.values()), tuple(self.issns.values())

    def _size(self) -> int:
        return (
            len(self.numbers)
            + len(self.isbns)
            + len(self.issns)
            + len(self.urls)
            + len(self.local)
            + len(self.citations)
        )

    def _book_or_serial(self, value: Value) -> bool:
        """Take an ISBN or ISSN; False if the value does not look like one, or is somebody's own number that only looks like it.

        Raises:
            LexicalError: the value says that it is one, and it is not valid.
        """
        serial, book = _ISSN.fullmatch(value.text), _ISBN.fullmatch(value.text)
        try:
            if serial:
                number = issn(serial[1] or serial[2])
                self.issns.setdefault(number, Number(number, value))
            elif book:
                read = isbn(book[1] or book[2])
                found = Isbn(read.isbn13, value.source, book_format(read.qualifier or ""))
                self.isbns.setdefault(read.isbn13, found)
                self._books.setdefault(read.isbn13, Number(read.isbn13, value))
        except LexicalError:
            if (serial and serial[1]) or (book and book[1]):
                raise
            return False
        return bool(serial or book)

    def _address(self, value: Value) -> bool:
        """Take an address on the web, verbatim; False if there is none."""
        iri = address(value.address or value.text)
        if iri:
            self.urls.setdefault(iri, Url(iri, UrlRole.RESOURCE, value.source))
        return iri is not None

    def _other(self, value: Value) -> None:
        """A number of the repository's own; text with blanks is a citation of the thing or of its parts."""
        text = value.text
        if text in (self._oai, ""):
            self._statements.derive(value, "same-as-id")
        elif len(text) > _MAX_NUMBER or text.count(" ") > 3:
            self._citation(value)
        elif self._invalid(value):
            return
        else:
            self._own(value)

    def _citation(self, value: Value) -> None:
        """What is too long for a number and has a year in it: "Steijn, A.J. (2000). … Sociologische Gids, 47(2), 77-94."."""
        if not _YEAR.search(value.text):
            self._statements.drop(value, "not-an-identifier")
        elif value.text in self.citations:
            self._statements.derive(value, "repeated")
        else:
            self.citations[value.text] = Text(value.text, value.source)

    def _invalid(self, value: Value) -> bool:
        """Drop what begins like a known number or address and is none."""
        if not re.match(r"(?:doi:|hdl:|https?:|ftp:|urn:)", value.text, re.IGNORECASE):
            return False
        message = "This is not a valid identifier or address; it is left out. Mend it in the repository."
        self._statements.remark("identifier", Severity.WARNING, value, message)
        self._statements.drop(value, "invalid-identifier")
        return True

    def _own(self, value: Value) -> None:
        repository = _OAI.fullmatch(self._oai) or _OAI.fullmatch(value.text)
        number = _OAI.fullmatch(value.text)
        if repository is None:
            self._keep_local(value)
            return
        found = Identifier(f"org:{repository[1]}", number[2] if number else value.text, None)
        key = (found.scheme, found.value)
        if key in self.numbers:
            self._statements.derive(value, "repeated")
        else:
            self.numbers[key] = Stated(found, value.source)

    def _keep_local(self, value: Value) -> None:
        if value.text in self.local:
            self._statements.derive(value, "repeated")
        else:
            self.local[value.text] = Text(value.text, value.source)

    def from_envelope(self) -> None:
        """PubMed Central's OAI identifier holds the PMCID."""
        if not self._oai.startswith(PMC_PREFIX) or any(scheme == "pmcid" for scheme, _ in self.numbers):
            return
        found = identifier("pmcid", f"PMC{self._oai.removeprefix(PMC_PREFIX).removeprefix('PMC')}")
        if found:
            self.numbers["pmcid", found.value] = Stated(found, "header/identifier")


def _number(text: str) -> Identifier | None:
    """The identifier that a text is, bare or as an address; ISBN and ISSN are not among them."""
    if not text or len(text) > 2000:
        return None
    found = from_url(text)
    if found:
        return None if found.scheme in {"isbn", "issn"} else found
    for pattern, parser in _NUMBERS:
        match = pattern.fullmatch(text)
        if match:
            try:
                return parser(match[1])
            except LexicalError:
                return None
    return None


def record_id(values: list[str]) -> str:
    """The id of a record without an envelope: of its identifiers, verbatim, the one that most likely stays.

    An identifier of OAI-PMH, else a DOI, Handle, URN or other registered number, else an address, else the first that has no
    blank; ISSNs are of the host, and an ISBN, which two records may share, is taken only where there is nothing else.

    >>> record_id(["Smith 2010", "http://example.org/7", "doi:10.1234/x"]), record_id(["1234-5679"])
    ('doi:10.1234/x', '')
    """
    usable = [
        value for value in values if value and len(value.encode()) <= 512 and not any(map(str.isspace, value))
    ]
    ranked = [
        (_rank(value), place, value) for place, value in enumerate(usable) if not _ISSN.fullmatch(value)
    ]
    return min(ranked)[2] if ranked else ""


def _rank(value: str) -> int:
    if value.startswith("oai:"):
        return 0
    if _number(value) or value.lower().startswith("urn:nbn:"):
        return 1
    if value.lower().startswith(("http://", "https://")):
        return 2
    return 4 if _ISBN.fullmatch(value) else 3


__all__ = ["identifiers", "record_id"]
