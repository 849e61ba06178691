"""Mnemonics of MARCMaker and MarcEdit: ``{acute}e`` for é, ``{dollar}`` for $.

Source: MARCMaker user's manual, table of mnemonics, Library of Congress; each names a character of the MARC-8 sets.
"""

from __future__ import annotations

import re
from typing import Final

from ld.normalize.text import nfc

_TABLE_OF_CHARACTERS = (
    "dollar $|lcub {|rcub }|bsol \\|AElig Æ|aelig æ|Dstrok Đ|dstrok đ|eth ð|ETH Ð|Lstrok Ł|lstrok ł|OElig Œ|oelig œ"
    "|Ohorn Ơ|ohorn ơ|Ostrok Ø|ostrok ø|THORN Þ|thorn þ|Uhorn Ư|uhorn ư|inodot ı|szlig ß|copy ©|deg °|flat ♭|sharp ♯"
    "|hardsign ʺ|softsign ʹ|iexcl ¡|iquest ¿|middot ·|phono ℗|plusmn ±|pound £|reg ®|scriptl ℓ|euro €|mllhring ʻ"
    "|mlrhring ʼ"
)
_TABLE_OF_MARKS = (
    "hooka 0309|grave 0300|acute 0301|circ 0302|tilde 0303|macr 0304|breve 0306|dot 0307|uml 0308|caron 030C|ring 030A"
    "|llig FE20|rlig FE21|rcommaa 0315|dblac 030B|candra 0310|cedil 0327|ogon 0328|dotb 0323|dbldotb 0324|ringb 0325"
    "|dblunder 0333|under 0332|commab 0326|rcedil 031C|breveb 032E|ldbltil FE22|rdbltil FE23|commaa 0313"
)


def _pairs(table: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (entry.partition(" ") for entry in table.split("|"))]


_CHARACTERS: Final = dict(_pairs(_TABLE_OF_CHARACTERS))
_MARKS: Final = {name: chr(int(code, 16)) for name, code in _pairs(_TABLE_OF_MARKS)}
_MNEMONIC: Final = re.compile(r"\{([A-Za-z]{2,8})\}")
_MARKED: Final = re.compile(rf"((?:\{{(?:{'|'.join(_MARKS)})\}})+)(\{{[A-Za-z]{{2,8}}\}}|.)?", re.DOTALL)


def without_mnemonics(text: str) -> str:
    """Text with characters for mnemonics; a mark goes behind its letter. What is no mnemonic stays.

    >>> without_mnemonics("Caf{acute}e, {lcub}{pound}1{rcub}, {other}")
    'Café, {£1}, {other}'
    """
    if "{" not in text:
        return text
    marked = _MARKED.sub(_behind, text)
    return nfc(_MNEMONIC.sub(lambda found: _CHARACTERS.get(found[1], found[0]), marked))


def _behind(found: re.Match[str]) -> str:
    marks = "".join(_MARKS[name] for name in _MNEMONIC.findall(found[1]))
    return (found[2] or "") + marks


__all__ = ["without_mnemonics"]
