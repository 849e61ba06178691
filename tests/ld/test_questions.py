"""Questions that the graph must answer, over the real records of the tests, each answer read off the records by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QuerySolutions, Store

from ld.graph import to_quads
from ld.iris import Iris
from ld.mapping import map_record
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from ld.sources.registry import SOURCES

DATA = Path(__file__).resolve().parents[1] / "data"
IRIS = Iris("https://catalog.example.org")
LANGUAGE = "http://id.loc.gov/vocabulary/iso639-2/"


@pytest.fixture(scope="module")
def store() -> Store:
    """Every record of the pairs, each statement once, as an edition has them."""
    found = Store()
    for item in read([str(DATA / "pairs" / name) for name in ("marc", "pubmed", "jats")]):
        if isinstance(item, SourceRecord) and not item.deleted:
            record = SOURCES[item.format].parse(item, ParseOptions()).record
            assert record is not None
            found.extend(to_quads(map_record(record, IRIS)))
    return found


def ask(store: Store, number: int) -> list[dict[str, Any]]:
    """Rows of question `number`: variable to value, unbound ones left out."""
    path = next((DATA / "questions").glob(f"{number:02d}-*.rq"))
    found = store.query(path.read_text(encoding="utf-8"), use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in found]


def record_of(iri: str) -> str:
    return iri.removeprefix(f"{IRIS.base}/record/").partition("#")[0]


def test_translations_are_counted_by_pairs_of_languages(store: Store) -> None:
    pairs = {
        (row["from"].removeprefix(LANGUAGE), row["to"].removeprefix(LANGUAGE), row["n"])
        for row in ask(store, 1)
    }
    assert {("ger", "heb", "1"), ("per", "aze", "1"), ("ita", "eng", "1")} <= pairs


def test_works_by_the_person_with_an_orcid(store: Store) -> None:
    assert [record_of(row["w"]) for row in ask(store, 2)] == ["pmid-38147649"]


def test_access_points_of_creators(store: Store) -> None:
    rows = ask(store, 3)
    assert len(rows) == 50
    assert [int(row["n"]) for row in rows] == sorted((int(row["n"]) for row in rows), reverse=True)
    assert all(row["n"] == "1" for row in rows)  # nobody made two of these things


def test_works_with_an_lcsh_heading(store: Store) -> None:
    assert [row["n"] for row in ask(store, 4)] == ["1"]


def test_works_by_decade(store: Store) -> None:
    decades = {row["decade"]: int(row["n"]) for row in ask(store, 5)}
    assert decades["1650s"] == decades["1690s"] == 1
    assert all(decade[:4].isdigit() and decade.endswith("0s") for decade in decades)
    dated = store.query(
        "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT (COUNT(*) AS ?n) { ?w a dcterms:BibliographicResource ; dcterms:issued ?d }",
        use_default_graph_as_union=True,
    )
    assert isinstance(dated, QuerySolutions)
    assert sum(decades.values()) == int(next(dated)["n"].value)  # each once, whatever the precision


def test_authors_in_order_with_orcid_and_affiliation(store: Store) -> None:
    rows = ask(store, 6)
    assert [int(row["n"]) for row in rows] == list(range(1, 24))
    assert (rows[0]["name"], rows[0]["orcid"]) == (
        "Nathaniel L Ritz",
        "https://orcid.org/0000-0002-7367-292X",
    )
    assert "orcid" not in rows[2]  # Mary I Butler has none
    assert rows[20]["affiliations"].startswith(
        "Department of Psychiatry, Psychosomatics and Psychotherapy, University Hospital"
    )
    assert all(row["affiliations"] for row in rows)


def test_articles_by_volume_and_issue(store: Store) -> None:
    assert [(row["volume"], row["issue"]) for row in ask(store, 7)] == [("121", "1")]


def test_members_of_a_series_with_their_number(store: Store) -> None:
    assert [(record_of(row["w"]), row["number"]) for row in ask(store, 8)] == [("00049922", "11-12")]


def test_titles_in_both_scripts(store: Store) -> None:
    pairs = {record_of(row["w"]): (row["original"], row["romanised"]) for row in ask(store, 9)}
    assert pairs["00290045"] == ("ירושלימה: ספר המסע", "Yerushalaimah: sefer ha-masaʻ")
    assert pairs["00049922"] == ("洪葉活用成語典", "Hong ye huo yong cheng yu dian")
    assert pairs["00193541"] == ("مشيت الهى", "Mashīyat-i ilāhī")
    assert pairs["00289934"] == ("Үнэний цагаан мөр", "U̇nėniĭ t︠s︡agaan mȯr")
    assert pairs["12010060"] == ("한국 경제 정책 자료", "Han'guk kyŏngje chŏngch'aek charyo")
    assert pairs["6590355"] == ("外交青書", "Gaikō seisho")
    assert len(pairs) == 14
    assert all(romanised.isascii() or "a" in romanised.lower() for _, romanised in pairs.values())


def test_maps_that_cover_a_point(store: Store) -> None:
    assert [record_of(row["w"]) for row in ask(store, 10)] == ["u1803"]


def test_corrected_and_retracted_articles(store: Store) -> None:
    found = {row["w"]: (row.get("status"), row["notice"]) for row in ask(store, 11)}
    assert found == {
        "https://doi.org/10.1371/journal.pcbi.0030051": (
            "Retracted",
            "https://doi.org/10.1371/journal.pcbi.0030158",
        ),
        "https://doi.org/10.1371/journal.pone.0086816": (
            None,
            "https://doi.org/10.1371/journal.pone.0097541",
        ),
        "https://pubmed.ncbi.nlm.nih.gov/33279609/": (None, "https://doi.org/10.1016/j.bbamcr.2024.119767"),
        "https://pubmed.ncbi.nlm.nih.gov/38446048/": (None, "https://doi.org/10.1080/09540121.2024.2374185"),
        f"{IRIS.base}/record/pmid-38147649#it": (None, "https://pubmed.ncbi.nlm.nih.gov/39705317/"),
    }


def test_what_funders_paid_for(store: Store) -> None:
    rows = {
        (record_of(row["w"]), row["funder"], row.get("award"), row.get("licence")) for row in ask(store, 12)
    }
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert (
        "doi-10.1371%2Fjournal.pcbi.1004692",
        "National Science Foundation",
        "BCS-1228397",
        licence,
    ) in rows
    assert ("doi-10.7554%2Felife.71624", "Milky Way Research Foundation", None, licence) in rows
    assert ("pmid-38147649", "Wellcome Trust", None, None) in rows  # no number, no licence stated


def test_theses(store: Store) -> None:
    rows = {record_of(row["w"]): row for row in ask(store, 13) if row.get("isbn") != "9783110193077"}
    assert {
        key: (row["university"], row.get("degree"), row["accepted"], row["isbn"]) for key, row in rows.items()
    } == {
        "u305": ("Universität München", "Th.D.", "1981", "9783922740063"),
        "986210218": ("Univ., Bonn", None, "2001", "9783111731087"),
        "00309412": ("Katholieke Universiteit Nijmegen", "doctoral", "1999", "9789043501149"),
    }


def test_what_serials_were_called_before(store: Store) -> None:
    rows = {(record_of(row["serial"]), row["former"], row.get("id")) for row in ask(store, 14)}
    assert ("u11603", "Bulletin of the German Historical Institute London", "10947223") in rows
    assert ("007177759", "OAG air travel atlas", None) in rows
    assert {serial for serial, _, _ in rows} == {"u335", "u240", "u11603", "6590355", "007177759", "804178"}


def test_editions_of_a_composition_and_works_about_an_area(store: Store) -> None:
    assert {(record_of(row["w"]), row["what"]) for row in ask(store, 15)} == {
        ("u333", "Sudori musicali"),
        ("00059091", "area: Egypt"),
    }
