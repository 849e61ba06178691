"""Makes ``ld/samples/catalogue.ndjson`` from openly licensed corpora. Run by hand, where pymarc 5 is installed:

    python tests/data/make_samples.py ../shared/corpora ld/samples/catalogue.ndjson

Out comes one VuFind Solr document a line: the stored fields that VuFind's importers give such records, without
``fullrecord`` and the search-only copies of it. The same corpora give the same bytes. What is taken is listed at
the end, record by record; nothing is added to a record that its source does not say, but for the names of the
institution and collection and the time of the import, which VuFind takes from its settings.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

try:
    import pymarc  # type: ignore[import-not-found,unused-ignore]  # by hand only: not among the project's dependencies
except ImportError:
    sys.exit("make_samples.py needs pymarc 5 (pip install 'pymarc>=5,<6'), in an environment of its own.")

Document = dict[str, Any]

# --- what VuFind's settings and tables say --------------------------------------------------------------------


def _table(text: str) -> dict[str, str]:
    """``a b c|d e`` as code to label."""
    return dict(pair.split(" ", 1) for pair in text.split("|"))


# MARC language codes met in the selection, in the words of VuFind's table.
LANGUAGES = _table(
    "afr Afrikaans|akk Akkadian|alb Albanian|amh Amharic|ang English, Old (ca. 450-1100)|ara Arabic|"
    "arc Aramaic|arm Armenian|aze Azerbaijani|baq Basque|bel Belarusian|ben Bengali|bre Breton|"
    "bul Bulgarian|cat Catalan|chi Chinese|chr Cherokee|chu Church Slavic|"
    "cpf Creoles and Pidgins, French-based (Other)|cze Czech|dan Danish|dut Dutch|eng English|"
    "enm English, Middle (1100-1500)|est Estonian|fao Faroese|fin Finnish|fre French|geo Georgian|"
    "ger German|gla Scottish Gaelic|gle Irish|glg Galician|got Gothic|grc Greek, Ancient (to 1453)|"
    "gre Greek, Modern (1453-)|grn Guarani|guj Gujarati|hat Haitian French Creole|hau Hausa|haw Hawaiian|"
    "heb Hebrew|hin Hindi|hrv Croatian|hun Hungarian|ibo Igbo|ice Icelandic|ind Indonesian|ita Italian|"
    "jpn Japanese|kal Kalâtdlisut|kan Kannada|kaz Kazakh|khm Khmer|kor Korean|kur Kurdish|lao Lao|"
    "lat Latin|lav Latvian|lit Lithuanian|mal Malayalam|mao Maori|mar Marathi|may Malay|mlt Maltese|"
    "mon Mongolian|mul Multiple languages|myn Mayan languages|nor Norwegian|pan Panjabi|per Persian|"
    "pol Polish|por Portuguese|pro Provençal (to 1500)|que Quechua|roa Romance (Other)|rus Russian|"
    "san Sanskrit|sco Scots|slv Slovenian|spa Spanish|srp Serbian|swa Swahili|swe Swedish|tam Tamil|"
    "tgl Tagalog|tha Thai|tib Tibetan|tur Turkish|uig Uighur|ukr Ukrainian|und Undetermined|urd Urdu|"
    "uzb Uzbek|vie Vietnamese|wel Welsh|wol Wolof|yid Yiddish|yor Yoruba|zul Zulu|"
    "zxx No linguistic content"
)

LCC_CLASSES = _table(
    "A General Works|B Philosophy, Psychology, Religion|C Historical Sciences|D World History|"
    "E United States History|F General American History|G Geography, Anthropology, Recreation|"
    "H Social Science|J Political Science|K Law|L Education|M Music|N Fine Arts|P Language and Literature|"
    "Q Science|R Medicine|S Agriculture|T Technology|U Military Science|V Naval Science|Z Library Science"
)

# Relator terms met in the selection, by what VuFind makes of a name with that role.
AUTHORS = {"author": "aut", "composer": "cmp"}
CONTRIBUTORS = {
    "actor": "act", "arranger": "arr", "compiler": "com", "conductor": "cnd", "contributor": "ctb", "director": "drt",
    "editor": "edt", "engraver": "egr", "illustrator": "ill", "inscriber": "ins", "instrumentalist": "itr",
    "narrator": "nrt", "performer": "prf", "photographer": "pht", "printer": "prt", "producer": "pro", "singer": "sng",
    "translator": "trl", "librettist": "lbt", "correspondent": "crp", "respondent": "rsp", "vocalist": "voc",
}  # fmt: skip
NOT_CREATORS = {
    "appellant", "binder", "bookseller", "consultant", "dedicatee", "donor", "former owner", "issuing body",
    "production company", "publisher", "apl", "bnd", "bsl", "csl", "dnr", "dte", "fmo", "isb", "pbl", "prn",
}  # fmt: skip


# --- MARC 21 --------------------------------------------------------------------------------------------------


def _text(subfields: Iterable[Any]) -> str:
    return " ".join(value for s in subfields if (value := s.value.strip()))


def values(record: Any, spec: str) -> list[str]:
    """Distinct values in record order: ``245ab`` joins the subfields, ``020a`` takes each, ``650`` joins them all."""
    wanted = {part[:3]: part[3:] for part in spec.split(":")}
    found: dict[str, None] = {}
    for field in record.fields:
        codes = wanted.get(field.tag)
        if codes is None or field.control_field:
            continue
        chosen = [s for s in field.subfields if not codes or s.code in codes]
        parts = [[s] for s in chosen] if len(codes) == 1 else [chosen]
        found |= dict.fromkeys(text for part in parts if (text := _text(part)))
    return list(found)


def control(record: Any, tag: str) -> str:
    """The first control field `tag`, long enough to index any position of it."""
    field = record.get(tag)
    return ("" if field is None else field.data).ljust(40)


def clean_name(name: str) -> str:
    """A name without the punctuation that stands before the next subfield; initials keep their full stop."""
    name = re.sub(r"\. -\.?$", "", re.sub(r"[\s/:;,=(\[]*$", "", name))
    if name.endswith(".") and not re.search(r"(^|\s)[^\W\d_]\.$", name):
        name = name[:-1]
    for opening, closing in ("()", "[]"):
        if name.endswith(closing) and opening not in name:
            name = name[:-1]
    return name


def roles(field: Any) -> list[str]:
    """The relators of a name: MARC's codes where the term is known, else as written."""
    terms = AUTHORS | CONTRIBUTORS
    codes = set(terms.values()) | NOT_CREATORS
    found = []
    for subfield in field.subfields:
        if subfield.code in "e4":
            plain = re.sub(r"[^\w ]", "", subfield.value).strip().lower()
            found.append(terms.get(plain) or (plain if plain in codes else subfield.value.strip()))
    return found


