"""Fields in two scripts, 880: twelve real records of eight scripts, and how the tags are found.

Records: loc-books (Library of Congress, public domain), Greek, Russian and Thai from the sample records of SolrMarc (Apache 2.0); ``‡``
stands before a subfield.
"""

from __future__ import annotations

import pytest
from hypothesis import given

from ld.record import Text
from ld.sources.marc.languages import languages
from ld.sources.marc.model import Fields, RawField, RawRecord
from ld.sources.marc.parsing import Parts
from ld.sources.marc.people import people
from ld.sources.marc.scripts import alternates, forms, script_tag, scripts, tag, tags
from ld.sources.marc.series import series
from ld.sources.marc.titles import titles
from ld.sources.marc.works import works
from tests.ld.sources.marc_rows import records


def fields_of(*rows: str) -> Fields:
    """A record; rows as ``245 10‡6880-01‡aTitle /‡cAuthor.``, of 008 the three characters of the language alone."""
    found = []
    for row in rows:
        head, *subfields = row.split("‡")
        text = f"{'':35}{head[4:]}" if head[:3] == "008" else ""
        found.append(RawField(head[:3], text, head[4:6], [(part[0], part[1:]) for part in subfields]))
    return Fields(RawRecord("00000cam a2200000 a 4500", tuple(found)), "1")


def parsed(*rows: str) -> Parts:
    fields, parts = fields_of(*rows), Parts()
    for group in (languages, scripts, titles, people, works, series):
        group(fields, parts)
    return parts


def tagged(texts: tuple[Text, ...]) -> list[tuple[str | None, str]]:
    return [(text.language, text.value) for text in texts]


def in_other_scripts(texts: tuple[Text, ...]) -> list[tuple[str | None, str]]:
    return [pair for pair in tagged(texts) if pair[0]]


HEBREW = (
    "008 heb",
    "041 1 ‡aheb‡hger",
    "100 1 ‡6880-01‡aFrankl, Ludwig August,‡d1810-1894.",
    "240 10‡aNach Jerusalem.‡lHebrew",
    "245 10‡6880-02‡aYerushalaimah :‡bsefer ha-masaʻ /‡cLudṿig Ogust Franḳel ; nusaḥ ʻIvri, Mendl b.R. Y. Shṭern.",
    "246 15‡aNach Jerusalem!",
    "440  0‡6880-04‡aSifre ekhut",
    "880 1 ‡6100-01/(2/r‡aפרנקל, לודויג אוגוסט.",
    "880 10‡6245-02/(2/r‡aירושלימה :‡bספר המסע /‡cלודויג אוגוסט פרנקל ; נוסח עברי, מנדל בר״י שטרן.",
    "880  0‡6440-04/(2/r‡aספרי איכות",
)


def test_hebrew_with_the_german_original() -> None:
    """loc-books 00290045, the worked example."""
    parts = parsed(*HEBREW)
    assert tagged(parts["titles"]) == [
        ("he-latn", "Yerushalaimah: sefer ha-masaʻ"),
        ("he-hebr", "ירושלימה: ספר המסע"),
    ]
    assert tagged(parts["alternative_titles"]) == [(None, "Nach Jerusalem!")]
    assert tagged(parts["responsibility"]) == [
        ("he-latn", "Ludṿig Ogust Franḳel ; nusaḥ ʻIvri, Mendl b.R. Y. Shṭern"),
        ("he-hebr", "לודויג אוגוסט פרנקל ; נוסח עברי, מנדל בר״י שטרן"),
    ]
    author = parts["contributions"][0].agent
    assert (author.label, author.name) == ("Frankl, Ludwig August, 1810-1894", "Ludwig August Frankl")
    assert tagged(author.alternates) == [(None, "Frankl, Ludwig August"), ("he-hebr", "פרנקל, לודויג אוגוסט")]
    assert parts["series"][0].name == "Sifre ekhut"
    assert tagged(parts["series"][0].alternates) == [("he-hebr", "ספרי איכות")]
    work = parts["related"][0]
    assert (work.relation, work.label) == ("translation-of", "Nach Jerusalem")
    assert [stated.value.bcp47 for stated in work.languages] == ["de"]


