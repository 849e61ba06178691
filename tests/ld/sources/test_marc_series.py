"""Series of MARC 21 records: statements, headings, and which go together."""

from __future__ import annotations

from hypothesis import given

from ld.record import Series, Text
from ld.sources.marc.model import Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.series import series
from tests.ld.sources.marc_rows import grouped, outcomes, records


def found(*rows: str) -> tuple[Series, ...]:
    read: tuple[Series, ...] = grouped(series, *rows)[0]["series"]
    return read


def named(*rows: str) -> list[tuple[str, str | None]]:
    return [(one.name, one.number) for one in found(*rows)]


def test_440_is_statement_and_heading() -> None:
    assert found("440  0 $aBiblioteka Sveti Petar.$pKolo ;$vknj. 8$x1234-5679") == (
        Series("Biblioteka Sveti Petar. Kolo", "440$a$p$v$x", (), "knj. 8", "1234-5679"),
    )


def test_a_statement_alone() -> None:
    assert named("490 0  $aZaluu udirdagch san") == [("Zaluu udirdagch san", None)]


def test_the_heading_is_the_name_and_the_statement_another_form() -> None:
    (one,) = found(
        "490 1  $aReport / Air Pollution Foundation ;$vno. 11$x1234-5679",
        "810 2  $aAir Pollution Foundation.$tReport ;$vno. 11.",
    )
    assert (one.name, one.number, one.issn) == ("Report", "no. 11", "1234-5679")
    assert one.alternates == (Text("Report / Air Pollution Foundation", "490$a"),)
    assert [creator.label for creator in one.creators] == ["Air Pollution Foundation"]
    assert one.source == "810$a$t$v+490$a$x"


def test_the_same_form_is_said_once() -> None:
    parts, fields = grouped(series, "490 1  $aMundus Arabicus ;$vv. 2", "830  0 $aMundus Arabicus ;$vv. 2.")
    assert parts["series"] == (Series("Mundus Arabicus", "830$a$v", (), "v. 2"),)
    assert outcomes(fields)["490$a"] == outcomes(fields)["490$v"] == "same-as-series-heading"


def test_number_from_the_statement_where_the_heading_has_none() -> None:
    (one,) = found("490 1  $aOur universe ;$v3", "800 1  $aVogt, Gregory.$tOur universe.")
    assert (one.number, one.source) == ("3", "800$a$t+490$v")


def test_pairs_by_name_then_by_number_then_in_order() -> None:
    rows = (
        "490 1  $aBlue books ;$v7",
        "490 1  $aGreen books ;$v1",
        "490 1  $aRed books",
        "490 0  $aUntraced",
        "830  0 $aGreen books (London) ;$v2",
        "830  0 $aLibri coerulei ;$v7",
        "830  0 $aLibri rubri",
    )
    assert [(one.name, [text.value for text in one.alternates]) for one in found(*rows)] == [
        ("Green books (London)", ["Green books"]),
        ("Libri coerulei", ["Blue books"]),
        ("Libri rubri", ["Red books"]),
        ("Untraced", []),
    ]


def test_several_series_in_one_statement() -> None:
    """A name behind a number is another series, behind an equals sign the parallel name, else a subseries."""
    assert named("490 1  $aReclams Universal-Bibliothek ;$v934.$aKunstwissenschaften") == [
        ("Reclams Universal-Bibliothek", "934"),
        ("Kunstwissenschaften", None),
    ]
    assert named("490 1  $aColección de ensayo.$aSerie Revisiones ;$v119") == [
        ("Colección de ensayo. Serie Revisiones", "119")
    ]
    (parallel,) = found("490 1  $aSéminaire tessinois ;$v4 =$aSeminario ticinese ;$v4")
    assert (parallel.name, parallel.number) == ("Séminaire tessinois", "4")
    assert parallel.alternates == (Text("Seminario ticinese", "490$a"),)


def test_each_series_of_a_statement_has_its_own_issn() -> None:
    read = found("490 1  $aDepartment publication ;$v7846$aForeign Service series ;$x2345-6787$v128")
    assert [(one.name, one.number, one.issn) for one in read] == [
        ("Department publication", "7846", None),
        ("Foreign Service series", "128", "2345-6787"),
    ]


def test_an_issn_that_fails_is_a_finding() -> None:
    parts, fields = grouped(series, "440  0 $aSkrifter,$x0348-4653 ;v nr 37")
    assert parts["series"][0].issn is None
    assert [finding.code for finding in fields.findings] == ["issn"]
    assert outcomes(fields)["440$x"] == "invalid-issn"


def test_a_series_is_said_once() -> None:
    assert named("440  0 $aOur series ;$v1", "830  0 $aOur series ;$v1.") == [("Our series", "1")]
    assert named("830  0 $aOur series ;$v1", "830  0 $aOur series ;$v2") == [
        ("Our series", "1"),
        ("Our series", "2"),
    ]


def test_old_entries_under_a_name() -> None:
    """loc-books 02025104."""
    (one,) = found("410 20 $aColumbia University.$tStudies in history,$vv. 10, no. 1")
    assert (one.name, one.number) == ("Studies in history", "v. 10, no. 1")
    assert one.creators[0].label == "Columbia University"


def test_a_heading_without_title_is_called_by_its_name() -> None:
    (one,) = found("810 1  $aUnited States.$bCongress ;$vv. 3")
    assert (one.name, one.creators, one.number) == ("United States. Congress", (), "v. 3")


@given(records(["440", "490", "800", "811", "830", "410"]))
def test_never_raises_and_every_series_has_a_name(fields: Fields) -> None:
    parts: Parts = {}
    series(fields, parts)
    assert all(any(map(str.isalnum, one.name)) and one.number != "" for one in parts["series"])