class Name(NamedTuple):
    """A name and its role, empty where the record says none."""

    name: str
    role: str


def names(record: Any, codes: dict[str, str], default: set[str], accepted: set[str]) -> list[Name]:
    """Names of the fields in `codes` whose role is in `accepted`; those of the tags in `default` also without one."""
    known = set(AUTHORS.values()) | set(CONTRIBUTORS.values()) | NOT_CREATORS
    found = []
    for field in record.fields:
        if field.tag in codes and (
            name := clean_name(_text(s for s in field.subfields if s.code in codes[field.tag]))
        ):
            for role in roles(field) or [""]:
                if role in accepted or (role not in known and field.tag in default):
                    found.append(Name(name, role))
    return found


def name_fields(record: Any) -> Document:
    """``author``, ``author2``, ``author_corporate``, their roles, and what VuFind copies from them."""
    first, second = set(AUTHORS.values()), set(CONTRIBUTORS.values())
    person = {"100": "abcdq", "700": "abcdq"}
    body = {"110": "ab", "111": "abc", "710": "ab", "711": "ab"}
    authors = names(record, person, {"100"}, first)
    others = names(record, person, {"700"}, second)
    bodies = names(record, body, set(body), first | second)
    sortable = {"100": "abcd", "110": "ab", "111": "abc", "700": "abcd"}
    doc: Document = {}
    for prefix, found in (("author", authors), ("author2", others), ("author_corporate", bodies)):
        doc[prefix] = [n.name for n in found]
        doc[f"{prefix}_role"] = [n.role for n in found]
    doc["author_facet"] = [n.name for n in (*authors, *others, *bodies)]
    doc["author_sort"] = [n.name for n in names(record, sortable, set(sortable), first)][:1]
    return doc


def _year(text: str) -> str | None:
    """The year in 260 $c: ``1417 [1998 or 1999]`` is 1998, ``1990 [i.e. 1992]`` 1992, ``[199-?]`` 1990."""
    for pattern in (r"i\.e\. ?(\d{4})", r"\[(\d{4})", r"(?<!\d)([12]\d{3})(?!\d)", r"\b([12]\d{2})[-?]"):
        if match := re.search(pattern, text):
            return match[1].ljust(4, "0")
    return None


def imprint(record: Any, code: str) -> list[str]:
    """Subfield `code` of 260; of 264 only publication, or copyright where that is lacking."""
    by_kind: dict[str, list[str]] = {"260": [], "1": [], "4": []}
    for field in record.get_fields("260", "264"):
        kind = "260" if field.tag == "260" else field.indicators[1]
        text = _text(s for s in field.subfields if s.code == code)
        if text and kind in by_kind:
            by_kind[kind].append(text)
    return by_kind["260"] + (by_kind["1"] or by_kind["4"])


def years(record: Any) -> list[str]:
    """Distinct years of publication."""
    return list(dict.fromkeys(year for text in imprint(record, "c") if (year := _year(text))))


