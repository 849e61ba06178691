"""Which host names requests may be addressed to (RFC 9110 §7.2): a forged one must not get into caches or pages."""

from __future__ import annotations

import re
from collections.abc import Collection

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?", re.ASCII)


def is_trusted(header: str | None, hosts: Collection[str]) -> bool:
    """Whether a Host header names this site, whatever the port.

    Args:
        header: its value; None if there is none.
        hosts: names, IPv6 addresses in brackets.

    >>> is_trusted("LocalHost:8080", ["localhost"]), is_trusted("evil.example", ["localhost"]), is_trusted("[::1]:80", ["[::1]"])
    (True, False, True)
    """
    found = _HOST.fullmatch(header or "")
    return found is not None and found[1].lower().removesuffix(".") in {host.lower() for host in hosts}


__all__ = ["is_trusted"]
