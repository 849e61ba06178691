"""What a query process may not do, once its store is open: no network, no programs, no more memory than its share.

The guard gives good errors; this is the boundary. It holds on Linux on x86-64 and ARM64; elsewhere the service runs without it
and says so.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from struct import pack
from typing import NamedTuple

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_SET_FILTER, _ALL_THREADS = 1, 1
_LOAD, _JUMP_EQUAL, _JUMP_GREATER_EQUAL, _JUMP_ANY_BIT, _RETURN = (
    0x20,
    0x15,
    0x35,
    0x45,
    0x06,
)  # BPF_LD|W|ABS, BPF_JMP|JEQ|K …
_ALLOW, _DENY, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000  # SECCOMP_RET_…; EPERM
_NO_SUCH_CALL = 0x00050000 | 38  # ENOSYS: the C library then takes clone, whose flags can be seen
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data, little-endian
_CLONE3, _CLONE_THREAD = 435, 0x00010000
_X32 = 0x40000000  # bit of the calls of a second ABI, which would pass the filter under other numbers


class _Calls(NamedTuple):
    """Audit number of an architecture, and the numbers of clone, seccomp and the system calls that are refused there."""

    audit: int
    clone: int
    seccomp: int
    refused: tuple[int, ...]


# In this order: socket, connect, bind, listen, accept, accept4, execve, execveat, ptrace, process_vm_readv, process_vm_writev,
# io_uring_setup (which opens sockets past the filter), bpf, userfaultfd, keyctl, mount, unshare, setns, kill, renameat, renameat2,
# truncate, fchmodat, symlinkat, linkat, mkdirat; then those that only x86-64 has: fork, vfork, rename, chmod, symlink, link, mkdir
_X86_64 = _Calls(
    0xC000003E,
    56,
    317,
    (41, 42, 49, 50, 43, 288, 59, 322, 101, 310, 311, 425, 321, 323, 250, 165, 272, 308, 62, 264, 316, 76, 268, 266, 265, 258,
     57, 58, 82, 90, 88, 86, 83),
)  # fmt: skip
_AARCH64 = _Calls(
    0xC00000B7,
    220,
    277,
    (198, 203, 200, 201, 202, 242, 221, 281, 117, 270, 271, 425, 280, 282, 219, 40, 97, 268, 129, 38, 276, 45, 53, 36, 37, 34),
)  # fmt: skip
_ARCHITECTURES = {"x86_64": _X86_64, "aarch64": _AARCH64}


def die_with_parent(parent: int) -> None:
    """End this process when its parent ends, however that happens; at once, if it has ended already.

    Args:
        parent: process id of the parent.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def drop_rights(memory: int, file_size: int, *, network: bool) -> str:
    """Give up what answering queries does not need; for good.

    Args:
        memory: bytes that the process may have more than it has now.
        file_size: bytes of the longest file that it may write.
        network: leave it the network.
    Returns:
        What could not be given up, for the log; empty if all was.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    _die_first()
    missing = [_limit_memory(memory), "" if network else _refuse_calls()]
    return "; ".join(filter(None, missing))


def _die_first() -> None:
    """Tell the kernel whom to kill when the machine has no memory left; where it does not listen, nothing is lost."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("900", encoding="ascii")


def _limit_memory(memory: int) -> str:
    # RocksDB reserves about 1 GB of addresses when it opens, so the bound can only be set relative to what there is.
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return "no bound of memory: /proc cannot be read"
    bound = pages * resource.getpagesize() + memory
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    return ""


def _refuse_calls() -> str:
    """Have the kernel refuse the system calls that lead out of the process (seccomp, Linux)."""
    calls = _ARCHITECTURES.get(platform.machine())
    if sys.platform != "linux" or calls is None:
        return f"no seccomp on {sys.platform} {platform.machine()}"
    code = b"".join(_program(calls))
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    # Of all threads: opening a store has started some (seccomp(2), SECCOMP_FILTER_FLAG_TSYNC).
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.syscall(
        calls.seccomp, _SET_FILTER, _ALL_THREADS, ctypes.byref(program)
    ):
        return f"no seccomp: {os.strerror(ctypes.get_errno())}"
    return ""


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _program(calls: _Calls) -> Iterator[bytes]:
    """A BPF program: other architectures are killed, some calls refused, new processes (but not threads) too, all else allowed."""
    refused = calls.refused
    yield _instruction(_LOAD, _ARCHITECTURE)
    yield _instruction(_JUMP_EQUAL, calls.audit, 1, 0)
    yield _instruction(_RETURN, _KILL)
    yield _instruction(_LOAD, _NUMBER)
    yield _instruction(_JUMP_GREATER_EQUAL, _X32, len(refused) + 5, 0)
    for place, number in enumerate(refused):
        yield _instruction(_JUMP_EQUAL, number, len(refused) - place + 4, 0)
    yield _instruction(_JUMP_EQUAL, _CLONE3, 5, 0)
    yield _instruction(_JUMP_EQUAL, calls.clone, 0, 2)
    yield _instruction(_LOAD, _FIRST_ARGUMENT)
    yield _instruction(_JUMP_ANY_BIT, _CLONE_THREAD, 0, 1)
    yield _instruction(_RETURN, _ALLOW)
    yield _instruction(_RETURN, _DENY)
    yield _instruction(_RETURN, _NO_SUCH_CALL)


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return pack("HBBI", code, if_true, if_false, value)


__all__ = ["die_with_parent", "drop_rights"]