def languages(record: Any) -> list[str]:
    """008/35-37 and 041 in VuFind's words."""
    codes = [control(record, "008")[35:38], *(v for c in "adhj" for v in values(record, f"041{c}"))]
    return list(dict.fromkeys(LANGUAGES[code] for code in codes if code in LANGUAGES))


def oclc_numbers(record: Any) -> list[str]:
    """Numbers of the 035s that are OCLC's."""
    pattern = r"\(ocolc\)[^0-9]*0*([0-9]+)|^oc[mn]0*([0-9]+)|^on0*([0-9]+)"
    matches = (re.search(pattern, value, re.IGNORECASE) for value in values(record, "035a"))
    return list(dict.fromkeys(next(filter(None, m.groups())) for m in matches if m))


def sort_title(record: Any) -> list[str]:
    """The title in small letters without its article, its marks (U+0300-036F) and its punctuation."""
    field = record.get("245")
    title = _text(s for s in field.subfields if s.code in "abkp")
    skip = field.indicators[1]
    folded = unicodedata.normalize(
        "NFD", unicodedata.normalize("NFD", title)[int(skip) if skip.isdigit() else 0 :].lower()
    )
    bare = re.sub(r"[\u0300-\u036f]", "", folded).translate(str.maketrans("đłø", "dlo"))
    return [" ".join(re.sub(r"[^\w\ufe20\ufe21]+|_", " ", bare).split())]


def illustrated(record: Any) -> str:
    """VuFind's facet of 008/18-21 and 300 $b."""
    coded = record.leader[6] in "at" and any(c in "abcdefghijklmop" for c in control(record, "008")[18:22])
    said = any(re.search(r"ill\.|illus\.", text.lower()) for text in values(record, "300b"))
    return "Illustrated" if coded or said else "Not Illustrated"


def degrees(coordinate: str) -> float | None:
    """``W0783015`` and ``-78.504`` of 034 as degrees."""
    if match := re.fullmatch(r"([NSEW]?)(\d{3})(\d\d)(\d\d)", coordinate):
        size = int(match[2]) + int(match[3]) / 60 + int(match[4]) / 3600
        return round(-size if match[1] in "SW" and match[1] else size, 6)
    return float(coordinate) if re.fullmatch(r"[+-]?\d{1,3}(\.\d+)?", coordinate) else None


def boxes(record: Any) -> list[list[float]]:
    """West, east, north, south of each complete 034."""
    found = []
    for field in record.get_fields("034"):
        sides = [degrees(side) for code in "defg" for side in field.get_subfields(code)[:1]]
        if len(sides) == 4 and None not in sides:
            found.append([side for side in sides if side is not None])
    return found


def summary(record: Any) -> list[str]:
    """520 $a, unless it is a publisher's: that text is not the cataloguer's to give away."""
    notes = (_text(s for s in f.subfields if s.code in "ab") for f in record.get_fields("520"))
    return [
        note for note in notes if note and not re.search(r"publisher|jacket|amazon", note, re.IGNORECASE)
    ][:1]


# VuFind's labels by 007/00-01, else 007/00; by LDR/06; by 008/26 of computer files.
CARRIERS = {
    "a": "Map", "c": "Software", "cr": "", "d": "Globe", "f": "Braille", "g": "Slide", "gc": "Video", "gd": "Video",
    "gf": "Video", "go": "Video", "h": "Microfilm", "k": "Photo", "m": "Video", "mf": "VHS", "o": "Kit",
    "q": "Musical Score", "r": "Sensor Image", "s": "Audio", "sd": "CD", "ss": "Cassette", "v": "Video", "vd": "DVD",
    "vf": "VHS",
}  # fmt: skip
CONTENTS = {
    "c": "Musical Score", "d": "Musical Score", "e": "Map", "f": "Map", "i": "Audio", "j": "Audio", "o": "Kit",
    "p": "Kit", "r": "Physical Object", "t": "Manuscript",
}  # fmt: skip
FILES = {"a": "Data Set", "b": "Software", "c": "Image", "e": "Data Set", "f": "Software", "g": "Video Game"}


def _content(kind: str, fixed: str, carriers: list[str]) -> str:
    """The label that LDR/06 gives, with 008/26, 33 and 34 where that is not enough."""
    if kind == "m":
        return FILES.get(fixed[26], "")
    if kind == "k":
        return "Photo" if fixed[33] in "lno" else "" if any(c.startswith("k") for c in carriers) else "Image"
    if kind == "g":
        moving = fixed[33] in "fmv" or (fixed[33] != "t" and fixed[34] in "acluz")
        seen = fixed[33] != "t" and any(c[:1] in "gmv" for c in carriers)
        return "Video" if moving else "" if seen else "Slide"
    return CONTENTS.get(kind, "")