def test_chinese_needs_no_script() -> None:
    """loc-books 00049922."""
    parts = parsed(
        "008 chi",
        "100 1 ‡6880-01‡aYuan, Lin.",
        "240 10‡6880-02‡aCheng yu dian gu",
        "245 10‡6880-03‡aHong ye huo yong cheng yu dian /‡cLi Tianfu zhu bian ; [yuan zhu Yuan Lin, Shen Tongheng].",
        "440  0‡6880-06‡aHong ye wen ku ;‡v11-12",
        "880 1 ‡6100-01/$1‡a袁林.",
        "880 10‡6240-02/$1‡a成語典故",
        "880 10‡6245-03/$1‡a洪葉活用成語典 /‡c李添富主编 ; [原著袁林, 沈同衡].",
        "880  0‡6440-06/$1‡a洪葉文庫 ;‡v11-12",
    )
    assert tagged(parts["titles"]) == [
        ("zh-latn", "Hong ye huo yong cheng yu dian"),
        ("zh", "洪葉活用成語典"),
    ]
    assert in_other_scripts(parts["contributions"][0].agent.alternates) == [("zh", "袁林")]
    assert tagged(parts["related"][0].alternates) == [("zh", "成語典故")]
    (found,) = parts["series"]
    assert (found.name, found.number) == ("Hong ye wen ku", "11-12")
    assert tagged(found.alternates) == [("zh", "洪葉文庫")]


def test_a_wrong_language_code_is_not_believed() -> None:
    """loc-books 00433075: Church Slavic in 008, Chinese in 880."""
    parts = parsed(
        "008 chu",
        "245 00‡6880-01‡a1997 nian jin rong gui zhang zhi du xuan bian /‡cZhongguo ren min yin hang bian.",
        "710 2 ‡6880-04‡aZhongguo ren min yin hang.‡bBan gong ting.",
        "880 00‡6245-01/$1‡a一九九七年　金融　規章　制度　选编 /‡c中国　人民　银行　编.",
        "880 2 ‡6710-04/$1‡a中国　人民　银行.‡b办公厅.",
    )
    assert [text.language for text in parts["titles"]] == ["und-latn", "und-hani"]
    assert tagged(parts["responsibility"])[1] == ("und-hani", "中国 人民 银行 编")
    body = parts["contributions"][0].agent
    assert body.label == "Zhongguo ren min yin hang. Ban gong ting"
    assert tagged(body.alternates) == [("und-hani", "中国 人民 银行. 办公厅")]


def test_japanese_and_korean() -> None:
    """loc-books 00320351 and 00314046."""
    japanese = parsed(
        "008 jpn",
        "245 00‡6880-01‡aKokumin kokka to ākaibuzu /‡cRekishi Jinrui Gakkai hen.",
        "710 2 ‡6880-03‡aRekishi Jinrui Gakkai.",
        "880 00‡6245-01/$1‡a国民国家とアーカイブズ /‡c歴史人類学会編.",
        "880 2 ‡6710-03/$1‡a歴史人類学会.",
    )
    assert tagged(japanese["titles"]) == [
        ("ja-latn", "Kokumin kokka to ākaibuzu"),
        ("ja", "国民国家とアーカイブズ"),
    ]
    assert tagged(japanese["contributions"][0].agent.alternates) == [("ja", "歴史人類学会")]
    korean = parsed(
        "008 kor",
        "041 0 ‡akor‡beng",
        "100 1 ‡6880-01‡aIm, Sang-sŏn.",
        "245 10‡6880-02‡aParhae ŭi chibae seryŏk yŏnʼgu /‡cIm Sang-sŏn chŏ.",
        "880 1 ‡6100-01/$1‡a임　상선.",
        "880 10‡6245-02/$1‡a발해　의　지배　세력 연구 /‡c임　상선　저.",
    )
    assert tagged(korean["titles"]) == [
        ("ko-latn", "Parhae ŭi chibae seryŏk yŏnʼgu"),
        ("ko", "발해 의 지배 세력 연구"),
    ]
    assert tagged(korean["responsibility"])[1] == ("ko", "임 상선 저")
    assert in_other_scripts(korean["contributions"][0].agent.alternates) == [("ko", "임 상선")]


