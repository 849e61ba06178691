"""Staff views as text, read back."""

from __future__ import annotations

import io
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.errors import SourceError
from ld.findings import Finding
from ld.sources.base import SourceRecord
from ld.sources.vufind import staffview
from ld.sources.vufind.schema import KNOWN, is_dynamic, is_field, is_multiple
from ld.sources.vufind.staffview import is_staff_view, parse_staff_view, read_staff_views, split_staff_views

Fields = dict[str, list[str]]


def render(fields: Fields, separator: str = " ", end: str = "\n") -> str:
    """What the page shows of `fields`, in the order of PHP's ksort."""
    lines = [
        line for name in sorted(fields) for line in (f"{name}{separator}{fields[name][0]}", *fields[name][1:])
    ]
    return "".join(line + end for line in lines)


def records(text: str | bytes) -> list[SourceRecord]:
    data = text.encode() if isinstance(text, str) else text
    found = list(read_staff_views(io.BytesIO(data), "page.txt"))
    assert all(isinstance(record, SourceRecord) for record in found)
    return found  # type: ignore[return-value] # just asserted


BOOK: Fields = {
    "_version_": ["1790000000000000001"],
    "author": ["Meier, Anna"],
    "author2": ["Koch, Jan", "Verein der Freunde"],
    "author2_role": ["ill", ""],
    "format": ["Book"],
    "id": ["0/815+a b"],
    "language": ["German"],
    "publishDate": ["1999"],
    "record_format": ["marc"],
    "title": ["format und Sprache"],
    "title_short": ["format und Sprache"],
    "topic": ["Sprache", "title wird Wert"],
    "zeit_str": ["1999"],
}

HEADS = {
    "German": "Wird geladen …\n\nformatiert und gelesen\n\nBibliographische Detailangaben\n1. Verfasser: Meier, Anna\nFormat: Buch\nSprache:German\nSchlagworte:\n",
    "French": "Chargement…\nDescription complète\nDétails bibliographiques\nAuteur principal: Meier, Anna\nLangue: German\nSujets:\nAccès en ligne:\n",
    "Finnish": "Ladataan...\nBibliografiset tiedot\nPäätekijä: Meier, Anna\nAineistotyyppi: Kirja\nKieli:German\nAiheet:\n\n",
    "Arabic": "جاري التحميل...\nالتفاصيل البيبلوغرافية\nالمؤلف الرئيسي: Meier, Anna\nاللغة:German\nالموضوعات:\n",
    "Chinese": "載入...\n書目詳細資料\n主要作者: Meier, Anna\n格式: 圖書\n語言:German\n主題:\n",
    "Russian": "Загрузка...\nПолное описание\nБиблиографические подробности\nГлавный автор: Meier, Anna\nФормат: \nЯзык:German\n",
    "Polish": "opis bibliograficzny\nformat: Książka\ntitle page\nauthor unknown\nid\nurl\n",
    "none": "",
}


@pytest.mark.parametrize("language", HEADS)
@pytest.mark.parametrize("foot", ["", "\nSuchoptionen\nHilfe\n"])
def test_head_and_foot_are_dropped_in_any_language(language: str, foot: str) -> None:
    assert parse_staff_view(HEADS[language] + render(BOOK) + foot) == BOOK


@pytest.mark.parametrize("separator", [" ", "\t", "\u00a0", " \t ", "   "])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", " \n", "\t\n", "\u00a0\r\n"])
def test_blanks_and_line_ends_do_not_matter(separator: str, end: str) -> None:
    text = render(BOOK, separator, end)
    assert parse_staff_view(text) == BOOK
    assert parse_staff_view(text.rstrip()) == BOOK
    assert parse_staff_view("\ufeff" + text) == BOOK


def test_leading_blanks_do_not_matter() -> None:
    text = "".join(f"  \u00a0{line}\n" for line in render(BOOK).splitlines())
    assert parse_staff_view(text) == BOOK


def test_names_and_values_on_lines_of_their_own() -> None:
    assert parse_staff_view("_version_ 1\nid\nx\ntitle\nA\nurl\nhttp://a.example/\nhttp://b.example/") == {
        "_version_": ["1"],
        "id": ["x"],
        "title": ["A"],
        "url": ["http://a.example/", "http://b.example/"],
    }


