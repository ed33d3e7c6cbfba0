"""Files written whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from agglo.graph.writing import mask, written_whole


@pytest.mark.parametrize("there", [False, True])
def test_a_file_is_there_once_it_is_whole(tmp_path: Path, *, there: bool) -> None:
    path = tmp_path / "文.nq"
    if there:
        path.write_bytes(b"old")
    with written_whole(path) as file:
        file.write(b"new")
        file.flush()
        assert path.exists() == there
        assert not there or path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("there", [False, True])
def test_what_fails_changes_nothing(tmp_path: Path, *, there: bool) -> None:
    path = tmp_path / "graph.nq"
    if there:
        path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), written_whole(path) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([b"old"] if there else [])


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "deep" / "file")
    for text in (b"first", b"second"):
        with written_whole(link) as file:
            file.write(text)
        assert link.is_symlink()
        assert (tmp_path / "deep" / "file").read_bytes() == text


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with written_whole(pipe) as file:
        file.write(b"through")
    reader.join(10)
    assert read == [b"through"]
    assert pipe.is_fifo()