def test_arabic_and_persian() -> None:
    """loc-books 00313692 and 00281901."""
    arabic = parsed(
        "008 ara",
        "100 1 ‡6880-01‡aḤusaynī al-Rūḥānī, Muḥammad Ṣādiq.",
        "245 13‡6880-02‡aal-Murtaqá ilá al-fiqh al-arqá.‡pKitāb al-ḥajj :‡btaqrīran li-abḥāth Muḥammad al-Ḥusaynī /‡cʻAbd al-Ṣāḥib al-Ḥakīm.",
        "880 1 ‡6100-01/(3/r‡aحسيني الروحاني، محمد صادق.",
        "880 12‡6245-02/(3/r‡aالمرتقى إلى الفقه الأرقى.‡pكتاب الحج :‡bتقريرا لأبحاث محمد الحسيني /‡cعبد الصاحب الحكيم.",
    )
    assert tagged(arabic["titles"]) == [
        ("ar-latn", "al-Murtaqá ilá al-fiqh al-arqá. Kitāb al-ḥajj: taqrīran li-abḥāth Muḥammad al-Ḥusaynī"),
        ("ar-arab", "المرتقى إلى الفقه الأرقى. كتاب الحج: تقريرا لأبحاث محمد الحسيني"),
    ]
    assert in_other_scripts(arabic["contributions"][0].agent.alternates) == [
        ("ar-arab", "حسيني الروحاني، محمد صادق")
    ]
    persian = parsed(
        "008 per",
        "245 10‡6880-02‡aSīmā-yi zan dar jahan :‡bChīn /‡cmuḥaqqiq-i Shīdah Shādlū",
        "246 30‡aChīn",
        "440  0‡6880-05‡aMajmūʻah-ʼi sīmā-yi zan ;‡v002",
        "710 1 ‡6880-06‡aIran.‡bRiyāsat-i Jumhūrī.‡bMarkaz-i Umūr-i Mushārakat-i Zanān.",
        "880 10‡6245-02/(3/r‡aسيماى زن در جهان :‡bچين /‡cتحقيق شيدا شادلو",
        "880  0‡6440-05/(3/r‡aمجموعۀ سيماى زن ؛‡v002",
        "880 1 ‡6710-06/(3/r‡aايران.‡bرياست  جمهورى.‡bمرکز امور مشارکت  زنان.",
    )
    assert [text.language for text in persian["titles"]] == ["fa-latn", "fa-arab"]
    assert tagged(persian["alternative_titles"]) == [(None, "Chīn")]
    assert tagged(persian["series"][0].alternates) == [("fa-arab", "مجموعۀ سيماى زن")]
    body = persian["contributions"][0].agent
    assert body.label == "Iran. Riyāsat-i Jumhūrī. Markaz-i Umūr-i Mushārakat-i Zanān"
    assert tagged(body.alternates) == [("fa-arab", "ايران. رياست جمهورى. مرکز امور مشارکت زنان")]