def _level(record: Any, kind: str, fixed: str, carriers: list[str]) -> str:
    """The label that LDR/07 gives."""
    level = record.leader[7]
    if level == "a":
        return "Article" if values(record, "773gx") else "Book Chapter"
    if level == "m":
        unbound = kind in "efgijkr" or any(c[:1] in "gkmv" for c in carriers)
        if unbound or (kind == "m" and fixed[26] not in "dimuz"):
            return ""
        return "eBook" if kind == "m" or (kind in "at" and fixed[23] in "oqs") else "Book"
    if level == "s":
        meeting = "" if record.get_fields("111", "711") else "Serial"
        return {"n": "Newspaper", "p": "Journal"}.get(fixed[21], meeting) if kind == "a" else meeting
    return "Article" if level == "b" else ""


def formats(record: Any) -> list[str]:
    """VuFind's labels of what a record describes, in its order; one at least."""
    kind, fixed = record.leader[6], control(record, "008")
    carriers = [field.data for field in record.get_fields("007")]
    content = _content(kind, fixed, carriers)
    electronic = kind == "m" or any("electronic resource" in h.lower() for h in values(record, "245h"))
    labels = [
        "Conference Proceeding" if record.get_fields("111", "711") else "",
        "Government Document" if record.get_fields("086") else "",
        "Thesis" if record.get_fields("502") else "",
        "Electronic" if electronic else "",
        content if kind == "g" else "",
        *(CARRIERS.get(c[:2], CARRIERS.get(c[:1], "")) for c in carriers),
        content,
        _level(record, kind, fixed, carriers),
    ]
    return list(dict.fromkeys(filter(None, labels))) or ["Kit" if record.leader[7] in "cd" else "Unknown"]


# Fields of one value: the first. Of many: each field of the record once, in its order. Facets: each subfield, spec by spec.
ONE = {
    "edition": "250a", "lccn": "010a", "title": "245ab", "title_auth": "245ab", "title_short": "245a", "title_sub": "245b",
}  # fmt: skip
MANY = {
    "author_additional": "505r",
    "callnumber-raw": "099ab:090ab:050ab",
    "ctrlnum": "035a",
    "dateSpan": "362a",
    "dewey-raw": "082a:083a",
    "era": "648",
    "genre": "655",
    "geographic": "651",
    "isbn": "020a:773z",
    "issn": "022a:440x:490x:730x:773x:776x:780x:785x",
    "physical": "300abcefg:530abcd",
    "series": "440ap:800abcdfpqt:830ap",
    "series2": "490a",
    "title_alt": "100t:130adfgklnpst:240a:246abnp:505t:700t:710t:711t:730adfgklnpst:740a",
    "title_new": "785ast",
    "title_old": "780ast",
    "topic": "600:610:611:630:650:653:656",
    "url": "856u:555u",
}
FACETS = {
    "contents": "505a:505t",
    "era_facet": "600d:610y:611y:630y:648a:648y:650y:651y:655y",
    "genre_facet": "600v:610v:611v:630v:648v:650v:651v:655a:655v",
    "geographic_facet": "600z:610z:611z:630z:648z:650z:651a:651z:655z",
    "topic_facet": "600x:610x:611x:630x:648x:650a:650x:651x:655x",
}


def facet(record: Any, spec: str) -> list[str]:
    """Distinct subfields, one spec after the other."""
    return list(dict.fromkeys(value for part in spec.split(":") for value in values(record, part)))


def full_title(record: Any) -> list[str]:
    """245 with all its lettered subfields."""
    return [_text(s for s in record["245"].subfields if s.code.isalpha())]


def call_numbers(record: Any) -> Document:
    """The class of the shelf mark, and the letters and digits that it begins with."""
    marks = values(record, "099a:090a:050a")
    classes = [f"{m[0]} - {LCC_CLASSES[m[0]]}" for m in marks if m[0] in LCC_CLASSES]
    labels = [
        match[0] for m in values(record, "090a:050a") if (match := re.match(r"[A-Z]{1,3}\d+", m.upper()))
    ]
    return {
        "callnumber-first": classes[:1],
        "callnumber-label": labels[:1],
        "callnumber-search": values(record, MANY["callnumber-raw"]),
        "dewey-search": values(record, MANY["dewey-raw"]),
    }


def coordinates(record: Any) -> Document:
    """034 as Solr and as VuFind's map want it."""
    return {
        "long_lat": [f"ENVELOPE({w},{e},{n},{s})" for w, e, n, s in boxes(record)],
        "long_lat_display": [" ".join(map(str, box)) for box in boxes(record)],
    }


