"""What the codes of findings say that no shape has: remarks of readers, of the mapping and of editions, in a few words."""

from __future__ import annotations

from collections.abc import Mapping

LABELS: Mapping[str, tuple[str, str]] = {
    "ambiguous-041h": ("languages whose role cannot be told", "idiomas cuya función no se puede saber"),
    "charset.broken-marc-8": ("broken MARC-8", "MARC-8 roto"),
    "charset.broken-utf-8": ("broken UTF-8", "UTF-8 roto"),
    "charset.encoded-twice": ("text encoded twice", "texto codificado dos veces"),
    "charset.escapes-in-utf-8": ("MARC-8 escapes in UTF-8", "escapes de MARC-8 en UTF-8"),
    "charset.flagged-marc-8": ("UTF-8 in a record that claims MARC-8", "UTF-8 en un registro que dice ser MARC-8"),
    "charset.latin-1": ("Latin-1 in the place of MARC-8 or UTF-8", "Latin-1 en lugar de MARC-8 o UTF-8"),
    "charset.lost": ("characters that were lost before", "caracteres perdidos con anterioridad"),
    "charset.unflagged-utf-8": ("UTF-8 that the leader does not announce", "UTF-8 que la cabecera no anuncia"),
    "charset.unknown": ("an unknown character set", "un juego de caracteres desconocido"),
    "container-reference": ("where in the host it appeared, in words", "lugar en la obra que lo contiene, en palabras"),
    "control-number": ("a control number that cannot be read", "un número de control ilegible"),
    "coordinates": ("coordinates that cannot be right", "coordenadas que no pueden ser ciertas"),
    "coverage-misplaced": ("coverage under the wrong element", "cobertura en el elemento equivocado"),
    "date": ("a date that cannot be read", "una fecha ilegible"),
    "date-invalid": ("a date that cannot be", "una fecha imposible"),
    "date-mismatch": ("two dates that contradict each other", "dos fechas que se contradicen"),
    "edition.missing-record": ("part of a record that is not published", "parte de un registro que no está publicado"),
    "edition.same-number": ("a DOI or PMID that another record has", "un DOI o PMID que tiene otro registro"),
    "format-unknown": ("an unknown format", "un formato desconocido"),
    "format-unmapped": ("a format without a class of its own", "un formato sin clase propia"),
    "full.incomplete": ("nothing withdrawn: the source may be incomplete", "nada retirado: la fuente puede estar incompleta"),
    "fullrecord.unreadable": ("a full record that cannot be read", "un registro completo ilegible"),
    "id.unservable": ("an id that no address can hold", "un identificador que no cabe en una dirección"),
    "identifier": ("an identifier that is not well formed", "un identificador mal formado"),
    "identifier-invalid": ("an identifier that is not well formed", "un identificador mal formado"),
    "institution-ambiguous": ("an institution that cannot be told", "una institución que no se puede determinar"),
    "institution-id": ("a number of an institution that is not well formed", "un número de institución mal formado"),
    "invalid-code": ("a code that its list does not have", "un código que no está en su lista"),
    "isbn": ("an ISBN that is not valid", "un ISBN no válido"),
    "issn": ("an ISSN that is not valid", "un ISSN no válido"),
    "language-unknown": ("an unknown language", "un idioma desconocido"),
    "lccn": ("an LCCN that is not well formed", "un LCCN mal formado"),
    "link-unknown": ("a relation that is not known", "una relación desconocida"),
    "marc.directory": ("a directory that lies", "un directorio que miente"),
    "marc.leader": ("a leader that lies", "una cabecera que miente"),
    "marc.no-code": ("a subfield without a code", "un subcampo sin código"),
    "marc.no-tag": ("a field without a tag", "un campo sin etiqueta"),
    "marc.not-bibliographic": ("not a bibliographic record", "no es un registro bibliográfico"),
    "marc.not-json": ("JSON that is no MARC", "JSON que no es MARC"),
    "marc.not-text": ("a value that is no text", "un valor que no es texto"),
    "marc.unimarc": ("UNIMARC", "UNIMARC"),
    "marc.unknown-element": ("an element that MARCXML has not", "un elemento que MARCXML no tiene"),
    "mesh": ("a MeSH heading that cannot be read", "un encabezamiento MeSH ilegible"),
    "pmcid-differs": ("two PMCIDs", "dos PMCID"),
    "publisher-generic": ("a publisher without a name of its own", "una editorial sin nombre propio"),
    "record.unreadable": ("a record that cannot be read", "un registro ilegible"),
    "recovered": ("values recovered from VuFind's stored copy", "valores recuperados de la copia de VuFind"),
    "role-count": ("more or fewer roles than names", "más o menos funciones que nombres"),
    "role-unknown": ("an unknown role", "una función desconocida"),
    "shapes.failed": ("your own shapes failed", "sus propias formas fallaron"),
    "shapes.limit": ("your own shapes reached a limit", "sus propias formas alcanzaron un límite"),
    "shapes.off": ("your own shapes were switched off", "sus propias formas se desactivaron"),
    "shapes.unchecked": ("not looked at by your own shapes", "no examinado por sus propias formas"),
    "source.damaged": ("a damaged file", "un archivo dañado"),
    "source.empty": ("an empty file", "un archivo vacío"),
    "source.partial": ("some pages of several", "algunas páginas de varias"),
    "source.unknown-format": ("a file of an unknown kind", "un archivo de tipo desconocido"),
    "subject-scheme": ("a heading whose scheme cannot be told", "un encabezamiento de esquema desconocido"),
    "thumbnail": ("a thumbnail without an address", "una miniatura sin dirección"),
    "title-alt-mixed": ("titles of several kinds in one field", "títulos de varios tipos en un campo"),
    "url": ("an address that is none", "una dirección que no lo es"),
    "value.not-a-string": ("a value of another type", "un valor de otro tipo"),
    "value.not-text": ("a value that is no text", "un valor que no es texto"),
    "value.too-long": ("a value that is too long", "un valor demasiado largo"),
    "value.unmintable": ("a value that cannot be published", "un valor que no se puede publicar"),
    "xml.namespace": ("a namespace that is not declared", "un espacio de nombres no declarado"),
    "xml.undeclared-prefix": ("a prefix that is not declared", "un prefijo no declarado"),
}  # fmt: skip
"""English and Spanish."""

_LANGUAGES = ("en", "es")


def label(code: str, language: str = "en") -> str:
    """A code in a few words; the code itself if nobody has worded it.

    >>> label("isbn"), label("isbn", "es"), label("identifier.doi"), label("orcid-invalid")
    ('an ISBN that is not valid', 'un ISBN no válido', 'a DOI that is not well formed', 'an ORCID that is not well formed')
    """
    if code in LABELS:
        return LABELS[code][_LANGUAGES.index(language) if language in _LANGUAGES else 0]
    scheme = code.removeprefix("identifier.").removesuffix("-invalid")
    if scheme == code:
        return code
    name = scheme.upper()
    article = "an" if name[:1] in "AEFHILMNORSX" else "a"
    return f"un {name} mal formado" if language == "es" else f"{article} {name} that is not well formed"


__all__ = ["LABELS", "label"]