def test_two_languages_of_one_script_give_no_language() -> None:
    """loc-books 00312787: Azerbaijani and Persian, both in Arabic script; $6 of the title has no script code."""
    parts = parsed(
        "008 aze",
        "041 1 ‡aaze‡aper‡hper",
        "245 10‡6880-01‡aTurkī Xayyām :‡bXayyāmīn rubāʻīlarīnīn tarcumahʹsī /‡cçevīran, Akbar Mudarris Avval.",
        "246 15‡6880-02‡aKhayyām :‡bTurkī, Fārsī",
        "246 15‡aXayyām :‡bTurkī, Fārsī",
        "490 0 ‡6880-06‡aQarnʹlar va ʻaṣrlar faryādī ;‡v2",
        "880 10‡6245-01‡aترکى خيام :‡bخيامين رباعيلرينين ترجمه‌سى /‡cچئويرن، اکبر مدرس اول.",
        "880 15‡6246-02/(3/r‡aخيام :‡bترکى، فارسى",
        "880 0 ‡6490-06‡aقرن‌لر و عصرلر فريادى ؛‡v2",
    )
    assert [text.language for text in parts["titles"]] == ["und-latn", "und-arab"]
    assert tagged(parts["alternative_titles"]) == [
        ("und-latn", "Khayyām: Turkī, Fārsī"),
        ("und-arab", "خيام: ترکى، فارسى"),
        (None, "Xayyām: Turkī, Fārsī"),
    ]
    assert tagged(parts["series"][0].alternates) == [("und-arab", "قرن‌لر و عصرلر فريادى")]


def test_yiddish_and_hebrew_letters() -> None:
    """loc-books 00507503."""
    parts = parsed(
        "008 yid",
        "245 03‡6880-01‡aDi Shṭime fun di Progresiṿe Ḳlouḳ Finishers.",
        "246 1 ‡iTitle on t.p. verso:‡aVoice of the Progressive Cloak Finishers",
        "710 2 ‡6880-06‡aJewish Peoples Fraternal Order of the I.W.O. (U.S.).‡bCloak Finishers Branch 409.",
        "880 03‡6245-01/(2/r‡aדי שטימע פון די פראגרעסיווע קלאוק פינישערס.",
        "880 2 ‡6710-06/(2/r‡aפראגרעסיווע קלאוק פינישערס.",
    )
    assert tagged(parts["titles"]) == [
        ("yi-latn", "Di Shṭime fun di Progresiṿe Ḳlouḳ Finishers"),
        ("yi-hebr", "די שטימע פון די פראגרעסיווע קלאוק פינישערס"),
    ]
    assert tagged(parts["alternative_titles"]) == [(None, "Voice of the Progressive Cloak Finishers")]
    body = parts["contributions"][0].agent
    assert body.label == "Jewish Peoples Fraternal Order of the I.W.O. (U.S.). Cloak Finishers Branch 409"
    assert tagged(body.alternates) == [("yi-hebr", "פראגרעסיווע קלאוק פינישערס")]


def test_cyrillic_of_three_languages() -> None:
    """loc-books 00398230 and 00289934, SolrMarc's testRussian1, which has no script codes."""
    serbian = parsed(
        "008 srp",
        "245 10‡6880-01‡aU lavirintima tame :‡bod sajentologije do satanizma /‡c[priredio Vladimir Dimitrijević].",
        "440  0‡6880-03‡aBiblioteka Sveti Petar Cetinjski.‡pKolo--pravoslavlje i novo doba ;‡vknj. 8",
        "490 0 ‡6880-04‡aPravoslavlje i sekte ;‡vknj. 4",
        "546   ‡aIn Serbian‡b(Cyrillic).",
        "880 10‡6245-01/(N‡aУ лавиринтима таме :‡bод сајентологије до сатанизма /‡c[приредио Владимир Димитријевић].",
        "880  0‡6440-03/(N‡aБиблиотека Свети Петар Цетињски.‡pКоло--православље и ново доба ;‡vknj. 8",
        "880 0 ‡6490-04/(N‡aПравославље и секте ;‡vknj. 4",
    )
    assert tagged(serbian["titles"])[1] == ("sr-cyrl", "У лавиринтима таме: од сајентологије до сатанизма")
    assert [(one.name, one.number, tagged(one.alternates)) for one in serbian["series"]] == [
        (
            "Biblioteka Sveti Petar Cetinjski. Kolo--pravoslavlje i novo doba",
            "knj. 8",
            [("sr-cyrl", "Библиотека Свети Петар Цетињски. Коло--православље и ново доба")],
        ),
        ("Pravoslavlje i sekte", "knj. 4", [("sr-cyrl", "Православље и секте")]),
    ]
    mongolian = parsed(
        "008 mon",
        "245 10‡6880-01‡aU̇nėniĭ t︠s︡agaan mȯr /‡cT︠S︡. Ėlbėgdorzh.",
        "880 10‡6245-01/(N‡a&#x04AE;нэний цагаан м&#x04E9;р /‡cЦ. Элбэгдорж.",
    )
    assert tagged(mongolian["titles"])[1] == ("mn-cyrl", "Үнэний цагаан мөр")
    russian = parsed(
        "008 rus",
        "245 00‡6880-01‡a90-e :‡bkino, kotoroe my poteri︠a︡li /‡csostavitelʹ Larisa Mali︠u︡kova.",
        "880 00‡6245-01‡a90-e :‡bкино, которое мы потеряли /‡cсоставитель Лариса Малюкова.",
    )
    assert tagged(russian["titles"]) == [
        ("ru-latn", "90-e: kino, kotoroe my poteri︠a︡li"),
        ("ru-cyrl", "90-e: кино, которое мы потеряли"),
    ]


