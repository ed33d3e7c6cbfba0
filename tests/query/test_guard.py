"""Queries that run away are stopped, and the next one is served."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, Store

from agglo.graph.errors import EngineError, QueryError, QueryLimitError, StoreError
from agglo.graph.query import AskAnswer, GraphAnswer, Limits, QueryWorker, SelectAnswer, sparql

PREFIXES = {"ex": "http://example.org/"}
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
DIGITS = " ".join(map(str, range(100)))
DOUBLING = "BIND('0123456789abcdef' AS ?s0) " + " ".join(f"BIND(CONCAT(?s{i}, ?s{i}) AS ?s{i + 1})" for i in range(30))

RUNAWAYS = {
    "cartesian count": FOREVER,
    "order by over a product": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a LIMIT 1",
    "open property path": "SELECT (COUNT(*) AS ?n) { ?a (ex:next|!ex:next)+ ?b . ?b (ex:next)+ ?c }",
    "five VALUES": "SELECT (SUM(?a*?b*?c*?d*?e) AS ?n) { "
    + " ".join(f"VALUES ?{name} {{ {DIGITS} }}" for name in "abcde")
    + " }",
    "doubling": f"SELECT (STRLEN(?s30) AS ?n) {{ {DOUBLING} }}",
}


def count_of(worker: QueryWorker) -> int:
    answer = worker.run("SELECT (COUNT(*) AS ?n) { ?s ex:next ?o }")
    assert isinstance(answer, SelectAnswer)
    return int(answer.rows[0][0].value)  # type: ignore[union-attr]


@pytest.mark.parametrize("query", RUNAWAYS.values(), ids=list(RUNAWAYS))
def test_a_runaway_query_stops_in_time_and_the_next_one_works(store_dir: Path, query: str) -> None:
    with QueryWorker(store_dir, prefixes=PREFIXES, limits=Limits(seconds=1, memory=400 << 20)) as worker:
        assert count_of(worker) == 3000
        start = time.monotonic()
        with pytest.raises(QueryLimitError):
            worker.run(query)
        assert time.monotonic() - start < 2
        assert count_of(worker) == 3000


def test_over_time_says_how_long(store_dir: Path) -> None:
    with (
        QueryWorker(store_dir, limits=Limits(seconds=0.3)) as worker,
        pytest.raises(QueryLimitError, match=r"ran over 0\.3 s"),
    ):
        worker.run(FOREVER)


def test_over_memory_says_how_much(store_dir: Path) -> None:
    with (
        QueryWorker(store_dir, limits=Limits(seconds=10, memory=64 << 20)) as worker,
        pytest.raises(QueryLimitError, match="more than 64 MiB"),
    ):
        worker.run(RUNAWAYS["doubling"])


def test_rows_at_the_cap_pass_and_one_more_fails(store_dir: Path) -> None:
    with QueryWorker(store_dir, limits=Limits(rows=10)) as worker:
        pid = worker.pid
        ten = worker.run("SELECT * { ?s ?p ?o } LIMIT 10")
        assert isinstance(ten, SelectAnswer) and len(ten.rows) == 10
        with pytest.raises(QueryLimitError, match="more than 10 rows"):
            worker.run("SELECT * { ?s ?p ?o } LIMIT 11")
        graph = worker.run("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 10")
        assert isinstance(graph, GraphAnswer) and len(graph.triples) == 10
        with pytest.raises(QueryLimitError, match="more than 10 rows"):
            worker.run("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 11")
        assert worker.pid == pid


def test_an_answer_over_the_byte_cap_fails(store_dir: Path) -> None:
    with QueryWorker(store_dir, limits=Limits(size=1 << 20)) as worker:
        with pytest.raises(QueryLimitError, match="more than 1 MiB"):
            worker.run("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 900000")
        assert worker.run("ASK {}") == AskAnswer(True)


def test_limits_must_be_above_zero() -> None:
    with pytest.raises(ValueError, match="`rows` must be above 0"):
        Limits(rows=0)


def test_the_child_is_reused(worker: QueryWorker) -> None:
    pids = {(worker.run("ASK {}"), worker.pid)[1] for _ in range(20)}
    assert len(pids) == 1


def test_the_child_leaves_stdout_to_answers_and_refuses_the_system_nothing_else(worker: QueryWorker) -> None:
    if sys.platform == "linux":
        assert worker.unguarded == ()
    answer = worker.run("SELECT (RAND() AS ?r) (NOW() AS ?n) (UUID() AS ?u) (SHA256('a') AS ?h) (BNODE() AS ?b) {}")
    assert isinstance(answer, SelectAnswer) and None not in answer.rows[0]


def test_a_child_killed_between_queries_is_replaced(store_dir: Path) -> None:
    with QueryWorker(store_dir, prefixes=PREFIXES) as worker:
        assert count_of(worker) == 3000
        dead = worker.pid
        os.kill(dead, signal.SIGKILL)
        os.waitid(os.P_PID, dead, os.WEXITED | os.WNOWAIT)
        assert count_of(worker) == 3000
        assert worker.pid != dead


def after(seconds: float, action: Callable[[], object]) -> threading.Thread:
    thread = threading.Timer(seconds, action)
    thread.start()
    return thread


def test_a_child_killed_during_a_query_is_an_error_then_recovers(store_dir: Path) -> None:
    with QueryWorker(store_dir, prefixes=PREFIXES) as worker:
        assert count_of(worker) == 3000
        pid = worker.pid
        thread = after(0.2, lambda: os.kill(pid, signal.SIGKILL))
        with pytest.raises(EngineError, match="was killed \\(SIGKILL\\)") as caught:
            worker.run(FOREVER)
        assert not isinstance(caught.value, QueryLimitError)
        thread.join()
        assert count_of(worker) == 3000


def test_closing_from_another_thread_ends_the_query(store_dir: Path) -> None:
    worker = QueryWorker(store_dir)
    worker.run("ASK {}")
    thread = after(0.2, worker.close)
    with pytest.raises(EngineError, match="closed while the query ran"):
        worker.run(FOREVER)
    thread.join()
    with pytest.raises(EngineError, match="worker is closed"):
        worker.run("ASK {}")
    worker.close()


def test_threads_share_a_worker_and_get_their_own_answers(worker: QueryWorker) -> None:
    wrong: list[int] = []

    def ask(number: int) -> None:
        for _ in range(20):
            answer = worker.run(f"SELECT ({number} AS ?n) {{}}")
            assert isinstance(answer, SelectAnswer)
            if str(answer.rows[0][0]).split('"')[1] != str(number):
                wrong.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_interrupt_does_not_mix_up_answers(store_dir: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # jobs in the background start without
    try:
        interrupt_a_query(store_dir)
    finally:
        signal.signal(signal.SIGINT, before)


def interrupt_a_query(store_dir: Path) -> None:
    with QueryWorker(store_dir) as worker:
        worker.run("ASK {}")
        main = threading.main_thread().ident
        assert main is not None
        thread = after(0.2, lambda: signal.pthread_kill(main, signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):
            worker.run(FOREVER)
        thread.join()
        assert worker.run("ASK { FILTER(false) }") == AskAnswer(False)


def test_the_child_ends_with_its_parent(store_dir: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from agglo.graph.query import QueryWorker\n"
        "worker = QueryWorker(Path(sys.argv[1])); worker.run('ASK {}'); print(worker.pid)\n"
        "sys.stdout.flush(); os.kill(os.getpid(), 9) if sys.argv[2] == 'killed' else None"
    )
    for way in ("killed", "normal"):
        done = subprocess.run(
            [sys.executable, "-c", program, str(store_dir), way], capture_output=True, text=True, check=False
        )
        assert done.stderr == ""
        deadline = time.monotonic() + 3
        while Path(f"/proc/{int(done.stdout)}/stat").exists() and time.monotonic() < deadline:
            if Path(f"/proc/{int(done.stdout)}/stat").read_text().split()[2] == "Z":
                break
            time.sleep(0.02)
        else:
            assert time.monotonic() < deadline, way


def test_a_module_in_the_current_folder_does_not_run_in_the_child(
    store_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(7)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert sparql(store_dir, "ASK {}") == AskAnswer(True)


def test_a_store_of_many_tables_answers_with_the_sockets_shut(tmp_path: Path) -> None:
    # Only 16 tables are opened with a store; a child without descriptors could not open the others.
    folder = tmp_path / "store"
    store = Store(str(folder))
    for part in range(3):  # a fourth would make the engine merge tables
        here = [f"<urn:s{i}> <urn:p{part}> <urn:o{part}-{i}>" for i in range(50)]
        store.bulk_load("".join(f"{t} .\n{t} <urn:g{part}> .\n" for t in here).encode(), RdfFormat.N_QUADS)
    del store
    assert len(list(folder.glob("*.sst"))) > 16
    with QueryWorker(folder, limits=Limits(seconds=10)) as worker:
        for query, expected in {
            "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }": 150,
            "SELECT (COUNT(*) AS ?n) { ?s <urn:p2> ?o }": 50,
            "SELECT (COUNT(?s) AS ?n) { ?s ?p <urn:o1-7> }": 1,
            "SELECT (COUNT(*) AS ?n) { <urn:s7> ?p ?o }": 3,
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { <urn:s7> ?p ?o } }": 3,
            "SELECT (COUNT(*) AS ?n) { GRAPH <urn:g1> { ?s ?p ?o } }": 50,
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p <urn:o1-7> } }": 1,
        }.items():
            answer = worker.run(query)
            assert isinstance(answer, SelectAnswer)
            assert answer.rows[0][0] == Literal(expected)


def test_the_child_gives_up_sockets_and_where_it_can_every_descriptor(store_dir: Path, tmp_path: Path) -> None:
    other = tmp_path / "store"
    shutil.copytree(store_dir, other)
    (other / "999999.sst").write_bytes(b"")  # a table that the engine has not opened
    for folder, shut in ((store_dir, True), (other, False)):
        with QueryWorker(folder) as worker:
            assert worker.run("ASK {}") == AskAnswer(True)
            assert worker.unguarded == ()
            limits = Path(f"/proc/{worker.pid}/limits").read_text(encoding="ascii")
            status = Path(f"/proc/{worker.pid}/status").read_text(encoding="ascii")
            opened = next(line for line in limits.splitlines() if line.startswith("Max open files"))
            assert (opened.split()[3:5] == ["0", "0"]) is shut
            assert os.uname().machine not in {"x86_64", "aarch64"} or "Seccomp:\t2" in status


def test_no_store_is_a_store_error_and_makes_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot open the store"):
        sparql(tmp_path / "nothing", "ASK {}")
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("query", ["", "  \n\t", "# only a comment", "\ufeff"])
def test_an_empty_query_is_named_so(worker: QueryWorker, query: str) -> None:
    with pytest.raises(QueryError, match="the query is empty"):
        worker.run(query)


def test_a_huge_query_within_the_limit_runs_and_one_above_is_refused(store_dir: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { VALUES ?x { " + "<urn:service:a> " * 60_000 + "} }"
    with QueryWorker(store_dir, limits=Limits(query_size=1_000_000)) as worker:
        answer = worker.run(query)
        assert isinstance(answer, SelectAnswer)
        assert str(answer.rows[0][0]).startswith('"60000"')
        with pytest.raises(QueryError, match="above the limit of 1,000,000"):
            worker.run(query + "#" * 100_000)


HOSTILE = [
    "\x00", "SELECT * { ?s ?p '\x00' } LIMIT 1", "\x1b[2J", "ASK {}\x00", "\u202eASK {}", "\\", "'''",
    '"' * 99, "<" * 99, "SELECT * { ?s ?p '\\uD800' }", "{" * 60_000, "ASK {" + "(" * 60_000, "\xff\xfe",
    "ASK \U0010ffff {}", ":", "?", "#\r", "}" * 999, "SELECT " * 999, "\u2028" * 50, "@" * 50, "PREFIX " * 200,
    "ASK { ?s ?p '" + "\\'" * 30_000,
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=[f"{i}" for i in range(len(HOSTILE))])
def test_hostile_text_never_breaks_the_worker(worker: QueryWorker, query: str) -> None:
    try:
        worker.run(query)
    except (QueryError, QueryLimitError) as error:
        assert "\x1b" not in str(getattr(error, "spot", ""))
    assert worker.run("ASK {}") == AskAnswer(True)


def test_half_a_surrogate_is_placed(worker: QueryWorker) -> None:
    with pytest.raises(QueryError, match=r"line 2, column 3: U\+D800") as caught:
        worker.run("ASK {\n'a\ud800' }")
    assert caught.value.spot is not None and caught.value.spot.line == 2


def test_unicode_goes_through_whole(worker: QueryWorker) -> None:
    answer = worker.run("SELECT ?名 { ex:philips skos:prefLabel ?名 FILTER(LANG(?名) = 'zh-hans') }")
    assert isinstance(answer, SelectAnswer)
    assert answer.variables == ("名",)
    assert [getattr(term, "value", None) for (term,) in answer.rows] == ["飞利浦"]


def test_nesting_too_deep_for_the_engine_is_a_limit(store_dir: Path) -> None:
    with QueryWorker(store_dir) as worker:
        with pytest.raises(QueryLimitError, match="nested too deeply"):
            worker.run("SELECT * {" + "{" * 50_000 + "}" * 50_000 + "}")
        assert worker.run("ASK {}") == AskAnswer(True)
