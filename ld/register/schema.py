"""The tables of the register, and what columns make a row."""

from __future__ import annotations

import re
from typing import Any

from ld.packs import Place
from ld.register.keys import id_of, key_of
from ld.register.model import RecordRow, State
from ld.register.search import INDEX
from ld.register.terms import FOREIGN

VERSION = 4
"""Of the tables; an edition of another version cannot be read."""
LONG_ADDRESS = 900
"""Characters from which on an address is a long one, which sitemaps list apart."""

FINDINGS = """
CREATE TABLE finding (
    number INTEGER PRIMARY KEY, code TEXT NOT NULL, severity TEXT NOT NULL, property TEXT NOT NULL, field TEXT NOT NULL,
    format TEXT NOT NULL, collection TEXT NOT NULL, n INTEGER NOT NULL DEFAULT 0, records INTEGER NOT NULL DEFAULT 0,
    withheld INTEGER NOT NULL DEFAULT 0, n_before INTEGER, records_before INTEGER,
    UNIQUE (code, severity, property, field, format, collection));
CREATE TABLE remark (
    finding INTEGER NOT NULL, record INTEGER NOT NULL, held INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (finding, record, held)) WITHOUT ROWID;
CREATE TABLE trend (
    edition INTEGER NOT NULL, severity TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (edition, severity)) WITHOUT ROWID;
"""
"""What was found: by kind, in which version of which record how often, and over all edition by edition."""

