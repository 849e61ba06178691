"""The settings: each declared once, read from ``ldpub.toml``, then ``LDPUB_*``, then options; unknown ones are refused."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ld.errors import ConfigError, MintingError
from ld.iris import named
from ld.setting_values import text_of, value_of

ENVIRONMENT = "LDPUB_"
FILE = "ldpub.toml"
_DEFAULT = "default"


def _setting(
    default: object, help_: str, *, choices: tuple[str, ...] = (), least: float | None = None
) -> Any:
    """One setting: its default, what it does, and what it may be."""
    return field(default=default, metadata={"help": help_, "choices": choices, "least": least})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The effective settings.

    IRIs always come from `base_url`, never from a request. `origins` tells where each value was read.
    """

    base_url: str = _setting(
        "http://127.0.0.1:8080",
        "address of the site, without a final slash; every IRI minted starts with it; unless it is set, it follows `port`",
    )
    data_dir: Path = _setting(Path("data"), "folder of editions, dumps and staging")
    title: str = _setting("A catalogue as linked data", "name of the dataset")
    description: str = _setting("", "what the dataset is, in a sentence or two")
    publisher: str = _setting("", "who publishes the dataset: a name; portals that read DCAT-AP ask for one")
    license: str = _setting(
        "", "IRI of the licence of the metadata, such as https://creativecommons.org/publicdomain/zero/1.0/"
    )
    update_frequency: str = _setting(
        "",
        "how often new data come: an IRI of the EU's or DCMI's vocabulary of frequencies, such as http://publications.europa.eu/resource/authority/frequency/DAILY",
    )
    trusted_hosts: tuple[str, ...] = _setting(
        (), "hosts that requests may name, besides that of base_url and loopback"
    )
    validator: str = _setting("shacl", "SHACL engine of the pipeline", choices=("shacl", "pyshacl"))
    shapes: tuple[str, ...] = _setting(
        ("core", "vocabulary"),
        "groups of shapes that every record is checked with when it is read",
    )
    shapes_after: tuple[str, ...] = _setting(
        ("quality", "google"), "groups of shapes that are run after publishing, and withhold nothing"
    )
    shapes_dir: str = _setting("", "folder of shapes of your own (Turtle), run with those of `shapes`")
    shapes_timeout: float = _setting(2.0, "seconds that your own shapes may take for one record", least=0.01)
    quarantine_on: str = _setting(
        "violation",
        "what withholds a record: findings of shapes and of the mapping from this severity on",
        choices=("violation", "warning", "never"),
    )
    recover_spelling: bool = _setting(
        default=False,
        help_="publish what only VuFind's stored copy of all fields holds, in a graph of its own",
    )
    keep_editions: int = _setting(
        2, "editions kept after a publish, the served one included; 0 keeps all", least=0
    )
    dumps: str = _setting(
        "after-publish",
        "when dump files are written; what has changed is written with every publish",
        choices=("after-publish", "manual"),
    )
    dump_formats: tuple[str, ...] = _setting(
        ("nq", "nt"),
        "formats of dump files; jsonl is JSON-LD, one document a line",
        choices=("nq", "nt", "ttl", "jsonl", "rdf"),
    )
    dump_compression: str = _setting("gzip", "compression of dump files", choices=("gzip", "zstd"))
    dump_part_size: int = _setting(
        2_000_000_000, "bytes before compression after which a dump goes on in another file", least=1
    )
    dump_workers: int = _setting(
        0, "processes that write dump files; 0 for as many as there are processors", least=0
    )
    chunk_size: int = _setting(1000, "records mapped, validated and loaded together", least=1)
    host: str = _setting("127.0.0.1", "address that the server listens on")
    port: int = _setting(8080, "port that the server listens on", least=1)
    workers: int = _setting(2, "processes of the server", least=1)
    cache_bytes: int = _setting(64_000_000, "memory of each server process for finished responses", least=0)
    sparql_max_bytes: int = _setting(131_072, "longest query, in bytes of UTF-8", least=1)
    sparql_max_depth: int = _setting(64, "deepest nesting of a query", least=1)
    sparql_max_tokens: int = _setting(16_000, "most tokens of a query", least=1)
    sparql_max_patterns: int = _setting(100, "most triple patterns of a query", least=1)
    sparql_max_result_bytes: int = _setting(50_000_000, "longest result of a query", least=1)
    sparql_max_rows: int = _setting(1_000_000, "most rows of a result", least=1)
    sparql_timeout: float = _setting(
        10.0, "seconds that a query may take; a request may lower it by `timeout=`", least=0.1
    )
    sparql_wait: float = _setting(5.0, "seconds that a query waits for its turn, at most", least=0)
    sparql_queue: int = _setting(256, "queries that wait at once, at most", least=1)
    sparql_workers: int = _setting(
        0, "queries of more than a tenth of a second at once; 0 for as many as there are processors", least=0
    )
    sparql_quick_workers: int = _setting(1, "processes kept free for shorter queries", least=1)
    sparql_spare_workers: int = _setting(1, "processes that stand by for those that are killed", least=0)
    sparql_memory_bytes: int = _setting(
        512_000_000, "memory of a query process beside what it starts with", least=16_000_000
    )
    sparql_recycle_after: int = _setting(
        10_000, "queries after which a query process is replaced by a new one", least=1
    )
    sparql_client_queries: int = _setting(2, "queries of one client at once", least=1)
    sparql_client_seconds: float = _setting(
        60.0, "seconds of querying that one client may use in a minute", least=1
    )
    sparql_bar_seconds: float = _setting(
        600.0, "seconds for which a query is refused that twice ended the process that answered it", least=0
    )
    sparql_services: tuple[str, ...] = _setting(
        (), "endpoints that SERVICE may ask; none unless they are named here"
    )
    sparql_log: str = _setting(
        "hash",
        "what is logged of each query: its hash, time, rows and outcome; its text as well; or nothing",
        choices=("off", "hash", "text"),
    )
    metrics: str = _setting(
        "local",
        "who may read /metrics: programs on this machine, everyone, or no one",
        choices=("local", "public", "off"),
    )
    trusted_proxies: tuple[str, ...] = _setting(
        ("127.0.0.1", "::1"), "addresses of proxies whose X-Forwarded-For is believed"
    )
    origins: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host name that a request may be addressed to."""
        own = urlsplit(self.base_url).hostname or ""
        return tuple(dict.fromkeys([own, *self.trusted_hosts, "localhost", "127.0.0.1", "[::1]"]))


SETTINGS: tuple[Field[Any], ...] = tuple(item for item in fields(Settings) if item.metadata)
"""The settings that can be set, in the order of the documentation."""


def load(
    options: Mapping[str, object] | None = None,
    *,
    path: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """The effective settings.

    Args:
        options: from the command line; they win.
        path: the settings file; without it ``ldpub.toml`` of the working folder, if there is one.
        environment: instead of the process's.
    Raises:
        ConfigError: a file that cannot be read, an unknown setting or a value of the wrong kind; the message names
            the place and what is known.

    >>> load({"port": 9000}, environment={"LDPUB_TITLE": "Ours"}, path=Path("/dev/null")).title
    'Ours'
    """
    known = {item.name: item for item in SETTINGS}
    layers = [
        *_file_layer(path),
        ("environment", _environment_layer(os.environ if environment is None else environment)),
        ("option", dict(options or {})),
    ]
    values: dict[str, Any] = {}
    origins = dict.fromkeys(known, _DEFAULT)
    for origin, layer in layers:
        for name, value in layer.items():
            if name not in known:
                raise ConfigError(f"{origin}: there is no setting {name!r}; there are {', '.join(known)}")
            values[name] = value_of(known[name], value, f"{origin}: {name}")
            origins[name] = origin
    if origins["base_url"] == _DEFAULT and origins["port"] != _DEFAULT:
        values["base_url"] = f"http://127.0.0.1:{values['port']}"
        origins["base_url"] = f"port of {origins['port']}"
    settings = Settings(**values, origins=origins)
    _check(settings)
    return settings


def as_environment(settings: Settings) -> dict[str, str]:
    """The settings as environment variables, from which :func:`load` makes the same settings.

    >>> as_environment(Settings(port=9000))["LDPUB_PORT"]
    '9000'
    """
    values = {item.name: getattr(settings, item.name) for item in SETTINGS}
    values["data_dir"] = settings.data_dir.absolute()
    return {ENVIRONMENT + name.upper(): text_of(value) for name, value in values.items()}


def _file_layer(path: Path | None) -> list[tuple[str, Mapping[str, object]]]:
    file = path or Path(FILE)
    if path is None and not file.exists():
        return []
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: not well-formed TOML: {error}") from error
    return [(str(file), _flat(table))]


def _flat(table: Mapping[str, object]) -> dict[str, object]:
    """``[sparql] max_depth`` is the setting ``sparql_max_depth``."""
    flat: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= {f"{name}_{key}": inner for key, inner in value.items()}
        else:
            flat[name] = value
    return flat


def _environment_layer(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        name.removeprefix(ENVIRONMENT).lower(): value
        for name, value in environment.items()
        if name.startswith(ENVIRONMENT)
    }


_FREQUENCIES = ("http://publications.europa.eu/resource/authority/frequency/", "http://purl.org/cld/freq/")


def _check(settings: Settings) -> None:
    parts = urlsplit(settings.base_url)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.netloc
        or parts.query
        or parts.fragment
        or settings.base_url.endswith("/")
    ):
        raise ConfigError(
            f"base_url = {settings.base_url!r} is not an http(s) address without final slash, query and fragment"
        )
    for name in ("base_url", "license", "update_frequency"):
        value = getattr(settings, name)
        try:
            _ = value and named(value)
        except MintingError as error:
            raise ConfigError(f"{name}: {error}") from None
    if not settings.dump_formats:
        raise ConfigError("dump_formats is empty: dumps = manual writes none")
    if settings.update_frequency and not settings.update_frequency.startswith(_FREQUENCIES):
        raise ConfigError(
            f"update_frequency = {settings.update_frequency!r} does not begin with {' or '.join(_FREQUENCIES)}"
        )


__all__ = ["ENVIRONMENT", "FILE", "SETTINGS", "Settings", "as_environment", "load"]
