"""What the codes of leader, 007 and 008 say of the kind of thing, as labels of VuFind's format vocabulary.

Source: MARC 21 bibliographic, leader/06-07, 007/00-01, 008/18-34. The labels are those that VuFind's importer gives to the
same codes, except where it lumps together what the table of formats tells apart (atlas, data set, image).
"""

from __future__ import annotations

from ld.record import Trait

BY_007: dict[str, tuple[str, ...]] = {
    "a": ("Map",),
    "ad": ("Atlas",),
    "c": ("Software",),
    "cr": (),
    "d": ("Globe",),
    "f": ("Braille",),
    "g": ("Slide",),
    "gc": ("Video",),
    "gd": ("Video",),
    "gf": ("Video",),
    "go": ("Video",),
    "h": ("Microfilm",),
    "he": (),
    "hf": (),
    "hg": (),
    "k": ("Photo",),
    "kk": ("Poster",),
    "kp": ("Postcard",),
    "m": ("Video",),
    "o": ("Kit",),
    "q": ("Musical Score",),
    "r": ("Sensor Image",),
    "s": ("Audio",),
    "sd": ("CD",),
    "ss": ("Cassette",),
    "tc": ("Braille",),
    "v": ("Video",),
    "vd": ("Video", "DVD"),
    "vf": ("Video", "VHS"),
    "mf": ("VHS",),
}
"""007/00 with 007/01, else 007/00 alone. A microfiche (``he``, ``hf``) or microopaque is no microfilm: it has its carrier only."""

BLU_RAY = ("Video", "Blu-ray Disc")
"""007/00-01 ``vd`` with 007/04 ``s``."""

CARRIERS_BY_007 = {
    "ca": "ca",
    "cb": "cb",
    "cc": "ce",
    "cd": "cd",
    "ce": "ce",
    "cf": "cf",
    "ch": "ch",
    "cj": "cd",
    "ck": "ck",
    "cm": "cd",
    "co": "cd",
    "cr": "cr",
    "gc": "gc",
    "gd": "gd",
    "gf": "gf",
    "gs": "gs",
    "gt": "gt",
    "ha": "ha",
    "hb": "hb",
    "hc": "hc",
    "hd": "hd",
    "he": "he",
    "hf": "hf",
    "hg": "hg",
    "hh": "hh",
    "hj": "hj",
    "mc": "mc",
    "mf": "mf",
    "mo": "mo",
    "mr": "mr",
    "sd": "sd",
    "se": "se",
    "sg": "sg",
    "si": "si",
    "sq": "sq",
    "ss": "ss",
    "st": "st",
    "sw": "sw",
    "vc": "vc",
    "vd": "vd",
    "vf": "vf",
    "vr": "vr",
}
"""007/00-01 to the code of the RDA carrier type that it names."""

TRAITS_BY_007 = {
    "kd": Trait.DRAWING,
    "ke": Trait.PAINTING,
    "kg": Trait.PHOTOGRAPH,
    "kh": Trait.PHOTOGRAPH,
    "kl": Trait.DRAWING,
    "kv": Trait.PHOTOGRAPH,
    "mc": Trait.FILM,
    "mf": Trait.FILM,
    "mo": Trait.FILM,
    "mr": Trait.FILM,
}
"""``kf``, a photomechanical print, is a print, not a photograph; ``ki`` and 008/33 ``i`` are any picture."""

BY_TYPE: dict[str, tuple[str, ...]] = {
    "c": ("Musical Score",),
    "d": ("Musical Score",),
    "e": ("Map",),
    "f": ("Map",),
    "i": ("Audio",),
    "j": ("Audio",),
    "o": ("Kit",),
    "p": ("Kit",),
    "r": ("Physical Object",),
}
"""Leader/06 where it is enough."""

MAPS = {"d": "Globe", "e": "Atlas"}
"""008/25, type of cartographic material."""

PROJECTED = {"f": "Video", "m": "Video", "s": "Slide", "t": "Slide", "v": "Video"}
"""008/33 of projected media (leader/06 g)."""

MOVING = frozenset("acluz")
"""008/34, technique of moving images; ``n`` is not applicable."""

COMPUTER_FILES = {
    "a": "Data Set",
    "b": "Software",
    "c": "Image",
    "e": "Data Set",
    "f": "Software",
    "g": "Video Game",
    "h": "Audio",
    "i": "Software",
}
"""008/26, type of computer file."""

PROGRAMS = frozenset("bfg")
"""008/26: computer program, font, game."""

READABLE_FILES = frozenset("dimuz")
"""008/26: document, interactive multimedia, combination, unknown, other: such a file may be a book."""

NO_BOOK_007 = frozenset("gkmv")
NO_BOOK_TYPES = frozenset("efgijkr")

CONTINUING = {"n": "Newspaper", "p": "Journal"}
"""008/21 of serials."""

INTEGRATING = {"d": "Database", "h": "Website", "w": "Website"}
"""008/21 of integrating resources."""

ELECTRONIC = frozenset("oqs")
"""Form of item: online, direct electronic, electronic."""

MICROFORMS = {"a": ("Microfilm", ""), "b": ("", "he"), "c": ("", "hg"), "f": ("Braille", "")}
"""Form of item: label and carrier."""

LITERARY = frozenset("abdefhkmop")
"""008/30-31 of sound recordings: autobiography, biography, drama, essays, fiction, history, comedy, memoirs, folktales, poetry."""

BY_CONTENT: dict[str, tuple[str, ...]] = {
    "cod": ("Data Set",),
    "cop": ("Software",),
    "crd": ("Map",),
    "crf": ("Map",),
    "cri": ("Map",),
    "crm": ("Map",),
    "crn": ("Map",),
    "crt": ("Map",),
    "ntm": ("Musical Score",),
    "prm": ("Audio",),
    "snd": ("Audio",),
    "spw": ("Audio",),
    "sti": ("Image",),
    "tci": ("Image",),
    "tcm": ("Musical Score", "Braille"),
    "tct": ("Braille",),
    "tdf": ("Physical Object",),
    "tdi": ("Video",),
    "tdm": ("Video",),
}
"""RDA content types (336)."""

CONTENTS_OF_TYPE = {
    "a": frozenset({"txt", "tct"}),
    "c": frozenset({"ntm", "tcm"}),
    "d": frozenset({"ntm", "tcm"}),
    "e": frozenset({"crd", "crf", "cri", "crm", "crn", "crt"}),
    "f": frozenset({"crd", "crf", "cri", "crm", "crn", "crt"}),
    "g": frozenset({"tdi", "tdm", "sti"}),
    "i": frozenset({"spw", "snd"}),
    "j": frozenset({"prm"}),
    "k": frozenset({"sti", "tci"}),
    "r": frozenset({"tdf", "tcf"}),
    "t": frozenset({"txt", "tct"}),
}
"""Content types that agree with leader/06."""

BY_CARRIER: dict[str, tuple[str, ...]] = {
    "hd": ("Microfilm",),
    "sd": ("CD",),
    "ss": ("Cassette",),
    "vd": ("Video", "DVD"),
    "vf": ("Video", "VHS"),
}
"""RDA carrier types (338)."""
