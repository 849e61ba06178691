"""Who is asking: the address on whose account queries, uploads and long downloads are put."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv6Address, ip_address

from flask import request

from flask_app.service import service


def client_of(address: str, forwarded: str | None, proxies: Collection[str]) -> str:
    """The client of a request.

    Args:
        address: the other end of the connection.
        forwarded: value of X-Forwarded-For, None without it. Everyone can send one; the entries from the right up to the first
            address that is no proxy of ours are true.
        proxies: addresses whose X-Forwarded-For is believed.
    Returns:
        An address, of IPv6 the network of one subscriber (RFC 6177); empty for a program on this machine, which is no stranger.

    >>> client_of("127.0.0.1", "6.6.6.6, 192.0.2.7", {"127.0.0.1"}), client_of("192.0.2.9", "6.6.6.6", {"127.0.0.1"})
    ('192.0.2.7', '192.0.2.9')
    >>> client_of("127.0.0.1", None, {"127.0.0.1"}), client_of("2001:db8:1:2:3::4", None, ())
    ('', '2001:db8:1:2::/64')
    """
    if address in proxies:
        for entry in reversed((forwarded or "").split(",")):
            hop = entry.strip()
            if hop and hop not in proxies:
                return _account(hop)
    return _account(address)


def client() -> str:
    """The client of the request that is being answered; see :func:`client_of`."""
    forwarded = request.headers.get("X-Forwarded-For")
    return client_of(request.remote_addr or "", forwarded, service().settings.trusted_proxies)


def _account(address: str) -> str:
    try:
        known = ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return address[:64]  # some proxies write a name, or a port behind
    if isinstance(known, IPv6Address):
        known = known.ipv4_mapped or known
    if known.is_loopback:
        return ""
    if isinstance(known, IPv6Address):
        return f"{IPv6Address(int(known) >> 64 << 64)}/64"
    return str(known)


__all__ = ["client", "client_of"]