# Ids are bytes and compare as such. Long texts that must be unique are so by a 128-bit digest of theirs (`key`), which
# keeps the indexes a tenth as large. What records state of an entity is kept in forms, each once with the number of records
# that say just that (`refs`): a record's `shared` are numbers of forms. `tails` are statements without their subject, `names`
# those of them that are the entity's label, name and title.
TABLES = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE edition (number INTEGER PRIMARY KEY, created TEXT NOT NULL, last_change INTEGER NOT NULL);
CREATE TABLE collection (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE record (
    number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, state TEXT NOT NULL, graph TEXT, digest BLOB, source_digest BLOB,
    stated TEXT, change INTEGER, created INTEGER, edition INTEGER, collection INTEGER NOT NULL, quads INTEGER NOT NULL,
    recovered INTEGER NOT NULL, reason TEXT NOT NULL, held_pack INTEGER, held_frame INTEGER, held_item INTEGER,
    pack INTEGER, frame INTEGER, item INTEGER, shared TEXT NOT NULL);
CREATE UNIQUE INDEX record_change ON record (change) WHERE change IS NOT NULL;
CREATE INDEX record_held ON record (id) WHERE held_pack IS NOT NULL;
CREATE INDEX record_quarantined ON record (id) WHERE state = 'quarantined';
CREATE INDEX record_withdrawn ON record (id) WHERE state = 'withdrawn';
CREATE INDEX record_long ON record (number) WHERE length(graph) > {LONG_ADDRESS};
CREATE TABLE entity (
    number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, graph TEXT NOT NULL, subject TEXT NOT NULL, digest BLOB,
    names TEXT NOT NULL DEFAULT '', edition INTEGER, mentions INTEGER NOT NULL DEFAULT 0);
CREATE INDEX entity_foreign ON entity (number) WHERE {FOREIGN};
CREATE TABLE mention (entity INTEGER NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (entity, record)) WITHOUT ROWID;
CREATE INDEX entity_edition ON entity (edition);
CREATE TABLE gone (graph TEXT NOT NULL, subject TEXT NOT NULL, edition INTEGER NOT NULL, PRIMARY KEY (graph, subject)) WITHOUT ROWID;
CREATE INDEX gone_edition ON gone (edition);
CREATE TABLE form (
    number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, entity INTEGER NOT NULL, tails TEXT NOT NULL,
    refs INTEGER NOT NULL DEFAULT 0);
CREATE INDEX form_entity ON form (entity);
CREATE TABLE tally (kind TEXT NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID;
CREATE TABLE coverage (
    field TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL, n INTEGER NOT NULL, example TEXT NOT NULL,
    PRIMARY KEY (field, outcome, reason)) WITHOUT ROWID;
{FINDINGS}{INDEX};
CREATE TABLE identifier (
    value TEXT NOT NULL, record INTEGER NOT NULL, twins INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (value, record)) WITHOUT ROWID;
CREATE INDEX identifier_record ON identifier (record);
CREATE INDEX identifier_twins ON identifier (value) WHERE twins > 1;
CREATE TABLE link (
    target BLOB NOT NULL, record INTEGER NOT NULL, missing INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (target, record)) WITHOUT ROWID;
CREATE INDEX link_record ON link (record);
CREATE INDEX link_missing ON link (record) WHERE missing;
CREATE TABLE moved (
    old BLOB NOT NULL, stated INTEGER NOT NULL, target BLOB NOT NULL, PRIMARY KEY (old, stated, target)) WITHOUT ROWID;
CREATE INDEX moved_stated ON moved (target) WHERE stated = 1;
"""

# What only the run that is under way needs to know: in the same file, because that alone makes one transaction of both (SQLite is not
# atomic over several files in WAL mode). They are gone when it is published.
RUN_TABLES = """
CREATE TABLE run_seen (record INTEGER PRIMARY KEY, outcome TEXT NOT NULL);
CREATE TABLE run_dirty (entity INTEGER PRIMARY KEY);
CREATE TABLE run_gone (id BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE run_value (value TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE run_target (target BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE run_moved (old BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE run_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
NO_RUN_TABLES = ";".join(f"DROP TABLE {name}" for name in re.findall(r"TABLE (\w+)", RUN_TABLES))

SELECT = """
SELECT r.id, r.state, r.graph, r.digest, r.source_digest, r.stated, e.created, r.change, r.created, r.edition, c.name,
    r.quads, r.recovered, r.reason, r.held_pack, r.held_frame, r.held_item, r.pack, r.frame, r.item, r.shared, r.number
FROM record r JOIN collection c ON c.number = r.collection LEFT JOIN edition e ON e.number = r.edition
"""

COLUMNS = (
    *(
        "id",
        "state",
        "graph",
        "digest",
        "source_digest",
        "stated",
        "change",
        "created",
        "edition",
        "collection",
        "quads",
    ),
    *("recovered", "reason", "held_pack", "held_frame", "held_item", "pack", "frame", "item", "shared"),
)
INSERT = f"INSERT INTO record ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - constants
UPDATE = f"UPDATE record SET {', '.join(f'{name} = ?' for name in COLUMNS)} WHERE number = ?"  # noqa: S608 - constants


def from_columns(columns: tuple[Any, ...]) -> RecordRow:
    """A row of :data:`SELECT`."""
    (key, state, graph, digest, source_digest, stated, changed, change, created, edition, collection) = (
        columns[:11]
    )
    (quads, recovered, reason, held_pack, held_frame, held_item, pack, frame, item, shared, number) = columns[
        11:
    ]
    return RecordRow(
        *(id_of(key), State(state), graph, digest, source_digest, stated, changed, change, created, edition),
        *(collection, quads, recovered, reason),
        None if held_pack is None else Place(held_pack, held_frame, held_item),
        None if pack is None else Place(pack, frame, item),
        shared,
        number,
    )


def to_columns(row: RecordRow, collection: int) -> tuple[Any, ...]:
    """The values of :data:`INSERT`, and without the number of :data:`UPDATE`.

    Args:
        collection: number of its collection.
    """
    return (
        *(key_of(row.id), row.state.value, row.graph, row.digest, row.source_digest, row.stated),
        *(row.change, row.created, row.edition, collection, row.quads, row.recovered, row.reason),
        *(row.held or (None, None, None)),
        *(row.papers or (None, None, None)),
        row.shared,
    )


__all__ = [
    "COLUMNS",
    "INSERT",
    "LONG_ADDRESS",
    "NO_RUN_TABLES",
    "RUN_TABLES",
    "SELECT",
    "TABLES",
    "UPDATE",
    "VERSION",
    "from_columns",
    "to_columns",
]