def marc_document(record: Any) -> Document:
    """The document that VuFind's MARC importer makes, without what only searching needs."""
    return {
        "id": control(record, "001").strip(),
        "record_format": "marc",
        **{field: values(record, spec)[:1] for field, spec in ONE.items()},
        **{field: values(record, spec) for field, spec in MANY.items()},
        **{field: facet(record, spec) for field, spec in FACETS.items()},
        **name_fields(record),
        **call_numbers(record),
        **coordinates(record),
        "description": summary(record),
        "format": formats(record),
        "illustrated": illustrated(record),
        "language": languages(record),
        "oclc_num": oclc_numbers(record),
        "publishDate": years(record),
        "publisher": list(dict.fromkeys(imprint(record, "b"))),
        "title_full": full_title(record),
        "title_sort": sort_title(record),
    }


def read_marc(path: Path) -> Iterator[Document]:
    """Documents of an ISO 2709 or MARCXML file; what pymarc cannot read is not chosen below."""
    if path.suffix == ".xml":
        records: Iterable[Any] = pymarc.parse_xml_to_array(str(path))
        yield from (marc_document(r) for r in records if r is not None and "245" in r)
        return
    with path.open("rb") as stream:
        for record in pymarc.MARCReader(stream, to_unicode=True):
            if record is not None and "245" in record:
                yield marc_document(record)


# --- articles -------------------------------------------------------------------------------------------------

DATABASE = {"institution": ["National Center for Biotechnology Information"], "collection": ["PubMed"]}
OPEN_LICENCE = re.compile(
    r"creativecommons\.org/(licenses/by(-sa)?/|publicdomain/)|\bCC[ -]?(BY(-SA)?|0)\b(?!-)", re.IGNORECASE
)


def read_xml(path: Path) -> ET.Element:
    """The root of an XML file; one that declares entities is refused, and no DTD is ever fetched."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if b"<!ENTITY" in data:
        raise SystemExit(f"{path}: declares entities, which are not resolved here")
    return ET.fromstring(data)


def flat(element: ET.Element | None) -> str:
    """The text of an element, of what is inside it too, with single spaces."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def texts(parent: ET.Element, path: str) -> list[str]:
    """Distinct texts at `path`, in document order."""
    return list(dict.fromkeys(text for element in parent.findall(path) if (text := flat(element))))


def article_titles(title: str) -> Document:
    """One title in the fields in which VuFind's XML imports repeat it."""
    bare = re.sub(r"^(the|a|an) ", "", title.lower())
    return {"title": title, "title_short": title, "title_full": title, "title_sort": bare}


def links(pmcid: str, pmid: str, doi: str) -> Document:
    """DOI and addresses, as the PubMed import of the founding record has them."""
    places = (
        pmcid and f"https://www.ncbi.nlm.nih.gov/pmc/articles/PMC{pmcid}/",
        pmid and f"https://www.ncbi.nlm.nih.gov/pubmed/{pmid}",
        doi and f"http://dx.doi.org/{doi}",
    )
    return {"url": [place for place in places if place], "doi_str_mv": [doi] if doi else []}


def pubmed_abstract(article: ET.Element) -> str:
    """The abstract with its labels; empty unless the record states an open licence: it is the publisher's."""
    if not OPEN_LICENCE.search(flat(article.find(".//CopyrightInformation"))):
        return ""
    parts = article.findall("MedlineCitation/Article/Abstract/AbstractText")
    return " ".join(": ".join(filter(None, (part.get("Label"), flat(part)))) for part in parts)


def pubmed_names(article: ET.Element) -> Document:
    """``LastName, ForeName`` and collective names."""
    authors = article.findall("MedlineCitation/Article/AuthorList/Author")
    people = [", ".join(filter(None, (flat(a.find("LastName")), flat(a.find("ForeName"))))) for a in authors]
    people = [person for person in people if person]
    bodies = [body for a in authors if (body := flat(a.find("CollectiveName")))]
    return {
        "author": people,
        "author_corporate": bodies,
        "author_corporate_role": [""] * len(bodies),
        "author_facet": people + bodies,
        "author_sort": (people + bodies)[:1],
    }


def pubmed_document(article: ET.Element) -> Document:
    """A PubmedArticle; its id is that of PubMed Central where the article is there."""
    ids = {i.get("IdType"): flat(i) for i in article.findall("PubmedData/ArticleIdList/ArticleId")}
    pmid, pmcid = flat(article.find("MedlineCitation/PMID")), ids.get("pmc", "").removeprefix("PMC")
    issue = "MedlineCitation/Article/Journal/JournalIssue/"
    date = flat(article.find(f"{issue}PubDate/Year")) or flat(article.find(f"{issue}PubDate/MedlineDate"))
    topics = texts(article, ".//KeywordList/Keyword") + texts(article, ".//MeshHeading/DescriptorName")
    return {
        "id": f"pubmed-{pmcid}" if pmcid else f"pmid-{pmid}",
        "record_format": "MEDLINE/PubMed",
        **DATABASE,
        **article_titles(flat(article.find("MedlineCitation/Article/ArticleTitle"))),
        **pubmed_names(article),
        **links(pmcid, pmid, ids.get("doi", "")),
        "container_issue": flat(article.find(f"{issue}Issue")),
        "container_start_page": re.split(r"[-;,]", flat(article.find(".//Pagination/MedlinePgn")))[0],
        "container_title": flat(article.find("MedlineCitation/Article/Journal/Title")),
        "container_volume": flat(article.find(f"{issue}Volume")),
        "description": pubmed_abstract(article),
        "format": ["Online", "Article", "Text"] if pmcid else ["Article", "Text"],
        "genre": texts(article, ".//PublicationType"),
        "issn": list(dict.fromkeys(texts(article, ".//Journal/ISSN") + texts(article, ".//ISSNLinking"))),
        "language": [
            LANGUAGES[code]
            for code in texts(article, "MedlineCitation/Article/Language")
            if code in LANGUAGES
        ],
        "publishDate": [date[:4]] if date else [],
        "title_alt": texts(article, "MedlineCitation/Article/VernacularTitle"),
        "topic": topics,
        "topic_facet": topics,
    }


