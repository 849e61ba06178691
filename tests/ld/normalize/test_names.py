"""Names of agents, from real access points."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.normalize.names import corporate_name, parse_name


@pytest.mark.parametrize(
    ("value", "name", "family", "given_", "alternate"),
    [
        ("Benoit, Cecilia", "Cecilia Benoit", "Benoit", "Cecilia", "Benoit, Cecilia"),
        ("Nawaz, Tawfique.", "Tawfique Nawaz", "Nawaz", "Tawfique", "Nawaz, Tawfique"),
        ("Vico, Giambattista, 1668-1744", "Giambattista Vico", "Vico", "Giambattista", "Vico, Giambattista"),
        ("Smith, J.", "J. Smith", "Smith", "J.", "Smith, J."),
        ("Bush, M. L.", "M. L. Bush", "Bush", "M. L.", "Bush, M. L."),
        ("Kalinin, M. I︠U︡.", "M. I︠U︡. Kalinin", "Kalinin", "M. I︠U︡.", "Kalinin, M. I︠U︡."),
        (
            "Eeden, Frederik van, 1860-1932",
            "Frederik van Eeden",
            "Eeden",
            "Frederik van",
            "Eeden, Frederik van",
        ),
        (
            "King, Martin Luther, Jr., 1929-1968",
            "Martin Luther King Jr.",
            "King",
            "Martin Luther",
            "King, Martin Luther, Jr.",
        ),
        ("Sinclair, John, Sir, 1754-1835", "John Sinclair", "Sinclair", "John", "Sinclair, John, Sir"),
        (
            "Roosevelt, Franklin D. (Franklin Delano), 1882-1945",
            "Franklin D. Roosevelt",
            "Roosevelt",
            "Franklin D.",
            "Roosevelt, Franklin D. (Franklin Delano)",
        ),
        ("Krebs, Wolfgang (Historian)", "Wolfgang Krebs", "Krebs", "Wolfgang", "Krebs, Wolfgang (Historian)"),
        (
            "Byron, George Gordon Byron, Baron, 1788-1824",
            "George Gordon Byron",
            "Byron",
            "George Gordon Byron",
            "Byron, George Gordon Byron, Baron",
        ),
        ("Author, Primary 1795 - 1881", "Primary Author", "Author", "Primary", "Author, Primary"),
        ("Huang, Liuhong, active 17th century", "Liuhong Huang", "Huang", "Liuhong", "Huang, Liuhong"),
        ("Suetonius, approximately 69-approximately 122", "Suetonius", None, None, "Suetonius"),
        (
            "García de Cortázar y Ruiz de Aguirre, José Angel",
            "José Angel García de Cortázar y Ruiz de Aguirre",
            "García de Cortázar y Ruiz de Aguirre",
            "José Angel",
            "García de Cortázar y Ruiz de Aguirre, José Angel",
        ),
        ("Falaiye, 'Muyiwa", "'Muyiwa Falaiye", "Falaiye", "'Muyiwa", "Falaiye, 'Muyiwa"),
        ("Bank, Melissa", "Melissa Bank", "Bank", "Melissa", "Bank, Melissa"),
        ("Das, Rudolf", "Rudolf Das", "Das", "Rudolf", "Das, Rudolf"),
        ("محمود، أحمد", "أحمد محمود", "محمود", "أحمد", "محمود، أحمد"),
        ("山田, 太郎", "山田太郎", "山田", "太郎", "山田, 太郎"),
        (
            "Bernart, de Ventadorn, active 12th century",
            "Bernart de Ventadorn",
            None,
            None,
            "Bernart, de Ventadorn",
        ),
        (
            "Adalbert, Saint, Bishop of Prague, approximately 956-997",
            "Adalbert",
            None,
            None,
            "Adalbert, Saint, Bishop of Prague",
        ),
        ("Jewel, 1974-", "Jewel", None, None, "Jewel"),
    ],
)
def test_persons(value: str, name: str, family: str | None, given_: str | None, alternate: str) -> None:
    found = parse_name(value)
    assert (found.kind, found.name, found.family, found.given, found.alternate) == (
        "person",
        name,
        family,
        given_,
        alternate,
    )


def test_dates_and_fuller_form() -> None:
    found = parse_name("Roosevelt, Franklin D. (Franklin Delano), 1882-1945.")
    assert found.label == "Roosevelt, Franklin D. (Franklin Delano), 1882-1945"
    assert (found.dates, found.fuller) == ("1882-1945", "Franklin Delano")
    assert found.birth is not None
    assert found.death is not None
    assert (found.birth.lexical, found.death.lexical) == ("1882", "1945")
    assert parse_name("Polo, Marco, 1254-1323?").death is None


@pytest.mark.parametrize(
    "value",
    [
        "Unione matematica italiana",
        "University of Oxford",
        "Community Communications, Inc",
        "Universität München. Institut für Slavistik",
        "United States. Congress",
        "China. Guo wu yuan. Ren kou pu cha ban gong shi",
        "Deutsche Forschungsgemeinschaft",
        "Société d'enseignement professionnel du Rhône",
        "Kurganskiĭ gosudarstvennyĭ universitet",
        "Aoyama Gakuin Daigaku",
        "The ENCODE Project Consortium",
        "UNESCO",
        "Palazzo Ducale Museo (Rome, Italy)",
        "Library of Congress. Japan Documentation Center",
        "東京大学",
        "Министерство культуры",
        "Daughters of the American Revolution",
    ],
)
def test_bodies(value: str) -> None:
    found = parse_name(value)
    assert (found.kind, found.name, found.label) == ("organization", value, value)


@pytest.mark.parametrize(
    "value",
    [
        "Aristophanes",
        "Nagy Imre",
        "Al Lusion",
        "Will B. Broke ; afterword by P.S. Sherman",
        "Johann Wolfgang von Goethe",
        "Robert Finch & Takashi Murakami",
        "Jane Plant, ... [et al.]",
        "Saitama-ken (Japan)",
        "Jón Hnefill Aðalsteinsson",
        "---",
        "",
        "1984",
        "x" * 2000,
    ],
)
def test_what_the_form_does_not_tell(value: str) -> None:
    assert parse_name(value).kind == "unknown"


def test_what_marc_says_of_the_form_is_believed() -> None:
    assert parse_name("Aristophanes", inverted=False).kind == "person"
    assert parse_name("Church of England, John", inverted=True).family == "Church of England"
    direct = parse_name("Elizabeth II, Queen of Great Britain, 1926-", inverted=False)
    assert (direct.name, direct.family) == ("Elizabeth II, Queen of Great Britain", None)


def test_bodies_are_not_taken_apart() -> None:
    found = corporate_name("Helliwell + Smith, Blue Sky Architecture,")
    assert (found.kind, found.name, found.family) == (
        "organization",
        "Helliwell + Smith, Blue Sky Architecture",
        None,
    )


@given(
    st.one_of(st.text(), st.text(alphabet="abcAB,. ()1-9&;ʻ", max_size=40)),
    st.sampled_from([None, True, False]),
)
@settings(max_examples=300)
def test_names_are_total_and_consistent(value: str, inverted: bool | None) -> None:
    found = parse_name(value, inverted=inverted)
    assert found.label == parse_name(found.label, inverted=inverted).label
    assert found.label in " ".join(value.split())
    if found.kind != "person":
        assert found.label == found.name == found.alternate
    if found.family and found.given:
        assert found.given in found.name
        # What stands in brackets is no part of a name, and may stand inside of one: "0()0, 0".
        bare = re.sub(r"\s*\([^()]*\)?", "", found.alternate)
        assert found.family in bare or found.family in found.alternate