def test_values_that_begin_with_names_stay_values() -> None:
    fields = {
        "id": ["1"],
        "spelling": ["x", "author Meier", "id 7", "format Book", "1999"],
        "title": ["url"],
        "url": ["title x", "author y"],
    }
    assert parse_staff_view(render(fields)) == fields


def test_with_tabs_words_before_a_blank_name_nothing() -> None:
    fields = {
        "author": ["A", "collection of B"],
        "format": ["Book", "language course"],
        "id": ["1"],
        "physical": ["title page, 3 p.", "series of maps"],
    }
    assert parse_staff_view(render(fields, "\t")) == fields


def test_no_field_past_the_id_before_the_id() -> None:
    assert parse_staff_view(
        "_version_ 1\ndescription wrapped\ntitle and abstract\nspelling of names\nformat Book\nid 7\ntitle T"
    ) == {
        "_version_": ["1"],
        "description": ["wrapped\ntitle and abstract\nspelling of names"],
        "format": ["Book"],
        "id": ["7"],
        "title": ["T"],
    }


def test_prose_before_a_name_that_comes_again() -> None:
    text = "_version_ 1\ndescription We asked for the\nformat of the trial,\nedition of the form\nedition 2nd\nformat Book\nArticle\nid 7\n"
    parsed = parse_staff_view(text)
    assert parsed["format"] == ["Book", "Article"]
    assert parsed["description"] == ["We asked for the\nformat of the trial,\nedition of the form"]
    assert parsed["edition"] == ["2nd"]
    assert parsed["id"] == ["7"]


def test_a_single_value_keeps_its_line_breaks_and_mends_its_copies() -> None:
    text = (
        "author Benoit,\nCecilia\nFlagg, J\nauthor_facet Benoit,\nCecilia\nFlagg, J\nauthor_sort Benoit,\nCecilia\n"
        "description One.\n\nTwo.\nformat Book\nid 1\ntitle A\nB\ntitle_full A\nB\ntitle_fullStr A\nB\nC\n"
    )
    assert parse_staff_view(text) == {
        "author": ["Benoit,\nCecilia", "Flagg, J"],
        "author_facet": ["Benoit,\nCecilia", "Flagg, J"],
        "author_sort": ["Benoit,\nCecilia"],
        "description": ["One.\n\nTwo."],
        "format": ["Book"],
        "id": ["1"],
        "title": ["A\nB"],
        "title_full": ["A\nB"],
        "title_fullStr": ["A\nB", "C"],
    }


def test_empty_values_count_where_they_run_parallel() -> None:
    text = "author A\nB\nC\nauthor_role \n\naut\nauthor_variant\n\nC V\nformat \nBook\n\n\nid 1\n"
    parsed = parse_staff_view(text)
    assert parsed["author_role"] == ["", "", "aut"]
    assert parsed["author_variant"] == ["", "", "C V"]
    assert parsed["format"] == ["Book"]


def test_several_pages_in_one_file() -> None:
    other = BOOK | {"_version_": ["2"], "id": ["b"], "Alt_str": ["early"]}
    text = HEADS["German"] + render(BOOK) + "\n" + HEADS["French"] + render(other) + "\nAide\n"
    found = records(text)
    assert [(record.id, record.origin.number) for record in found] == [("0/815+a b", 1), ("b", 2)]
    assert orjson.loads(found[0].raw)["zeit_str"] == "1999"
    assert orjson.loads(found[1].raw)["Alt_str"] == "early"
    for record, begin in zip(found, ("_version_", "Alt_str"), strict=True):
        assert text.encode()[record.origin.offset :].startswith(begin.encode())


@pytest.mark.parametrize("head", ["", "\ufeff", "é\n", "\ufeffé\r\n\r\n", "a\rb\r"])
def test_offsets_are_bytes_of_the_file(head: str) -> None:
    data = (head + "_version_ 1\nid a\n\né\n_version_ 2\nid b").encode()
    assert [data[record.origin.offset :][:11] for record in records(data)] == [b"_version_ 1", b"_version_ 2"]


def test_the_document_has_lists_and_texts_by_schema() -> None:
    (record,) = records(render(BOOK))
    document = orjson.loads(record.raw)
    assert document["author"] == ["Meier, Anna"]
    assert document["title"] == "format und Sprache"
    assert document["author2_role"] == ["ill", ""]
    assert record.media_type == "application/json"
    assert record.format == "vufind"
    assert list(document) == sorted(document)