def jats_abstract(meta: ET.Element) -> str:
    """The abstract proper (not the summaries beside it), its section titles before their text."""
    found = next((a for a in meta.findall("abstract") if a.get("abstract-type") is None), None)
    if found is None:
        return ""
    parts = []
    for section in found.findall("sec") or [found]:
        title = flat(section.find("title")) if section.tag == "sec" else ""
        parts.append(": ".join(filter(None, (title, " ".join(flat(p) for p in section.findall("p"))))))
    return " ".join(parts)


def jats_names(meta: ET.Element, kind: str) -> tuple[list[str], list[str]]:
    """People and bodies that contributed as `kind`."""
    contributors = [c for c in meta.findall("contrib-group/contrib") if c.get("contrib-type") == kind]
    people = [
        ", ".join(filter(None, texts(n, "surname") + texts(n, "given-names")))
        for c in contributors
        for n in c.findall("name")
    ]
    return people, [flat(body) for c in contributors for body in c.findall("collab")]


def jats_document(article: ET.Element) -> Document:
    """What both JATS sources say alike."""
    meta = article.find("front/article-meta")
    journal = article.find("front/journal-meta")
    if meta is None or journal is None:
        raise SystemExit("a JATS article without its metadata")
    ids = {i.get("pub-id-type"): flat(i) for i in meta.findall("article-id")}
    people, bodies = jats_names(meta, "author")
    dates = {d.get("pub-type", d.get("date-type")): flat(d.find("year")) for d in meta.findall("pub-date")}
    return {
        **article_titles(flat(meta.find("title-group/article-title"))),
        **links(ids.get("pmc", ""), ids.get("pmid", ""), ids.get("doi", "")),
        "author": people,
        "author_corporate": bodies,
        "author_corporate_role": [""] * len(bodies),
        "author_facet": people + bodies,
        "author_sort": (people + bodies)[:1],
        "description": jats_abstract(meta),
        "language": ["English"],
        "publishDate": [dates.get("collection") or dates.get("ppub") or min(dates.values())],
        "publisher": texts(journal, "publisher/publisher-name"),
    }


def openly_licensed(article: ET.Element) -> bool:
    """Whether a JATS article states a licence that lets anyone pass its abstract on, changed or sold too."""
    stated = (" ".join((flat(licence), *licence.attrib.values())) for licence in article.iter("license"))
    return any(OPEN_LICENCE.search(text) for text in stated)


def pmc_document(article: ET.Element) -> Document:
    """An article of PubMed Central as the founding record's import has them: the category as topic, no journal."""
    pmcid = flat(article.find("front/article-meta/article-id[@pub-id-type='pmc']")).removeprefix("PMC")
    return {
        "id": f"pubmed-{pmcid}",
        "record_format": "MEDLINE/PubMed",
        **DATABASE,
        **jats_document(article),
        "doi_str_mv": [],
        "format": ["Online", "Article", "Text"],
        "topic": texts(article, ".//article-categories/subj-group[@subj-group-type='heading']/subject"),
    }


def plos_document(article: ET.Element) -> Document:
    """An article of the Public Library of Science, with its journal and editors. All of them are CC BY or CC0."""
    doc, doi = jats_document(article), flat(article.find("front/article-meta/article-id[@pub-id-type='doi']"))
    meta = next(article.iter("article-meta"))
    subjects = [
        s
        for g in meta.findall("article-categories/subj-group")
        if g.get("subj-group-type") != "heading"
        for s in g.iter("subject")
    ]
    topics = list(dict.fromkeys([*texts(meta, "kwd-group/kwd"), *map(flat, subjects)]))
    editors, _ = jats_names(meta, "editor")
    return {
        **doc,
        "id": doi.removeprefix("10.1371/"),
        "record_format": "Article",
        "institution": ["Public Library of Science"],
        "collection": ["PLOS"],
        "author2": editors,
        "author2_role": ["edt"] * len(editors),
        "author_facet": doc["author_facet"] + editors,
        "container_issue": flat(meta.find("issue")),
        "container_start_page": flat(meta.find("fpage")) or flat(meta.find("elocation-id")),
        "container_title": flat(article.find("front/journal-meta//journal-title")),
        "container_volume": flat(meta.find("volume")),
        "format": ["Article", "Online"],
        "genre": texts(meta, "article-categories/subj-group[@subj-group-type='heading']/subject"),
        "issn": texts(article, "front/journal-meta/issn"),
        "topic": topics,
        "topic_facet": topics,
        "url": [f"https://doi.org/{doi}"],
    }


