"""The embedded store, Oxigraph: one folder, read by many processes and written by none while it is published.

Opening a published store read-write would succeed and rewrite it beside its readers, so that is refused here.
Never fork after opening one: a bulk load in the child hangs for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from ld.errors import StoreError, StoreUnavailableError
from ld.stores.base import QueryResult
from ld.stores.syntax import syntax_error

STAGING = "staging"
"""Name of the folder under which alone a store may be opened for writing."""

_BULK = 20_000  # quads; below, a transaction costs less than writing sorted files
# What may stand in a query and looks like the keyword FROM (SPARQL 1.1 §19.8): IRIs, strings, comments, names, tags. Every
# alternative takes what it began, closed or not, so that the time is linear whatever the text.
_TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\s]*>
    |\"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*+(?:\"{3}|.*) | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*+(?:'{3}|.*)
    |"(?:[^"\\\r\n]|\\.)*+"? | '(?:[^'\\\r\n]|\\.)*+'?
    |\#[^\r\n]* | [?$@]\w+ | :[\w.:%\\-]*
    |(?P<word>[\w.-]++)(?P<local>:[\w.:%\\-]*)?""",
    re.VERBOSE | re.DOTALL,
)


class EmbeddedStore:
    """A read-only store; see :class:`ld.stores.base.ReadableStore`.

    Args:
        path: its folder.

    Raises:
        StoreUnavailableError: there is no store, or it is broken.
    """

    def __init__(self, path: Path) -> None:
        with _guarded(path, StoreUnavailableError):
            self.store = self._open(path)
        self.path = path

    def _open(self, path: Path) -> Store:
        return Store.read_only(str(path))

    def quads(self, graph: str, subject: str | None = None) -> list[Quad]:
        """The statements of a named graph, or those about one subject in it."""
        about = None if subject is None else NamedNode(subject)
        with _guarded(self.path):
            return list(self.store.quads_for_pattern(about, None, None, NamedNode(graph)))

    def lines(self, graph: str) -> list[str]:
        """The statements of a named graph as N-Triples lines, in no order; a tenth quicker than by way of :meth:`quads`."""
        with _guarded(self.path):
            written = self.store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))
        assert written is not None  # None is for output to a file
        return written.decode().split("\n")[:-1]  # not splitlines(): U+2028 is not escaped

    def holds(self, graph: str) -> bool:
        """Whether a named graph has any statement."""
        with _guarded(self.path):
            return next(self.store.quads_for_pattern(None, None, None, NamedNode(graph)), None) is not None

    def graphs(self) -> Iterator[str]:
        """Names of the named graphs, in no order."""
        with _guarded(self.path):
            for name in self.store.named_graphs():
                assert isinstance(name, NamedNode)  # blank graph names are never minted
                yield name.value

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,
    ) -> QueryResult:
        """Answer a query over the union of the named graphs.

        Results are computed while they are read: an error may also come up then, as :class:`OSError` or ``RuntimeError``.

        Raises:
            QuerySyntaxError: not well-formed, with line and column.
            StoreError: it cannot be answered.
        """
        # The engine's union flag silently overrides FROM (0.5.13), so it is set only where the query has none.
        union = not default_graphs and not states_dataset(sparql)
        try:
            return self.store.query(
                sparql,
                base_iri=base,
                use_default_graph_as_union=union,
                default_graph=[NamedNode(iri) for iri in default_graphs] or None,
                named_graphs=[NamedNode(iri) for iri in named_graphs] or None,
            )
        except SyntaxError as error:
            raise syntax_error(error, sparql) from error
        except (OSError, RuntimeError, ValueError) as error:
            msg = f"the query cannot be answered: {error}"
            raise StoreError(msg) from error

    def __len__(self) -> int:
        with _guarded(self.path):
            return len(self.store)

    def close(self) -> None:
        """Let go of the folder; the object is of no use afterwards."""
        vars(self).pop("store", None)


class StagedStore(EmbeddedStore):
    """A store in the making; see :class:`ld.stores.base.WritableStore`.

    Args:
        path: its folder, somewhere below a folder ``staging``; made if it is not there.

    Raises:
        StoreError: the folder is not below ``staging``.
    """

    def __init__(self, path: Path) -> None:
        if STAGING not in path.parts:
            msg = f"{path} is not in staging: a published store is never opened for writing"
            raise StoreError(msg)
        super().__init__(path)

    def _open(self, path: Path) -> Store:
        return Store(str(path))

    def insert(self, file: Path, count: int) -> None:
        """Add the statements of a file of N-Quads: many by sorted files, few in a transaction."""
        if not file.stat().st_size:
            return
        load = self.store.bulk_load if count >= _BULK else self.store.load
        with _guarded(self.path):
            load(path=str(file), format=RdfFormat.N_QUADS)

    def remove(self, quads: Iterable[Quad]) -> None:
        """Remove statements."""
        with _guarded(self.path):
            for quad in quads:
                self.store.remove(quad)

    def remove_lines(self, nquads: bytes) -> None:
        """Remove statements that are written as N-Quads."""
        with _guarded(self.path):
            self.remove(parse(nquads, format=RdfFormat.N_QUADS))

    def drop(self, graph: str) -> None:
        """Remove a named graph with all its statements."""
        with _guarded(self.path):
            self.store.remove_graph(NamedNode(graph))

    def flush(self) -> None:
        """Write buffers to disk, synced: nothing else syncs them."""
        with _guarded(self.path):
            self.store.flush()

    def optimize(self) -> None:
        """Merge the files that bulk loads left: reading a record is then several times faster."""
        with _guarded(self.path):
            self.store.optimize()


def copy_store(source: Path, target: Path) -> None:
    """Copy a store that nobody writes, by hard links where the file system has them.

    Raises:
        StoreUnavailableError: `source` cannot be read or `target` not be written.
    """
    with _guarded(source, StoreUnavailableError):
        Store.read_only(str(source)).backup(str(target))


def kept(literal: Literal) -> Literal:
    """The form in which the engine keeps a literal: of numbers, dates and truth values it keeps the value, and writes it in one way.

    >>> kept(Literal("05", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))).value
    '5'
    """
    store, node = Store(), NamedNode("urn:x-ldpub:literal")
    store.add(Quad(node, node, literal))
    (quad,) = store
    assert isinstance(quad.object, Literal)
    return quad.object


def states_dataset(sparql: str) -> bool:
    """Whether a query has a FROM clause of its own (SPARQL 1.1 §13.2).

    >>> states_dataset("SELECT * FROM <http://g> { ?s ?p ?o }")
    True
    >>> states_dataset("SELECT ?from { ?from :from 'FROM' } # FROM")
    False
    """
    return any(
        match["word"] is not None and match["word"].upper() == "FROM" and match["local"] is None
        for match in _TOKEN.finditer(sparql)
    )


@contextmanager
def _guarded(path: Path, wrapped: type[StoreError] = StoreError) -> Iterator[None]:
    """What the engine raises, as ours: OSError for the disk and broken files, the others for data it refuses."""
    try:
        yield
    except (OSError, RuntimeError, ValueError, SyntaxError) as error:
        msg = f"the store {path} fails: {error}"
        raise wrapped(msg) from error


__all__ = ["STAGING", "EmbeddedStore", "StagedStore", "copy_store", "kept", "states_dataset"]
