"""XML sources: cut into records by their tags, one record loaded at a time, every element accounted for.

Nothing outside of the file is ever read: document types are skipped, entities are those of a list of ours, there is no network.
"""

from __future__ import annotations

from ld.sources.xml.elements import Elements, Untaken
from ld.sources.xml.loading import XmlFault, load, local_name, namespace
from ld.sources.xml.opening_tag import Root, root
from ld.sources.xml.splitting import MAX_RECORD, Piece, records

__all__ = [
    "MAX_RECORD",
    "Elements",
    "Piece",
    "Root",
    "Untaken",
    "XmlFault",
    "load",
    "local_name",
    "namespace",
    "records",
    "root",
]
