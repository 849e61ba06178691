"""Subfields put together as one title: ISBD's marks where they are written, and in their place where a catalogue leaves them out.

Source: ISBD consolidated edition, A.3.2 and area 1; MARC 21 bibliographic, leader 18 (``c`` and ``n``: marks omitted).
"""

from __future__ import annotations

from collections.abc import Iterable

from ld.normalize.text import strip_isbd

_MARKS = ":;/=,.!?-–—"
_ENDS = "!?"
"""Marks of the title itself, after which a remainder still needs its colon."""
_LEADS = {"b": ": ", "n": ". ", "p": ". ", "k": ". ", "m": ", ", "r": ", "}
"""What stands before a remainder, a part's number or name, a form, and a piece of music's medium and key."""


def displayed(pairs: Iterable[tuple[str, str]]) -> str:
    """Subfields of a title, code and value, in order, as one string; the colon is set as people write it.

    >>> displayed([("a", "Yerushalaimah :"), ("b", "sefer ha-masaʻ /")])
    'Yerushalaimah: sefer ha-masaʻ'
    >>> displayed([("a", "Faust"), ("n", "Teil 1"), ("p", "Der Tragödie erster Teil")])
    'Faust. Teil 1, Der Tragödie erster Teil'
    """
    text = before = ""
    for code, value in pairs:
        part = value.lstrip("=: ") if code == "b" else value
        text = f"{_led_on(text, before, code)}{part}" if text else part
        before = code
    text = text.rstrip("/=:; ")
    # The letter of a key is no initial: "Concertos, violin, orchestra, D."
    return strip_isbd(text.rstrip(".") if before == "r" else text).replace(" : ", ": ")


def credited(pairs: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, str]], str]:
    """A title whose statement of responsibility is written inside of it: the title, and the statement; without one, an empty string.

    Only for a 245 without $c. A slash before figures is of the title: "submitted … Tevet 5725 / December 1964".

    >>> credited([("a", "The captive wife :"), ("b", "conflicts of housebound mothers / Hannah Gavron.")])
    ([('a', 'The captive wife :'), ('b', 'conflicts of housebound mothers /')], 'Hannah Gavron')
    >>> credited([("a", "Veronica /"), ("b", "by Martha W. Austin.")])
    ([('a', 'Veronica /')], 'by Martha W. Austin')
    """
    pairs = list(pairs)
    for place, (code, value) in enumerate(pairs):
        title, slash, rest = f"{value} ".partition(" / ")
        if slash:
            said = strip_isbd(" ".join([rest, *(value for _, value in pairs[place + 1 :])]).strip())
            if said and not any(map(str.isdigit, said)):
                return [*pairs[:place], *([(code, f"{title} /")] if title else [])], said
            return pairs, ""
    return pairs, ""


def _led_on(text: str, before: str, code: str) -> str:
    """The title so far with what stands between it and the next subfield."""
    if text[-1] in _MARKS:
        return f"{text}: " if code == "b" and text[-1] in _ENDS else f"{text} "
    return f"{text}, " if code == "p" and before == "n" else f"{text}{_LEADS.get(code, ' ')}"


__all__ = ["credited", "displayed"]
