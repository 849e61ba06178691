"""``/dumps/``: the dump files of every edition that is kept; they never change and may be fetched in ranges."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, Response, request

from flask_app.answers import answer
from flask_app.caching import etag, http_date, parse_http_date
from flask_app.documents import Document
from flask_app.errors import problem_response
from flask_app.graphs import JSON
from flask_app.html import render_document
from flask_app.links import Link
from flask_app.pages.files import file_rows
from flask_app.problems import status_problem
from flask_app.ranges import Span, UnsatisfiableError, span
from flask_app.responses import conditional, finished, json_body, send, send_file
from flask_app.service import Service, service
from flask_app.variants import HTML
from ld.dumps import Delta, DumpFile, read_delta, read_dumps
from ld.dumps.compressing import compression
from ld.dumps.files import CHECKSUMS, checksums
from ld.errors import UnknownResourceError

DUMPS = Blueprint("dumps", __name__)
_IMMUTABLE = ("Cache-Control", "max-age=31536000, immutable")


class Dump(NamedTuple):
    """The dump files of an edition.

    Attributes:
        number: of the edition.
        files: that hold all of it.
        delta: that lead to it from the edition before.
    """

    number: int
    files: tuple[DumpFile, ...]
    delta: Delta | None = None

    @property
    def every(self) -> tuple[DumpFile, ...]:
        """All files."""
        return (*self.files, *(self.delta.files if self.delta else ()))


@DUMPS.get("/dumps/")
def listing() -> Response:
    """Every dump file with its size and checksum, newest edition first."""
    parts = service()
    dumps, url = every_dump(parts), f"{parts.base}/dumps/"
    document = Document(
        url=url,
        edition=0,
        state=repr(dumps),
        variants=(JSON, HTML),
        address=lambda variant: f"{url}?_format={variant.extension}",
        render=lambda variant: (
            json_body(_json(parts, dumps)) if variant is JSON else _page(parts, document, dumps)
        ),
        links=lambda _: [Link(f"{parts.base}/dataset", "describedby")],
        volatile=True,  # they are written when an edition is already served, and pruned later
    )
    return answer(document)


def every_dump(parts: Service) -> list[Dump]:
    """The editions that have dump files, newest first."""
    found = [read_dump(parts, info.number) for info in parts.publication.editions.list()]
    return [dump for dump in reversed(found) if dump.every]


def read_dump(parts: Service, number: int) -> Dump:
    """The dump files of an edition, so far as they are complete."""
    folder = parts.publication.editions.dumps_folder(number)
    return Dump(number, read_dumps(folder), read_delta(folder))


def dump_path(number: int, name: str) -> str:
    """Path of a dump file."""
    return f"/dumps/{number}/{name}"


def _json(parts: Service, dumps: list[Dump]) -> dict[str, object]:
    return {"editions": [_dump_json(parts, dump) for dump in dumps]}


def _dump_json(parts: Service, dump: Dump) -> dict[str, object]:
    said: dict[str, object] = {
        "edition": dump.number,
        "checksums": f"{parts.base}{dump_path(dump.number, CHECKSUMS)}",
        "files": [_file_json(parts, dump.number, file) for file in dump.files],
    }
    if dump.delta:
        said["delta"] = {
            "edition": dump.delta.edition,
            "since": dump.delta.since,
            "until": dump.delta.until,
            "files": [_file_json(parts, dump.number, file) for file in dump.delta.files],
        }
    return said


def _file_json(parts: Service, number: int, file: DumpFile) -> dict[str, object]:
    return {
        "url": f"{parts.base}{dump_path(number, file.name)}",
        "name": file.name,
        "media_type": compression(file.compression).media_type,
        "content": file.media_type,
        "part": file.part,
        "parts": file.parts,
        "quads": file.quads,
        "documents": file.documents,
        "left_out": file.left_out,
        "size": file.size,
        "sha256": file.sha256,
    }


def _page(parts: Service, document: Document, dumps: list[Dump]) -> bytes:
    shown = [
        {
            "number": dump.number,
            "checksums": parts.site.path(dump_path(dump.number, CHECKSUMS)),
            "files": file_rows(parts.site, dump.number, dump.files),
            "delta": dump.delta,
            "changes": file_rows(parts.site, dump.number, dump.delta.files) if dump.delta else (),
        }
        for dump in dumps
    ]
    return render_document(document, "dumps.html", dumps=shown)


@DUMPS.get("/dumps/<number:number>/<name>")
def dump_file(number: int, name: str) -> Response:
    """A dump file, or the list of checksums; RFC 9110 §14 for ranges."""
    files = read_dump(service(), number).every
    if name == CHECKSUMS and files:
        lines = checksums(files)
        headers = (("ETag", etag(lines)), _IMMUTABLE)
        return send(finished(lines.encode(), "text/plain; charset=utf-8", headers=headers))
    for file in files:
        if file.name == name:
            return _send(file)
    raise UnknownResourceError(f"There is no dump file {name[:100]!r} of edition {number}.")


def _send(file: DumpFile) -> Response:
    try:
        opened = file.path.open("rb")
    except OSError as error:  # pruned since its folder was read
        raise UnknownResourceError(f"The dump file {file.name} is gone.") from error
    media_type = compression(file.compression).media_type
    headers = (
        ("ETag", f'"{file.sha256}"'),
        ("Last-Modified", http_date(file.path.stat().st_mtime)),
        ("Accept-Ranges", "bytes"),
        _IMMUTABLE,
    )
    try:
        early = conditional(dict(headers))
        part = None if early is not None else _part(file, dict(headers))
    except UnsatisfiableError:
        opened.close()
        return _unsatisfiable(file)
    except BaseException:
        opened.close()
        raise
    if early is not None:
        opened.close()
        return early
    if part is None:
        return send_file(opened, file.size, media_type, headers=headers)
    opened.seek(part.start)
    content_range = ("Content-Range", part.content_range(file.size))
    return send_file(opened, len(part), media_type, status=206, headers=(*headers, content_range))


def _part(file: DumpFile, validators: dict[str, str]) -> Span | None:
    """The range asked for, unless If-Range says that it is of another file (RFC 9110 §13.1.5)."""
    condition = request.headers.get("If-Range", "")
    fits = condition in {"", validators["ETag"]} or (
        parse_http_date(condition) is not None and condition == validators["Last-Modified"]
    )
    return span(request.headers.get("Range", ""), file.size) if fits and request.method == "GET" else None


def _unsatisfiable(file: DumpFile) -> Response:
    headers = (("Content-Range", f"bytes */{file.size}"),)
    return problem_response(
        status_problem(416, f"The file has {file.size} bytes.", instance=request.path, headers=headers)
    )


__all__ = ["DUMPS", "Dump", "dump_path", "every_dump", "read_dump"]
