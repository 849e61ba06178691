"""Pages, extents, host citations, publishers, places, call numbers, genres: the smaller grammars."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from ld.errors import LexicalError
from ld.normalize.callnumbers import ddc_class, lcc_class
from ld.normalize.containers import Enumeration, container_reference
from ld.normalize.pages import Pages, page_range, pages, physical, playing_time
from ld.normalize.places import Box, Point, canonical, coordinate, envelope
from ld.normalize.publishers import publishers
from ld.normalize.subjects import SCHEME_IRIS, Genre, genre, heading, heading_iri, scheme_of


@pytest.mark.parametrize(
    ("value", "start", "end", "pagination"),
    [
        ("12-18", "12", "18", "12–18"),
        ("12–8", "12", "18", "12–18"),
        ("S12-S18", "S12", "S18", "S12–S18"),
        ("S12-8", "S12", "S18", "S12–S18"),
        ("e1000123", "e1000123", None, "e1000123"),
        ("iii-x", "iii", "x", "iii–x"),
        ("1213-9", "1213", "1219", "1213–1219"),
        ("525-30", "525", "530", "525–530"),
        ("986-8; discussion 988-90", "986", "988", "986–988; discussion 988–990"),
        ("k3225", "k3225", None, "k3225"),
        ("823-834.e5", "823", "834", "823–834.e5"),
        ("H1270-H1280", "H1270", "H1280", "H1270–H1280"),
        ("ooae099", "ooae099", None, "ooae099"),
        ("pp. 3278-3289.", "3278", "3289", "3278–3289"),
        ("S. 5-10", "5", "10", "5–10"),
        ("110408", "110408", None, "110408"),
        ("12-12", "12", None, "12–12"),
    ],
)
def test_page_ranges(value: str, start: str, end: str | None, pagination: str) -> None:
    assert page_range(value) == Pages(start, end, pagination)


@pytest.mark.parametrize("value", ["", "in press", "n.pag.", "18-12", "-", "1" * 300])
def test_no_pages(value: str) -> None:
    with pytest.raises(LexicalError):
        page_range(value)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("1213", "9", Pages("1213", "1219", "1213–1219")),
        ("5", "10", Pages("5", "10", "5–10")),
        ("5", None, Pages("5", None, "5")),
        ("5-10", "", Pages("5", "10", "5–10")),
        ("5", "5", Pages("5", None, "5")),
        ("10", "5", Pages("10", "15", "10–15")),
        ("20", "15", Pages("20", None, "20")),
        ("5", "suppl", Pages("5", None, "5")),
        ("in press", "9", Pages(None, None, "in press")),
    ],
)
def test_pages_of_two_fields(start: str, end: str | None, expected: Pages) -> None:
    assert pages(start, end) == expected


@given(st.integers(1, 99999), st.integers(0, 500))
def test_abbreviated_ends_are_written_out(first: int, length: int) -> None:
    start, end = str(first), str(first + length)
    if len(start) == len(end):
        shared = next(
            (place for place, (one, two) in enumerate(zip(start, end, strict=True)) if one != two),
            len(end) - 1,
        )
        assert pages(start, end[shared:]).end == (end if length else None)


@pytest.mark.parametrize(
    ("value", "count", "duration"),
    [
        ("17 p. ; 22 cm.", 17, None),
        ("xvii, 284 p.; 22 cm.", 284, None),
        ("XIV, 180 S. 23 cm", 180, None),
        ("115 pages ; 26 cm", 115, None),
        ("245 p., [16] p. of plates : ill. ; 20 cm.", 245, None),
        ("319 p., [1] leaf of plates : col. port. ; 22 cm.", 319, None),
        ("1 online resource (xii, 345 pages)", 345, None),
        ("252 p. port., illus. 17 cm.", 252, None),
        ("2 v. (39, 1714, 45 p.) ; 22 cm.", None, None),
        ("[8], 145, [1] p. : ill.", None, None),
        ("51, 24 p. ; 21 cm.", None, None),
        ("3, 86 pages, 1 unnumbered page ; 22 cm", None, None),
        ("3 v. ; 20 cm.", None, None),
        ("V.", None, None),
        ("1 sound disc (49 min.) : 33 1/3 rpm, stereo. ; 12 in.", None, "PT49M"),
        ("1 videocassette (ca. 90 min.) : sd.", None, "PT1H30M"),
        ("3 videodiscs (398 min.) : sound", None, "PT6H38M"),
        ("1 CD (1 hr., 12 min., 5 sec.)", None, "PT1H12M5S"),
        ("2 discs (45 min., 50 min.)", None, None),
        ("0 p.", None, None),
        ("", None, None),
    ],
)
def test_physical(value: str, count: int | None, duration: str | None) -> None:
    found = physical(value)
    assert (found.pages, found.duration) == (count, duration)


@pytest.mark.parametrize(
    ("value", "expected"), [("001542", "PT15M42S"), ("015849", "PT1H58M49S"), ("1000000", "P4DT4H")]
)
def test_playing_times(value: str, expected: str) -> None:
    assert playing_time(value) == expected


@pytest.mark.parametrize("value", ["", "000000", "1542", "abc"])
def test_no_playing_times(value: str) -> None:
    with pytest.raises(LexicalError):
        playing_time(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Bd. 12 (2003), H. 4, S. 5-10", Enumeration("12", "4", "2003", "5", "10")),
        ("Vol. 12, no. 4 (2003), p. 5-10", Enumeration("12", "4", "2003", "5", "10")),
        ("12 (2003) 4, S. 5-10", Enumeration("12", "4", "2003", "5", "10")),
        ("volume:12 year:2003 number:4 pages:5-10", Enumeration("12", "4", "2003", "5", "10")),
        ("Vol. 1, no. 1 (Apr. 2023)", Enumeration("1", "1", "2023")),
        ("52 (9), pp. 3278-3289.", Enumeration("52", "9", None, "3278", "3289")),
        ("16(1):150", Enumeration("16", "1", None, "150")),
        ("Vol 12 No 3 (2010); 1-10", Enumeration("12", "3", "2010", "1", "10")),
        ("10, 3 (2001) s. 12-18", Enumeration("10", "3", "2001", "12", "18")),
        ("12:4<5", Enumeration("12", "4", None, "5")),
        ("24:B:9<235", Enumeration("24", "B:9", None, "235")),
        ("2003, H. 4", Enumeration(None, "4", "2003")),
        ("S. 5-10", Enumeration(None, None, None, "5", "10")),
    ],
)
def test_host_citations(value: str, expected: Enumeration) -> None:
    assert container_reference(value) == expected


@pytest.mark.parametrize("value", ["", "First segment (190 p.)", "1999", "passim", "x" * 400])
def test_no_host_citations(value: str) -> None:
    with pytest.raises(LexicalError):
        container_reference(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "Feminist Press at the City University of New York,",
            ("Feminist Press at the City University of New York",),
        ),
        ("Publisher 1 ; Publisher 2,", ("Publisher 1", "Publisher 2")),
        ("Knopf :", ("Knopf",)),
        ("Aspatore,,", ("Aspatore",)),
        ("American book co.", ("American book co.",)),
        ("[Cervecería Unión],", ("Cervecería Unión",)),
        ("The Author],", ("The Author",)),
        ('"Bīlīm",', ("Bīlīm",)),
        ("Kristen Pres[s],", ("Kristen Pres[s]",)),
        ("s.n.,", ()),
        ("s.n.],", ()),
        ("[s.n.],", ()),
        ("[s.n.,", ()),
        ("S.n.]", ()),
        ("[publisher not identified]", ()),
        ("Publisher not identified,", ()),
        ("[Verlag nicht ermittelbar]", ()),
        ("[s.n.] ; Knopf,", ("Knopf",)),
        ("Knopf ; knopf,", ("Knopf",)),
        ("The Institute,", ("The Institute",)),
        ("", ()),
        (" ; ", ()),
    ],
)
def test_publishers(value: str, expected: tuple[str, ...]) -> None:
    assert publishers(value) == expected


@given(st.text(alphabet="ab ;,:[]().\"'n", max_size=30))
def test_publishers_are_stable(value: str) -> None:
    for name in publishers(value):
        assert name.strip() == name
        assert any(char.isalnum() for char in name)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "ENVELOPE(129.95348029,129.95348029,-55.29356577,-55.29356577)",
            Point("-55.29356577", "129.95348029"),
        ),
        ("ENVELOPE(70,160,55,10)", Box("10", "70", "55", "160")),
        (" envelope( -7.50 , +7.500, 49.0, -0.0 ) ", Box("0", "-7.5", "49", "7.5")),
        ("ENVELOPE(170,-170,10,-10)", Box("-10", "170", "10", "-170")),
    ],
)
def test_envelopes(value: str, expected: Box | Point) -> None:
    assert envelope(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "ENVELOPE(1,2,3)",
        "ENVELOPE(181,181,0,0)",
        "ENVELOPE(0,10,-10,10)",
        "ENVELOPE(0,0,10,-10)",
        "ENVELOPE(0,0,91,91)",
        "POINT(1 2)",
        "ENVELOPE(1e1,2,3,1)",
        "ENVELOPE(nan,0,0,0)",
    ],
)
def test_no_envelopes(value: str) -> None:
    with pytest.raises(LexicalError):
        envelope(value)


@given(st.decimals(-180, 180, places=6), st.decimals(-90, 90, places=6))
def test_points_of_the_globe(longitude: Decimal, latitude: Decimal) -> None:
    found = envelope(f"ENVELOPE({longitude},{longitude},{latitude},{latitude})")
    assert isinstance(found, Point)
    assert (Decimal(found.latitude), Decimal(found.longitude)) == (latitude, longitude)
    assert canonical(Decimal(found.latitude)) == found.latitude


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("W0785230", "-78.875"),
        ("E109.2953057", "109.2953057"),
        ("+135.37478775", "135.37478775"),
        ("W1780423", "-178.07305556"),
        ("S065613", "-6.93694444"),
        ("N0410000", "41"),
        ("'+130.5", "130.5"),
    ],
)
def test_coordinates(value: str, expected: str) -> None:
    assert canonical(coordinate(value)) == expected


@pytest.mark.parametrize("value", ["", "W1899190", "W999180", "181", "north"])
def test_no_coordinates(value: str) -> None:
    with pytest.raises(LexicalError):
        coordinate(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("DG848.15 .V53 1992", "DG848.15"),
        ("PS3552.R878 T47 2011", "PS3552"),
        ("QA 76.73 .J38", "QA76.73"),
        ("KNQ914.51999 .H43 1999", "KNQ914.51999"),
        ("F1411.A2 N48", "F1411"),
    ],
)
def test_lcc(value: str, expected: str) -> None:
    assert lcc_class(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "LAW",
        "7429",
        "VIDEO",
        "MLCSN 2003/00552 (P)",
        "DVD 1234",
        "WB100",
        "T .P7132 1984",
        "UNCLASSIFIED 1713 (P)",
        "qa76",
    ],
)
def test_no_lcc(value: str) -> None:
    with pytest.raises(LexicalError):
        lcc_class(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("813/.54", "813.54"),
        ("016.337", "016.337"),
        ("123.45 .I39", "123.45"),
        ("338.4/336362/0973", "338.43363620973"),
        ("[940.53]", "940.53"),
        ("305.8 s", "305.8"),
        ("813’.54", "813.54"),
    ],
)
def test_ddc(value: str, expected: str) -> None:
    assert ddc_class(value) == expected


@pytest.mark.parametrize("value", ["", "B", "[Fic]", "[E]", "7429", "92", "821/9140809287/0973", "L479mo"])
def test_no_ddc(value: str) -> None:
    with pytest.raises(LexicalError):
        ddc_class(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Documentary films lcgft", Genre("Documentary films", "lcgft", None)),
        (
            "Biography Dictionaries. fast (OCoLC)fst01423824",
            Genre("Biography Dictionaries", "fast", "http://id.worldcat.org/fast/1423824"),
        ),
        (
            "Presentation copies (Provenance) rbprov ViU",
            Genre("Presentation copies (Provenance)", "rbprov", None),
        ),
        (
            "Fiction. lcgft http://id.loc.gov/authorities/genreForms/gf2014026339",
            Genre("Fiction", "lcgft", "http://id.loc.gov/authorities/genreForms/gf2014026339"),
        ),
        ("Films for the hearing impaired.", Genre("Films for the hearing impaired", None, None)),
        ("Weird IDs", Genre("Weird IDs", None, None)),
        ("", Genre("", None, None)),
    ],
)
def test_genres(value: str, expected: Genre) -> None:
    assert genre(value) == expected


def test_headings() -> None:
    assert (
        heading(["Frankl, Ludwig August,", "1810-1894"], ["Travel."])
        == "Frankl, Ludwig August, 1810-1894 -- Travel"
    )
    assert heading(["  "], []) == ""
    assert heading_iri("(DE-588)4026894-9") == "https://d-nb.info/gnd/4026894-9"
    assert heading_iri("(viaf)102333412") is None
    assert scheme_of("2") == "mesh"
    assert scheme_of(" ") is None


def test_scheme_iris_are_iris() -> None:
    assert {"lcsh", "lcshac", "mesh", "fast", "gnd", "lcgft"} <= SCHEME_IRIS.keys()
    for iri in SCHEME_IRIS.values():
        NamedNode(iri)
