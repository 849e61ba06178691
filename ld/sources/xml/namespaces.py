"""Names in namespaces that XML records use for what every format has: languages, types, addresses."""

from __future__ import annotations

from typing import Final

XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XSI_TYPE: Final = f"{{{XSI}}}type"
RDF_RESOURCE: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"

DC: Final = "http://purl.org/dc/elements/1.1/"
DCTERMS: Final = "http://purl.org/dc/terms/"
OAI: Final = "http://www.openarchives.org/OAI/2.0/"
OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
EDM: Final = "http://www.europeana.eu/schemas/edm/"

__all__ = ["DC", "DCTERMS", "EDM", "OAI", "OAI_DC", "RDF_RESOURCE", "XML_LANG", "XSI", "XSI_TYPE"]
