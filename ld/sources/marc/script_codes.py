"""Scripts by their codes, their letters and their names, and the languages that are written in them.

Source: MARC 21 bibliographic, appendix A ($6); ISO 15924; BCP 47 §2.2.3; the names of characters in Unicode.
"""

from __future__ import annotations

BY_CODE = {"(N": "cyrl", "(Q": "cyrl", "(S": "grek", "(2": "hebr", "(3": "arab", "(4": "arab", "(B": "latn"}
"""ISO 15924 codes by those of $6."""
EAST_ASIAN = "$1"
"""That of $6 for Chinese, Japanese and Korean."""
LATIN = "latn"
"""ISO 15924: Latin."""
NO_SCRIPT = "zyyy"
"""ISO 15924: undetermined; of a field without letters and without a code."""

SCRIPTS = {
    "ARABIC": "arab",
    "ARMENIAN": "armn",
    "BENGALI": "beng",
    "BOPOMOFO": "hani",
    "CANADIAN": "cans",
    "CHEROKEE": "cher",
    "CJK": "hani",
    "COPTIC": "copt",
    "CYRILLIC": "cyrl",
    "DEVANAGARI": "deva",
    "ETHIOPIC": "ethi",
    "GEORGIAN": "geor",
    "GLAGOLITIC": "glag",
    "GREEK": "grek",
    "GUJARATI": "gujr",
    "GURMUKHI": "guru",
    "HANGUL": "kore",
    "HEBREW": "hebr",
    "HIRAGANA": "jpan",
    "JAVANESE": "java",
    "KANNADA": "knda",
    "KATAKANA": "jpan",
    "KHMER": "khmr",
    "LAO": "laoo",
    "LATIN": "latn",
    "MALAYALAM": "mlym",
    "MONGOLIAN": "mong",
    "MYANMAR": "mymr",
    "ORIYA": "orya",
    "SINHALA": "sinh",
    "SYRIAC": "syrc",
    "TAMIL": "taml",
    "TELUGU": "telu",
    "THAANA": "thaa",
    "THAI": "thai",
    "TIBETAN": "tibt",
    "TIFINAGH": "tfng",
    "YI": "yiii",
}
"""ISO 15924 codes by the first word of the Unicode names of their letters."""

WRITTEN_IN = {
    script: frozenset(languages.split())
    for script, languages in {
        "arab": "ar az bal bej ber ckb doi dv fa ha jv ks ku ky kk lah may mad min ms mzn ota pa prs ps sd ses skr su sw tk tt tut ug"
        " ur uz wo",
        "armn": "hy",
        "beng": "as bn mni sa",
        "cans": "chp cr iu oj",
        "cher": "chr",
        "copt": "cop",
        "cyrl": "ab ady alt av az ba be bg bua ce chm chv crh cu cv dar gag inh kaa kbd kk koi kom krc krl kum kv ky lez mdf mk mn mo"
        " myv nog os ro rom ru rue sah se sel sr tg tk tt tyv udm ug uk uz xal",
        "deva": "awa bh bho bra doi hi kok ks mag mai mr ne new pi pra raj sa sat sd",
        "ethi": "am byn gez om ti tig",
        "geor": "ab ka lzz os",
        "glag": "cu hr",
        "grek": "el grc",
        "gujr": "gu kfr sa sd",
        "guru": "pa",
        "hani": "ja ko zh",
        "hebr": "arc he jpr jrb lad sam yi",
        "java": "jv kaw mad su",
        "jpan": "ja",
        "khmr": "km pi",
        "knda": "kn kok sa tcy",
        "kore": "ko",
        "laoo": "lo pi",
        "mlym": "ml sa",
        "mong": "mn mnc",
        "mymr": "my mnw pi shn",
        "orya": "or sa",
        "sinh": "pi sa si",
        "syrc": "arc syc syr",
        "taml": "sa ta",
        "telu": "sa te",
        "tfng": "ber kab rif shi tzm zgh",
        "thaa": "dv",
        "thai": "pi th tts",
        "tibt": "bo dz sa",
        "yiii": "ii",
    }.items()
}
"""BCP 47 codes of the languages that libraries hold books of in a script; a language without its script here gets ``und``."""

NAMES_OF_SCRIPTS = {name.casefold(): script for name, script in SCRIPTS.items()} | {
    "hanmun": "hani",
    "kana": "jpan",
    "burmese": "mymr",
    "oriya": "orya",
    "amharic": "ethi",
    "roman": "latn",
}
"""ISO 15924 codes by the names under which 546 $b goes by them, in lower case."""

__all__ = [
    "BY_CODE",
    "EAST_ASIAN",
    "LATIN",
    "NAMES_OF_SCRIPTS",
    "NO_SCRIPT",
    "SCRIPTS",
    "WRITTEN_IN",
]
