"""Languages, licences, roles and formats: codes and labels through tables."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from ld.errors import LexicalError
from ld.normalize.formats import book_format, format_row
from ld.normalize.languages import language, language_codes
from ld.normalize.licences import find_licence, licence, rights_statement
from ld.normalize.roles import role, term
from ld.normalize.tsv import rows

CC = "https://creativecommons.org/"


@pytest.mark.parametrize(
    ("value", "tag", "code"),
    [
        ("English", "en", "iso639-2/eng"),
        ("eng", "en", "iso639-2/eng"),
        ("EN", "en", "iso639-2/eng"),
        ("deu", "de", "iso639-2/ger"),
        ("ger", "de", "iso639-2/ger"),
        ("Greek, Modern (1453- )", "el", "iso639-2/gre"),
        ("pt-BR", "pt", "iso639-2/por"),
        ("zh_Hant", "zh", "iso639-2/chi"),
        ("Moldavian", "ro", "iso639-2/rum"),
        ("scr", "hr", "iso639-2/hrv"),
        ("iw", "he", "iso639-2/heb"),
        ("Egyptian", "egy", "iso639-2/egy"),
        ("Austro-Asiatic", "aav", "iso639-5/aav"),
        ("Creoles and Pidgins, French-based (Other)", "cpf", "iso639-2/cpf"),
        ("eng.", "en", "iso639-2/eng"),
    ],
)
def test_languages(value: str, tag: str, code: str) -> None:
    found = language(value)
    assert found is not None
    assert (found.bcp47, found.iri) == (tag, f"http://id.loc.gov/vocabulary/{code}")


@pytest.mark.parametrize(
    "value",
    ["und", "zxx", "mul", "mis", "Undetermined", "No linguistic content", "Unknown", "Multiple languages"],
)
def test_no_one_language(value: str) -> None:
    assert language(value) is None


@pytest.mark.parametrize("value", ["", "sh", "Volapük dialect", "xx", "english french", "e" * 100])
def test_unknown_languages(value: str) -> None:
    with pytest.raises(LexicalError):
        language(value)


def test_every_label_and_code_of_the_table_is_found() -> None:
    labels: dict[str, str] = {}
    for row in rows("vufind-language"):
        for value in (row["vufind_label"], row["marc_code"]):
            found = language(value)
            if row["status"] in {"special", "unknown"}:
                assert found is None
                continue
            assert found is not None
            NamedNode(found.iri)
            assert found.bcp47 == found.bcp47.lower()
            assert labels.setdefault(found.iri, found.label) == found.label  # one IRI, one label
        if row["label_default"] == "1" and found:
            assert language(row["vufind_label"]).bcp47 == row["bcp47"]  # type: ignore[union-attr] # asserted above
    for alias in rows("language-alias"):
        if alias["iso639_2b"]:
            assert language(alias["code"]) == language(alias["iso639_2b"])


def test_codes_that_were_run_together() -> None:
    assert language_codes("engfre") == ("eng", "fre")
    assert language_codes("engxyz") == ("engxyz",)
    assert language_codes("en") == ("en",)


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("CC BY 4.0", "licenses/by/4.0/"),
        ("CC-BY-4.0", "licenses/by/4.0/"),
        ("cc by-nc-nd 3.0", "licenses/by-nc-nd/3.0/"),
        ("Attribution 4.0 International (CC BY 4.0)", "licenses/by/4.0/"),
        (
            "Creative Commons Attribution-NonCommercial-ShareAlike 3.0 Unported License",
            "licenses/by-nc-sa/3.0/",
        ),
        ("http://creativecommons.org/licenses/by/4.0/", "licenses/by/4.0/"),
        ("http://www.creativecommons.org/licenses/by-nc-sa/4.0/legalcode", "licenses/by-nc-sa/4.0/"),
        ("https://creativecommons.org/licenses/by/4.0/deed.de", "licenses/by/4.0/"),
        ("http://creativecommons.org/licenses/by-nc-nd/4.0/).", "licenses/by-nc-nd/4.0/"),
        ("https://creativecommons.org/licenses/by-sa/3.0/de/", "licenses/by-sa/3.0/de/"),
        ("CC BY-SA 3.0 DE", "licenses/by-sa/3.0/de/"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "publicdomain/zero/1.0/"),
        ("CC0", "publicdomain/zero/1.0/"),
        ("CC0 1.0 Universal", "publicdomain/zero/1.0/"),
        ("Public Domain Mark 1.0", "publicdomain/mark/1.0/"),
    ],
)
def test_licences(value: str, path: str) -> None:
    assert licence(value) == CC + path
    assert licence(CC + path) == CC + path


def test_publishers_licences_stay_as_given() -> None:
    for address in (
        "http://www.elsevier.com/tdm/userlicense/1.0/",
        "http://doi.wiley.com/10.1002/tdm_license_1.1",
        "http://www.springer.com/tdm",
    ):
        assert licence(address) == address


@pytest.mark.parametrize(
    "value",
    [
        "",
        "CC BY",
        "CC-BY",
        "Creative Commons Attribution License",
        "All rights reserved",
        "by 4.0",
        "increased by 2.5 percent",
        "https://creativecommons.org/licenses/by/9.0/",
        "info:eu-repo/semantics/openAccess",
        "http://rightsstatements.org/vocab/InC/1.0/",
        "CC BY 4.0 and CC0",
        "https://evil.example/creativecommons.org/licenses/by/4.0/",
    ],
)
def test_no_licence(value: str) -> None:
    with pytest.raises(LexicalError):
        licence(value)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (
            (
                "This article is distributed under the terms of the Creative Commons Attribution 4.0 International License "
                "(http://creativecommons.org/licenses/by/4.0/), which permits unrestricted use. The Creative Commons Public Domain Dedication waiver "
                "(http://creativecommons.org/publicdomain/zero/1.0/) applies to the data made available in this article."
            ),
            "licenses/by/4.0/",
        ),
        (
            (
                "The waiver (http://creativecommons.org/publicdomain/zero/1.0/) applies to data; the text is licensed under a CC BY licence, "
                "http://creativecommons.org/licenses/by/4.0/"
            ),
            "licenses/by/4.0/",
        ),
        ("© 2020. See https://creativecommons.org/licenses/by-nc/4.0/.", "licenses/by-nc/4.0/"),
        ("Published under CC BY-NC 4.0.", "licenses/by-nc/4.0/"),
        (
            "distributed under the terms of CC BY 4.0. The CC0 1.0 waiver applies to the data.",
            "licenses/by/4.0/",
        ),
        ("http://creativecommons.org/licenses/by/4.0/ or http://creativecommons.org/licenses/by/3.0/", None),
        ("Distributed under the terms of the Creative Commons Attribution License.", None),
        ("increased by 2.5 percent", None),
        ("", None),
    ],
)
def test_licences_in_statements(text: str, path: str | None) -> None:
    assert find_licence(text) == (CC + path if path else None)


@given(st.text(alphabet="bync-sad /.40cCBY:htps()creativommns.g", max_size=60))
def test_licences_are_canonical(value: str) -> None:
    found = find_licence(value)
    if found:
        assert re.fullmatch(
            r"https://creativecommons\.org/(licenses/[a-z-]+/\d\.\d/([a-z]+/)?|publicdomain/(zero|mark)/1\.0/)",
            found,
        )
        assert licence(found) == found


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("http://rightsstatements.org/vocab/InC/1.0/", "InC"),
        ("https://rightsstatements.org/page/nkc/1.0/?language=en", "NKC"),
        ("In Copyright", "InC"),
        ("http://rightsstatements.org/vocab/XYZ/1.0/", None),
        ("CC BY 4.0", None),
        ("", None),
    ],
)
def test_rights_statements(value: str, code: str | None) -> None:
    assert rights_statement(value) == (f"http://rightsstatements.org/vocab/{code}/1.0/" if code else None)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("aut", "aut"),
        ("EDT", "edt"),
        (" flm", "flm"),
        ("prf", "prf"),
        ("prḟ", "prf"),
        ("ed.", "edt"),
        ("joint author.", "aut"),
        ("tr.", "trl"),
        ("Hrsg.", "edt"),
        ("ill", "ill"),
        ("illus.", "ill"),
        ("VerfasserIn", "aut"),
        ("ÜbersetzerIn", "trl"),
        ("InterviewteR", "ive"),
        ("MitwirkendeR", "ctb"),
        ("Herausgebendes Organ", "isb"),
        ("ред.", "edt"),
        ("former owner.$5ViU", "fmo"),
        ("film_editor", "flm"),
        ("Grad-verleihende Institution", "dgg"),
        ("degree granting institution", "dgg"),
        ("kirjoittaja", "aut"),
        ("http://id.loc.gov/vocabulary/relators/trl", "trl"),
        ("honouree", "hnr"),
    ],
)
def test_roles(value: str, code: str) -> None:
    assert role(value) == code


@pytest.mark.parametrize(
    "value", ["UnknownRelator1", "xx1", "prr", "Settore cinema e spettacolo televisivo", "r" * 500]
)
def test_unknown_roles(value: str) -> None:
    with pytest.raises(LexicalError):
        role(value)


def test_empty_roles_are_placeholders() -> None:
    assert role("") is None
    assert role(" . ") is None


def test_every_relator_is_its_own_role() -> None:
    for row in rows("relators"):
        assert role(row["code"]) == row["code"]
        assert role(row["term"]) == row["code"]
        assert term(row["code"]) == row["term"]
    codes = {row["code"] for row in rows("relators")}
    assert all(row["code"] in codes and role(row["alias"]) for row in rows("role-alias"))


def test_every_format_of_the_table() -> None:
    ranks = [row["rank"] for row in rows("format-class")]
    assert len(ranks) == len(set(ranks))
    for row in rows("format-class"):
        found = format_row(row["vufind_format"])
        assert found is not None
        assert (found.label, found.rank, found.schema_class) == (
            row["vufind_format"],
            int(row["rank"]),
            row["schema_class"] or None,
        )
        assert format_row(row["vufind_format"].upper()) == found


@pytest.mark.parametrize(
    ("value", "label"),
    [("0/Book/", "Book"), ("1/Book/eBook/", "eBook"), (" Book ", "Book"), ("2/Other/Thesis//", "Thesis")],
)
def test_formats(value: str, label: str) -> None:
    found = format_row(value)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize("value", ["", "0//", "Papyrus", "Book/eBook", "b" * 500])
def test_unknown_formats(value: str) -> None:
    assert format_row(value) is None


@pytest.mark.parametrize(
    ("qualifier", "binding"),
    [
        ("pbk. : alk. paper", "Paperback"),
        ("alk. paper", None),
        ("acid-free paper", None),
        ("paper", "Paperback"),
        ("cloth : alk. paper", "Hardcover"),
        ("lib. bdg.", "Hardcover"),
        ("hc.", "Hardcover"),
        ("electronic bk.", "EBook"),
        ("v. 1", None),
        ("nid.", "Paperback"),
        ("inb.", "Hardcover"),
        ("jacket", None),
        ("", None),
    ],
)
def test_book_formats(qualifier: str, binding: str | None) -> None:
    assert book_format(qualifier) == binding