def test_a_page_without_an_id_is_a_record_without_one() -> None:
    (record,) = records("_version_ 1\ntitle T\n")
    assert record.id == ""


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"_version_ 1\ntitle caf\xe9\n", "byte 21 is not UTF-8; save the text as UTF-8"),
        (b"nothing here\nat all", "no line begins with a field"),
        ("_version_ 1\n".encode("utf-16"), "byte 0 is not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_a_finding(data: bytes, message: str) -> None:
    (finding,) = read_staff_views(io.BytesIO(data), "page.txt")
    assert isinstance(finding, Finding)
    assert finding.code == "record.unreadable"
    assert message in finding.message
    assert finding.message.startswith("page.txt, record 1")


def test_a_text_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staffview, "MAX_BYTES", 100)
    with pytest.raises(SourceError, match="split the file"):
        list(read_staff_views(io.BytesIO(b"_version_ 1\n" * 10), "page.txt"))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("_version_ 17", True),
        ("\ufeff_version_ 17", True),
        ("x\n\t_version_\t17 \r\n", True),
        ("_version_ none", False),
        ("author_sort A\nformat B\nid C\ntitle D", True),
        ("author A\nformat B\nid C\ntitle D", False),
        ("title of the text\nurl of it", False),
        ("", False),
    ],
)
def test_telling_a_staff_view(text: str, is_one: bool) -> None:
    assert is_staff_view(text) is is_one


# Text on one line. Lone surrogates are not in the alphabet: the source is UTF-8.
WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\ufeff"), min_size=1, max_size=15
)
VALUES = (
    st.one_of(WORDS, st.tuples(st.sampled_from([*sorted(KNOWN), "x_str"]), WORDS).map(" ".join))
    .map(lambda text: text.strip(" \t\u00a0"))
    .filter(bool)
)
NAMES = st.sampled_from(sorted(KNOWN - {"_version_", "id"})) | st.sampled_from(
    ["Upper_str", "doi_str_mv", "x_txtF", "Ähre_str"]
)


def first_word(line: str) -> str:
    return line.replace("\t", " ").replace("\u00a0", " ").split(" ")[0]


def is_ambiguous(name: str, value: str) -> bool:
    """Whether `value`, as a further value of field `name`, reads as another field or record."""
    word = first_word(value)
    return is_field(word) and (word >= name or word == "_version_")


@st.composite
def documents(draw: st.DrawFn) -> Fields:
    names = draw(st.sets(NAMES, max_size=12))
    fields: Fields = {"id": [draw(WORDS.map(lambda text: text.strip(" \t\u00a0")).filter(bool))]}
    for name in names:
        count = draw(st.integers(1, 4)) if is_multiple(name) else 1
        further = VALUES.filter(lambda value, name=name: not is_ambiguous(name, value))
        fields[name] = [draw(VALUES), *(draw(further) for _ in range(count - 1))]
        if name.endswith(("_role", "_fuller", "_variant")):
            fields[name] += draw(st.sampled_from([[], [""], ["", "", "x"]]))
    if draw(st.booleans()):
        fields["_version_"] = [str(draw(st.integers(0, 1 << 63)))]
    return fields


@settings(max_examples=300)
@given(documents(), st.sampled_from([" ", "\t", "\u00a0"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_is_rendered_is_parsed_again(fields: Fields, separator: str, end: str) -> None:
    assert parse_staff_view(render(fields, separator, end)) == fields


@settings(max_examples=150)
@given(documents(), st.lists(VALUES | st.just(""), max_size=8), st.lists(VALUES | st.just(""), max_size=4))
def test_any_head_and_foot(fields: Fields, head: list[str], foot: list[str]) -> None:
    start = min(fields)
    head = [
        line
        for line in head
        if not is_field(first_word(line))
        or ("_version_" in fields and not is_dynamic(first_word(line)) and first_word(line) != "_version_")
    ]
    foot = [
        line for line in foot if not is_field(first_word(line)) or "_version_" != first_word(line) < start
    ]
    text = "\n".join([*head, render(fields), *foot])
    assert parse_staff_view(text) == fields


@settings(max_examples=60)
@given(st.lists(documents(), min_size=1, max_size=4))
def test_pages_one_after_another(pages: list[Fields]) -> None:
    pages = [page | {"_version_": [str(number)]} for number, page in enumerate(pages)]
    text = "\n".join(render(page) for page in pages)
    assert [parse_staff_view(record) for _, record in split_staff_views(text)] == pages
    assert [record.id for record in records(text)] == [page["id"][0].strip() for page in pages]


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [*sorted(KNOWN), "x_str", "", "word", "1", "\t", " ", "\n", "\n", "\r", "\u00a0", "\u2028"]
        ),
        max_size=60,
    ).map("".join)
)
def test_any_text_is_parsed_without_loss_of_bounds(text: str) -> None:
    parsed = parse_staff_view(text)
    assert list(parsed) == sorted(parsed)
    assert all(values and is_field(name) for name, values in parsed.items())
    assert all(len(values) == 1 for name, values in parsed.items() if not is_multiple(name))


