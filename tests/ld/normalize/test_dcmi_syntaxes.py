"""Places and periods in DCMI's own syntaxes; the examples are those of the encoding schemes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.normalize.dcmi_syntaxes import dcmi_period, dcmi_place
from ld.normalize.places import Box, Point


@pytest.mark.parametrize(
    ("value", "label", "area"),
    [
        (
            "name=Western Australia; northlimit=-13.5; southlimit=-35.5; westlimit=112.5; eastlimit=129",
            "Western Australia",
            Box("-35.5", "112.5", "-13.5", "129"),
        ),
        (
            "east=148.26218; north=-36.45746; elevation=2228; name=Mt. Kosciusko",
            "Mt. Kosciusko",
            Point("-36.45746", "148.26218"),
        ),
        (
            "name=Duchess copper mine; east=139.8; north=-21.3;",
            "Duchess copper mine",
            Point("-21.3", "139.8"),
        ),
        (
            "east=148.26218; north=-36.45746",
            "east=148.26218; north=-36.45746",
            Point("-36.45746", "148.26218"),
        ),
        ("name=Nowhere; northlimit=99; southlimit=1; westlimit=1; eastlimit=2", "Nowhere", None),
        ("name=UTM; east=420000; north=5300000; units=m; projection=U.T.M. zone 13 south", "UTM", None),
        ("name=Half; north=1", "Half", None),
        ("name=A\\; B; east=1; north=2", "A; B", Point("2", "1")),
    ],
)
def test_places(value: str, label: str, area: Box | Point | None) -> None:
    found = dcmi_place(value)
    assert found
    assert (found.label, found.area) == (label, area)


@pytest.mark.parametrize(
    ("value", "label", "interval"),
    [
        ("name=The Great Depression; start=1929; end=1939;", "The Great Depression", "1929/1939"),
        (
            "start=Cambrian period; scheme=Geological timescale; name=Phanerozoic Eon;",
            "Phanerozoic Eon",
            None,
        ),
        (
            "start=1999-09-25T14:20+10:00; end=1999-09-25T16:40+10:00; scheme=W3C-DTF;",
            None,
            "1999-09-25/1999-09-25",
        ),
        ("start=2001;", "2001–", "2001/.."),
        ("end=1500", "–1500", "../1500"),
        ("start=1939; end=1929", "1939–1929", None),
    ],
)
def test_periods(value: str, label: str | None, interval: str | None) -> None:
    found = dcmi_period(value)
    assert found
    assert found.interval == interval
    assert label is None or found.label == label


@pytest.mark.parametrize("value", ["Berlin", "name=Berlin", "a=b", "x = y; z", "", "=", "start=", "E=mc2"])
def test_what_is_neither(value: str) -> None:
    assert dcmi_place(value) is None
    assert dcmi_period(value) is None


@given(st.text("ab=;\\ 0123456789.-northeastwlimup", max_size=60))
def test_any_text(value: str) -> None:
    for found in (dcmi_place(value), dcmi_period(value)):
        assert found is None or found.label
