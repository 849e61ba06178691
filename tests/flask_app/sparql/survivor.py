"""Run queries on a small store, in the main thread or in one with a small stack; a child process of a test.

Reads a JSON list of queries from standard input; writes for each one line, its number and the seconds it took.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from itertools import pairwise

import pyoxigraph


def run(store: pyoxigraph.Store, query: str) -> None:
    try:
        answers = store.query(query, use_default_graph_as_union=True)
        if not isinstance(answers, pyoxigraph.QueryBoolean):
            for number, _ in enumerate(answers):
                if number == 1000:
                    break
    except (SyntaxError, ValueError, RuntimeError):
        pass  # it may be wrong, as long as the process and its time are whole


def main(queries: list[str]) -> None:
    store = pyoxigraph.Store()
    nodes = [pyoxigraph.NamedNode(f"a:{number}") for number in range(4)]
    for one, other in pairwise(nodes):
        store.add(pyoxigraph.Quad(one, pyoxigraph.NamedNode("a:p"), other))
    for number, query in enumerate(queries):
        start = time.perf_counter()
        run(store, query)
        sys.stdout.write(f"{number} {time.perf_counter() - start}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    given = json.load(sys.stdin)
    if len(sys.argv) > 1:
        threading.stack_size(int(sys.argv[1]))
        thread = threading.Thread(target=main, args=(given,))
        thread.start()
        thread.join()
    else:
        main(given)