# --- what is taken --------------------------------------------------------------------------------------------


def read_pubmed(path: Path) -> Iterator[Document]:
    """Documents of a PubMed file."""
    yield from map(pubmed_document, read_xml(path).iter("PubmedArticle"))


def read_pmc(path: Path) -> Iterator[Document]:
    """Documents of the openly licensed articles of a PubMed Central file."""
    articles = (a for a in read_xml(path).iter("article") if a.find("front/article-meta") is not None)
    yield from map(pmc_document, filter(openly_licensed, articles))


def read_plos(path: Path) -> Iterator[Document]:
    """The document of one PLOS article."""
    yield plos_document(read_xml(path))


class Source(NamedTuple):
    """Files of one origin under the corpora, what is taken of them, and what VuFind's settings add to it."""

    files: str
    read: Callable[[Path], Iterator[Document]]
    ids: str
    imported: str
    settings: Document


SOURCES = (
    Source(
        "loc-books/loc-books-sample.mrc",
        read_marc,
        """
        00001045 00511000 02022741 00298155 00054375 02003601 00514945 01000434 02020428 01031894 00522017 00526888
        02009583 01004228 02023432 00049681 00028150 00029649 00329666 00274054 00530542 03005282 01030999 02022719
        00022403 00303953 00300785 01023875 01022828 01013648 00274540 02010995 00393431 02024522 02023529 00356465
        01015357 02013746 00346908 00692000 00278826 00276964 00288090 00318075 00277148 00335410 01026968 00390774 00309480 00418674 00416714
        00338152 00395055 02008685 00330705 00353442 00417027 00332138 00437781 00277399 00353109 00393883 00332147
        00419967 00354512 00332426 00350002 00305716 00279328 00399043 00305218 00437080 00286232 00421268 00290045
        00311755 00285051 00285483 00282102 00314514 00281688 00506380 00405968 00312787 00291057 00291112 00655453
        00411895 00441513 00371576 00320794 00441303 00371079 00402343 00373461 00374158 00410391 00370324 00366040
        00367498 00365698 00236597 00368589 00367779 00280565 00560171 00272348 00290244 00508584 00504726 00422150
        00283997 00271642 00690394 00375433 00378573 00379486 00292625 00439016 00421068 00341101 01011075 00298660
        00536928 00536930 00304410 00308539 00334080 00317257 00318533 00379057 03007754 00317659
        """,
        "2024-10-07T08:00:00Z",
        {"institution": ["Library of Congress"], "collection": ["Books All"]},
    ),
    Source(
        "marc2bibframe2/dataset/princeton.xml",
        read_marc,
        "4609321 4606238 3599298 3477029 1151398 6063895 3551622 2274590 4695659 4862600 5514432 4730625 5559859",
        "2024-10-07T09:00:00Z",
        {"institution": ["Princeton University Library"], "collection": ["Catalog"]},
    ),
    Source(
        "marc2bibframe2/dataset/oclc.xml",
        read_marc,
        "243249 479691 565381 887328 916534 1855476 1040423 913559 594778 551575 2301822 684385",
        "2024-10-07T09:10:00Z",
        {"institution": ["OCLC"], "collection": ["Catalog"]},
    ),
    Source(
        "marc2bibframe2/dataset/nlm.xml",
        read_marc,
        "117821 803392 612078 643747 615931 1456389 191628",
        "2024-10-07T09:20:00Z",
        {"institution": ["National Library of Medicine"], "collection": ["Catalog"]},
    ),
    Source(
        "marc2bibframe2/dataset/gwu.xml",
        read_marc,
        "7704213 11863566 11867325 11587214 3984496 11119786 8801261",
        "2024-10-07T09:30:00Z",
        {"institution": ["George Washington University"], "collection": ["Catalog"]},
    ),
    Source(
        "marc2bibframe2/dataset/british_library.xml",
        read_marc,
        "012100432 013430729 015450677 014540173 008563040 007899337 007177759",
        "2024-10-07T09:40:00Z",
        {"institution": ["British Library"], "collection": ["Catalog"]},
    ),
    Source(
        "marc2bibframe2/test/data/collection.xml marc2bibframe2/test/data/marc.xml pymarc/test/marc.dat "
        "pymarc/test/regression45.dat",
        read_marc,
        "12149120 5637241 13600108 11778504 13610512 1598167 prk2000001890 prk2000001898 prk2000001911",
        "2024-10-07T09:50:00Z",
        {"institution": ["Library of Congress"], "collection": ["Catalog"]},
    ),
    Source(
        "solrmarc/test/data/records/specTestRecs.xml solrmarc/test/data/records/uva_001_2000.mrc "
        "solrmarc/test/data/records/u6909669.mrc solrmarc/test/data/records/u79065.mrc "
        "solrmarc/test/data/records/record_set_045.mrc",
        read_marc,
        """
        u1803 u220 u1291339 u1303088 u1472234 u3494238 u18488 u36364 u20318 u1473 u59054 u863 u960 u870 u1462 u918 u333
        u235 u335 u1589 u238 u239 u79065 u1121 u1169 u52110 u3456322 u18416 u2632635 u3493081 u3502613 u6909669 u787
        u2005 u572 u618 u3456292 u1623
        """,
        "2024-10-07T10:00:00Z",
        {"institution": ["University of Virginia Library"], "collection": ["Catalog"]},
    ),
    Source(
        "pubmed-xml/*.xml ncbiutils/tests/data/pubmed*.xml",
        read_pubmed,
        """
        pubmed-3858957 pubmed-6203937 pubmed-7653990 pmid-32294727 pmid-32437181 pmid-32496081 pubmed-7728656
        pmid-32743745 pubmed-7864896 pubmed-7919130 pubmed-8040910 pubmed-8561171 pmid-34751700 pmid-34817495
        pubmed-8809544 pubmed-8818254 pubmed-9236656 pubmed-9106355 pmid-35485580 pmid-35699396 pubmed-9380527
        pubmed-10151073 pubmed-9879119 pubmed-10027092 pmid-36987902 pubmed-10079255 pmid-37167981 pubmed-10511184
        pubmed-7617046 pmid-38048813 pubmed-10769841 pubmed-11043010 pmid-38534005 pubmed-11112993 pubmed-11120190
        pmid-38833988 pmid-38851301 pubmed-11177781 pubmed-7616155 pubmed-11432652 pmid-17212035 pmid-18046398
        """,
        "2024-10-07T11:00:00Z",
        {},
    ),
    Source(
        "ncbiutils/tests/data/pmc.xml ncbiutils/tests/data/pmc_author.xml",
        read_pmc,
        "pubmed-9023058 pubmed-8809986 pubmed-6756846",
        "2024-10-07T11:30:00Z",
        {},
    ),
    Source(
        "plos-jats/*.xml.gz",
        read_plos,
        """
        journal.pmed.0020124 journal.pone.0005723 journal.pone.0002554 journal.pbio.0040088 journal.pone.0067380
        journal.pone.0040259 journal.pcbi.1004089 journal.pgen.1003316 journal.pone.0028031 journal.pone.0008519
        journal.pbio.1001473 journal.pone.0116586 journal.pone.0121226 journal.pcbi.0030158 journal.pone.0097541
        journal.pone.0052690 journal.pbio.0030408
        """,
        "2024-10-07T12:00:00Z",
        {},
    ),
)