def test_greek_beside_english_and_thai_without_a_code() -> None:
    """SolrMarc's u5960229 and u5390999; a parallel title is in nobody knows which language."""
    greek = parsed(
        "008 gre",
        "041 0 ‡agre‡aeng‡ager‡beng",
        "245 03‡6880-01‡aHē agora stē Mesogeio :‡bapo tous Homērikous heōs tous Rōmaikous chronous",
        "710 1 ‡6880-04‡aGreece.‡bArchaiologiko Institouto Aigaiakōn Spoudōn.",
        "880 02‡6245-01/(S‡aΗ αγορά στη Μεσόγειο :‡bαπό τους Ομηρικούς έως τους Ρωμαϊκούς χρόνους",
        "880 1 ‡6710-04/(S‡aGreece.‡bΑρχαιολογικου Ινστιτουτου Αιγαιακών Σπουδών ",
    )
    assert [text.language for text in greek["titles"]] == ["el-latn", "el-grek"]
    assert tagged(greek["contributions"][0].agent.alternates) == [
        ("el-grek", "Greece. Αρχαιολογικου Ινστιτουτου Αιγαιακών Σπουδών")
    ]
    thai = parsed(
        "008 tha",
        "245 00‡6880-01‡aLoong Boonmee raleuk chat‡h[videorecording] =‡bUncle Boonmee who can recall his past lives /‡cStrand Releasing.",
        "880 00‡6245-01‡aลุงบุญมีระลึกชาติ.",
    )
    assert tagged(thai["titles"]) == [("th-latn", "Loong Boonmee raleuk chat"), ("th-thai", "ลุงบุญมีระลึกชาติ")]
    assert tagged(thai["alternative_titles"]) == [("und-latn", "Uncle Boonmee who can recall his past lives")]


def found_tags(languages_: str, linkage: str, original: str, romanized: str = "Title") -> tuple[str, str]:
    """Tags of a 245 and its 880, the record in these languages."""
    fields = fields_of(
        "008 und",
        f"041 0 {''.join(f'‡a{code}' for code in languages_.split())}",
        f"245 00‡6880-01‡a{romanized}",
        f"880 00‡6245-01{linkage}‡a{original}",
    )
    parts: Parts = {}
    languages(fields, parts)
    scripts(fields, parts)
    return tags(fields.get("245")[0], parts)