@pytest.mark.parametrize(
    "text",
    [
        "description x\n" + "format a\nword\n" * 20_000 + "id 1\n",
        "title\n" * 100_000,
        "_version_ 1\n" * 20_000,
        "_version_ 1\nid x\ntitle " + "x" * 10_000_000,
        "_version_ 1\nid x\ntitle a" + "\nb" * 100_000 + "\ntopic a" + "\nb" * 100_000,
        " \t" * 500_000,
    ],
    ids=["prose", "names", "records", "long", "runs", "blanks"],
)
def test_hostile_texts_take_bounded_time(text: str) -> None:
    assert len(list(read_staff_views(io.BytesIO(text.encode()), "x"))) >= 1


@pytest.mark.shared
class TestSeed:
    """The staff view in the interface language Spanish."""

    @pytest.fixture
    def text(self, shared: Path) -> str:
        (page,) = sorted((shared / "seed").glob("*.txt"))
        return page.read_text("utf-8")

    @pytest.fixture
    def fields(self, text: str) -> Fields:
        return parse_staff_view(text)

    def test_fields_in_order(self, fields: Fields) -> None:
        assert " ".join(fields) == (
            "_version_ author author_facet author_sort collection description format id institution language publishDate "
            "publisher record_format spelling spellingShingle title title_full title_fullStr title_full_unstemmed "
            "title_short title_sort topic url work_keys_str_mv"
        )

    def test_nine_authors_in_order(self, fields: Fields) -> None:
        surnames = [
            "Benoit",
            "Belle-Isle",
            "Smith",
            "Phillips",
            "Shumka",
            "Atchison",
            "Jansson",
            "Loppie",
            "Flagg",
        ]
        assert [author.split(",")[0] for author in fields["author"]] == surnames
        assert fields["author_facet"] == fields["author"]
        assert fields["author_sort"] == fields["author"][:1]
        assert len(fields["work_keys_str_mv"]) == 9

    def test_spelling_is_whole(self, fields: Fields, text: str) -> None:
        (line,) = [line for line in text.splitlines() if line.startswith("spelling ")]
        assert fields["spelling"] == [line.removeprefix("spelling ").strip()]
        assert fields["spelling"][0].startswith("pubmed-55777702017-08-31 Sex workers")
        assert "creativecommons.org/licenses/by/4.0" in fields["spelling"][0]

    def test_values(self, fields: Fields) -> None:
        assert fields["id"] == ["pubmed-5577770"]
        assert fields["format"] == ["Online", "Article", "Text"]
        assert len(fields["url"]) == 3
        assert len(fields["spellingShingle"]) == 11
        assert fields["record_format"] == ["MEDLINE/PubMed"]

    def test_the_head_is_dropped(self, fields: Fields) -> None:
        shown = " ".join(value for values in fields.values() for value in values)
        for word in (
            "Cargando",
            "Descripción completa",
            "Autores principales",
            "Formato:",
            "Acceso en línea",
        ):
            assert word not in shown

    def test_as_a_record(self, text: str) -> None:
        (record,) = records(text)
        assert record.id == "pubmed-5577770"
        assert orjson.loads(record.raw)["title"].startswith("Sex workers as peer health advocates")
        assert text.encode()[record.origin.offset :].startswith(b"_version_")


def test_tabs_decide_whatever_the_order() -> None:
    text = "Volver\nid\tx-1\ntitle\tA staff view\nauthor\tMann, Thomas\nZweig, Stefan\nformat\tBook\ntopic\ttitle of honour\n\nSearch Options"
    found = parse_staff_view(text)
    assert found == {
        "id": ["x-1"],
        "title": ["A staff view"],
        "author": ["Mann, Thomas", "Zweig, Stefan"],
        "format": ["Book"],
        "topic": ["title of honour"],
    }