SINGLE = {
    "author_sort", "callnumber-first", "callnumber-label", "description", "edition", "lccn", "title", "title_auth",
    "title_full", "title_short", "title_sort", "title_sub",
}  # fmt: skip


def finish(doc: Document, source: Source) -> Document:
    """A document with its settings and copies, without empty fields, with single values where the schema wants them."""
    doc = doc | source.settings | {"first_indexed": source.imported, "last_indexed": source.imported}
    doc = {field: value for field, value in doc.items() if value}
    for field in SINGLE & doc.keys():
        doc[field] = doc[field] if isinstance(doc[field], str) else doc[field][0]
    return doc | {"title_fullStr": doc["title_full"], "title_full_unstemmed": doc["title_full"]}


def select(source: Source, corpora: Path) -> Iterator[Document]:
    """The chosen documents of a source, in the order of their ids; of two with one id the first. Exits if one lacks."""
    paths = [path for pattern in source.files.split() for path in sorted(corpora.glob(pattern))]
    found: dict[str, Document] = {}
    for path in paths:
        for doc in source.read(path):
            found.setdefault(doc["id"], doc)
    for wanted in source.ids.split():
        if wanted not in found:
            raise SystemExit(f"{wanted} is not in {source.files}")
        yield finish(found[wanted], source)


def main(arguments: list[str]) -> None:
    """Writes the catalogue."""
    parser = argparse.ArgumentParser(
        description="Make the bundled sample catalogue from openly licensed corpora."
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args(arguments)
    documents = (doc for source in SOURCES for doc in select(source, options.corpora))
    lines = [json.dumps(doc, ensure_ascii=False, sort_keys=True) + "\n" for doc in documents]
    options.output.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