@pytest.mark.parametrize(
    ("languages_", "linkage", "original", "expected"),
    [
        ("heb", "/(2/r", "ספר", ("he-hebr", "he-latn")),
        ("heb arc", "/(2/r", "ספר", ("und-hebr", "und-latn")),
        ("heb eng", "/(2/r", "ספר", ("he-hebr", "he-latn")),
        ("eng", "/(3/r", "كتاب", ("und-arab", "und-latn")),
        ("per", "/(4/r", "کتاب", ("fa-arab", "fa-latn")),
        ("kor chi", "/$1", "책", ("ko", "ko-latn")),
        ("kor chi", "/$1", "冊", ("und-hani", "und-latn")),
        ("chi", "/$1", "ひらがな", ("und-jpan", "und-latn")),
        ("chi", "/$1", "책", ("und-kore", "und-latn")),
        ("jpn eng", "/$1", "本", ("ja", "ja-latn")),
        ("rus", "/$1", "Книга", ("ru-cyrl", "ru-latn")),
        ("rus", "/(Q", "Книга", ("ru-cyrl", "ru-latn")),
        ("per", "/Arab", "کتاب", ("fa-arab", "fa-latn")),
        ("heb", "/r", "ספר", ("he-hebr", "he-latn")),
        ("ber", "", "ⵜⴰⴷⵍⴰ", ("ber-tfng", "ber-latn")),
        ("heb", "/(2/r", "1999", ("he-hebr", "he-latn")),
        ("eng", "", "1999", ("und-zyyy", "und-latn")),
    ],
)
def test_the_language_is_the_only_one_that_fits(
    languages_: str, linkage: str, original: str, expected: tuple[str, str]
) -> None:
    assert found_tags(languages_, linkage, original) == expected


def test_either_field_may_be_the_romanized_one() -> None:
    assert found_tags("rus", "/(B", "Kniga", romanized="Книга") == ("ru-latn", "ru-cyrl")


def test_a_notation_that_546_names_makes_one_language_fit() -> None:
    rows = ("245 00‡6880-01‡aKitap", "880 00‡6245-01‡aԳիրք")
    assert parsed("008 tur", *rows)["titles"][1].language == "und-armn"
    stated = parsed("008 tur", *rows, "546   ‡aTurkish‡bArmenian script (Armeno-Turkish)")
    assert [text.language for text in stated["titles"]] == ["tr-latn", "tr-armn"]


def test_two_forms_in_one_script_are_a_title_and_a_variant() -> None:
    parts = parsed("008 fre", "245 00‡6880-01‡aChoix de proverbes", "880 00‡6245-01‡aTadla n wanziwn")
    assert tagged(parts["titles"]) == [("und-latn", "Choix de proverbes")]
    assert tagged(parts["alternative_titles"]) == [("und-latn", "Tadla n wanziwn")]


def test_an_880_without_its_field_stands_for_it() -> None:
    parts = parsed("008 jpn", "880 00‡6245-00/$1‡a東海道五十三次 /‡c広重画.")
    assert tagged(parts["titles"]) == [("ja", "東海道五十三次")]
    assert parts["titles"][0].source == "880$a"


def test_forms_for_other_groups() -> None:
    fields = fields_of("500   ‡6880-01‡aKitab.‡5DLC", "880   ‡6500-01/(3‡aكتاب.", "500   ‡aA note.")
    parts: Parts = {}
    scripts(fields, parts)
    first, second = fields.get("500")
    assert tagged(forms(first, "a", parts)) == [("und-latn", "Kitab."), ("und-arab", "كتاب.")]
    assert tagged(forms(second, "a", parts)) == [(None, "A note.")]
    assert tagged(alternates(first, "a", parts, lambda twin: twin.first("a"))) == [("und-arab", "كتاب.")]
    assert alternates(second, "a", parts, lambda twin: twin.first("a")) == ()
    assert (tag(second, parts), script_tag(second, "Книга"), script_tag(first, "Книга")) == (
        None,
        None,
        "und-cyrl",
    )


def test_tags_without_the_group() -> None:
    """A caller that comes before `scripts` gets what can be said without 546."""
    fields = fields_of("245 00‡6880-01‡aKniga", "880 00‡6245-01/(N‡aКнига")
    assert tags(fields.get("245")[0], {}) == ("und-cyrl", "und-latn")


@given(records(["245", "546", "100"]))
def test_tags_are_well_formed_whatever_the_record_holds(fields: Fields) -> None:
    parts: Parts = {}
    scripts(fields, parts)
    for field in fields.get("245", "100"):
        for found in tags(field, parts):
            assert found == found.lower()
            assert all(part.isalnum() for part in found.split("-"))
