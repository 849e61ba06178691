"""Places and distributors of imprints, frequencies in words, RDA's carrier and content types."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.errors import LexicalError
from ld.normalize.frequencies import coded_frequency, frequency
from ld.normalize.imprint_places import imprint_places
from ld.normalize.publishers import distributor, publisher_named, publishers
from ld.normalize.rda_terms import carrier_code, content_code


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Yerushalayim :", ("Yerushalayim",)),
        ("[Quito] :", ("Quito",)),
        ("[Jos, Nigeria?] :", ("Jos, Nigeria",)),
        ("[Butare, Rwanda :", ("Butare, Rwanda",)),
        ("Chichester [West Sussex] ; New York :", ("Chichester [West Sussex]", "New York")),
        ("New York [etc.]", ("New York",)),
        ("Washington, D.C. :", ("Washington, D.C.",)),
        ("Lodnon [i.e. London] :", ("London",)),
        ("Brookly[n], N.Y. :", ("Brookly[n], N.Y.",)),
        ("Paris ; Paris :", ("Paris",)),
        ("[S.l. :", ()),
        ("[Sl.] :", ()),
        ("S.l.]", ()),
        ("[Place of publication not identified] :", ()),
        ("[Erscheinungsort nicht ermittelbar] :", ()),
        ("[出版地不明] :", ()),
        ("[ירושלים] :", ("ירושלים",)),
        (":", ()),
        ("", ()),
    ],
)
def test_places_of_publication(value: str, expected: tuple[str, ...]) -> None:
    assert imprint_places(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Distributed by Publishers Group West,", "Publishers Group West,"),
        ("Distributed in the U.S. and Canada by Publishers Group West,", "Publishers Group West,"),
        (
            "Sold and distributed in North, Central and South America by Aspen Publishers,",
            "Aspen Publishers,",
        ),
        ("Distributors Marston Book Services,", "Marston Book Services,"),
        ("Sole distributors in Andhra Pradesh, Visalandhra Pub. House,", "Visalandhra Pub. House,"),
        (
            "Sole distributors for the U.S.A. and Canada, Elsevier Science Pub. Co.,",
            "Elsevier Science Pub. Co.,",
        ),
        ("[Distributors], Kar̲ant̲ Buks,", "Kar̲ant̲ Buks,"),
        ("KASE Bookshop [distributor],", "KASE Bookshop"),
        ("[Supt. of Docs., U.S. G.P.O., distributor],", "Supt. of Docs., U.S. G.P.O."),
        ("Diffusion, Editions Slatkine,", "Editions Slatkine,"),
        ("Kanishka Publishers, Distributors,", None),
        ("Published and distributed by Asia Books,", None),
        ("Diffusion De Boccard,", None),
        ("Seuil,", None),
        ("", None),
    ],
)
def test_distributors(value: str, expected: str | None) -> None:
    assert distributor(value) == expected


def test_a_publisher_that_says_what_it_did() -> None:
    assert publishers(publisher_named("Published and distributed by Asia Books,")) == ("Asia Books",)
    assert publisher_named("Printed by A. Landrum,") == "Printed by A. Landrum,"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Annual", "annual"),
        ("Three issues yearly,", "threeTimesAYear"),
        ("4 issues yearly,", "quarterly"),
        ("Two no. a year", "semiannual"),
        ("Triweekly", "threeTimesAWeek"),
        ("Unregelmäßig", "irregular"),
        ("Trimestriel", "quarterly"),
        ("[Monthly]", "monthly"),
    ],
)
def test_frequencies_in_words(value: str, expected: str) -> None:
    assert frequency(value) == expected


@pytest.mark.parametrize("value", ["", "Monthly (except July)", "5 issues yearly", "x" * 500])
def test_what_the_list_of_frequencies_lacks(value: str) -> None:
    with pytest.raises(LexicalError):
        frequency(value)


def test_codes() -> None:
    assert [coded_frequency(code) for code in "abkquz |"] == [
        "annual", "bimonthly", "continuous", "quarterly", None, None, None, None,
    ]  # fmt: skip
    assert [carrier_code(value) for value in ("cr", "Band", "volume.", "tape", "")] == [
        "cr",
        "nc",
        "nc",
        None,
        None,
    ]
    assert [content_code(value) for value in ("Text", "spw", "")] == ["txt", "spw", None]


@given(st.text(max_size=300))
def test_nothing_else_is_raised(value: str) -> None:
    assert all(imprint_places(value))
    name = distributor(value)
    assert name is None or name
    assert publisher_named(value) in value
    carrier_code(value)
    content_code(value)
    with contextlib.suppress(LexicalError):
        assert frequency(value)
