"""No query reaches the network, however SERVICE is spelt."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import Store

from agglo.graph.errors import QueryError
from agglo.graph.query import QueryWorker
from agglo.graph.query.process import Child
from agglo.graph.query.tokens import tokens


class Trap:
    """A listener on loopback that counts connections and answers each with an empty result."""

    def __init__(self) -> None:
        self.hits = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            with connection:
                data = connection.recv(65536)
                if data == b"end":
                    return
                self.hits += 1
                body = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
                head = (
                    f"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: {len(body)}"
                )
                connection.sendall(head.encode() + b"\r\nConnection: close\r\n\r\n" + body)

    def close(self) -> None:
        with socket.create_connection(self._listener.getsockname()) as last:
            last.sendall(b"end")
        self._thread.join()
        self._listener.close()


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    trap.close()


SPELLINGS = {
    "plain": "SELECT * { SERVICE <TRAP> { ?s ?p ?o } }",
    "small letters": "SELECT * { service <TRAP> { ?s ?p ?o } }",
    "mixed letters": "SELECT * { SerVice <TRAP> { ?s ?p ?o } }",
    "comment between": "SELECT * { SERVICE # 'a \n <TRAP> { ?s ?p ?o } }",
    "no space": "SELECT * {SERVICE<TRAP>{?s ?p ?o}}",
    "silent": "SELECT * { SERVICE SILENT <TRAP> { ?s ?p ?o } }",
    "glued to silent": "SELECT * { SERVICESILENT<TRAP>{ ?s ?p ?o } }",
    "in exists": "ASK { ?s ?p ?o FILTER EXISTS { SERVICE <TRAP> { ?a ?b ?c } } }",
    "in a sub-select": "SELECT * { { SELECT ?x { SERVICE <TRAP> { ?x ?y ?z } } } }",
    "in optional": "SELECT * { ?s ?p ?o OPTIONAL { SERVICE <TRAP> { ?s ?y ?z } } }",
    "prefixed name": "PREFIX t: <TRAP> SELECT * { SERVICE t: { ?s ?p ?o } }",
    "glued to the name": "PREFIX t: <TRAP> SELECT * { SERVICEt: { ?s ?p ?o } }",
    "a prefix of that name": "PREFIX service: <urn:x> PREFIX : <TRAP> SELECT * { service: { ?s ?p ?o } }",
    "base": "BASE <TRAP> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "glued to a word": "SELECT * { ?s ?p trueSERVICE<TRAP>{ ?a ?b ?c } }",
    "variable": "SELECT * { VALUES ?g { <TRAP> } SERVICE ?g { ?s ?p ?o } }",
    "behind a quote in a comment": "SELECT * { # ' \" '''\n SERVICE <TRAP> { ?s ?p ?o } }",
    "behind less-than": "SELECT * { ?s ?p ?o FILTER(?s<?p) SERVICE <TRAP> { ?a ?b ?c FILTER(?a>?b) } }",
    "construct": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <TRAP> { ?s ?p ?o } }",
    "describe": "DESCRIBE ?s { SERVICE <TRAP> { ?s ?p ?o } }",
}
FORMS = pytest.mark.parametrize("query", SPELLINGS.values(), ids=list(SPELLINGS))


def test_the_trap_does_count_what_the_bare_engine_sends(trap: Trap) -> None:
    before = trap.hits
    list(Store().query(SPELLINGS["plain"].replace("TRAP", trap.address)))  # type: ignore[arg-type]
    assert trap.hits == before + 1


@FORMS
def test_service_is_refused_by_name(worker: QueryWorker, trap: Trap, query: str) -> None:
    before = trap.hits
    query = query.replace("TRAP", trap.address)
    with pytest.raises(QueryError, match="SERVICE is not allowed") as caught:
        worker.run(query)
    spot = caught.value.spot
    assert spot is not None
    assert "service" in query.split("\n")[spot.line - 1][spot.column - 1 :][:12].lower()
    assert trap.hits == before


@pytest.fixture(scope="module")
def child(store_dir: Path) -> Iterator[Child]:
    child = Child(store_dir, 1 << 30)
    assert child.receive(20)[0] == b"R"
    yield child
    child.end()


@FORMS
def test_the_child_itself_cannot_open_a_socket(child: Child, trap: Trap, query: str) -> None:
    before = trap.hits
    text = query.replace("TRAP", trap.address)
    request = {"query": text, "prefixes": {}, "seconds": 10, "rows": 10, "size": 10_000}
    child.exchange(json.dumps(request).encode(), 10)
    assert trap.hits == before


@pytest.mark.parametrize(
    "query",
    [
        "ASK { BIND('SERVICE <http://x>' AS ?service) }",
        'ASK { BIND("""a "SERVICE" <x> { """ AS ?s) }',
        "# SERVICE <http://x> {}\nASK {}",
        "ASK { OPTIONAL { <http://x/SERVICE> ?p ex:service } }",
        "PREFIX service: <http://x/> ASK { OPTIONAL { ?s service:SERVICE service:b } }",
        "ASK { OPTIONAL { _:service ?service 'x'@en-service } }",
    ],
)
def test_the_word_elsewhere_is_no_service(worker: QueryWorker, query: str) -> None:
    assert worker.run(query)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "delete where { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR DEFAULT",
        "LOAD <TRAP>",
        "LOAD SILENT <TRAP> INTO GRAPH <urn:g>",
        "PREFIX a: <urn:a> # SELECT\nINSERT { ?s a:b ?o } WHERE { ?s ?p ?o }",
        "CREATE GRAPH <urn:g>",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "COPY DEFAULT TO <urn:g>",
    ],
)
def test_updates_are_refused(worker: QueryWorker, trap: Trap, query: str) -> None:
    before = trap.hits
    with pytest.raises(QueryError, match="is an update, and this graph is read-only"):
        worker.run(query.replace("TRAP", trap.address))
    assert trap.hits == before


@pytest.mark.parametrize("query", ["ASK {} ; DROP ALL", "INSERTDATA { <urn:a> <urn:b> 1 }", "ASK {} LOAD <TRAP>"])
def test_updates_in_disguise_do_not_parse(worker: QueryWorker, trap: Trap, query: str) -> None:
    before = trap.hits
    with pytest.raises(QueryError):
        worker.run(query.replace("TRAP", trap.address))
    assert trap.hits == before


def test_from_fetches_nothing(worker: QueryWorker, trap: Trap) -> None:
    before = trap.hits
    with suppress(QueryError):
        worker.run(f"ASK FROM <{trap.address}> {{ ?s ?p ?o }}")
    assert trap.hits == before


@pytest.mark.parametrize("part", ['"""\\"', "a.", "'\\'", "<a", "漢", "_:", '"""" ', "@a-", "a:%"])
def test_cutting_into_tokens_takes_linear_time(part: str) -> None:
    text = part * (200_000 // len(part))
    timer = threading.Event()
    watch = threading.Timer(5, timer.set)
    watch.start()
    assert sum(len(token.text) for token in tokens(text)) <= len(text)
    watch.cancel()
    assert not timer.is_set()
