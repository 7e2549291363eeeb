"""Where results are kept, and what becomes of entries that somebody else wrote."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kept import START, Place
from toybox_lint.cli import cache, cache_folder


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_the_key_is_another_users_matter(place: Place) -> None:
    """Without the key that sealed it, an entry says nothing, and one that others can read is no key."""
    first = place.said()
    place.key.chmod(0o644)
    assert not place.recalled()
    assert place.said() == first
    place.key.chmod(0o600)
    assert place.recalled()
    place.key.write_bytes(bytes(32))
    assert not place.recalled()
    place.key.write_bytes(b"short")
    assert place.said() == first
    place.key.unlink()
    assert place.said() == first
    assert place.recalled()


def tampered(data: bytes) -> Iterator[bytes]:
    for index in {*range(0, len(data), len(data) // 60), len(data) - 1}:
        yield data[:index] + bytes([data[index] ^ 1]) + data[index + 1 :]
        yield data[:index]
    yield data + b"\x1b[2J"
    yield data.replace(b"error[TB101]", b"\x1b[2J [TB101]")
    yield data.replace(cache._FORM, b"toybox-lint result 0\n")
    yield b"\xff" * 1000


def test_a_changed_entry_is_passed_over(place: Place) -> None:
    """Nothing but what was sealed is told: no sequence for the terminal, no finding less."""
    place.said()
    (path,) = place.entries()
    data = path.read_bytes()
    key = place.key.read_bytes()
    assert cache._unsealed(data, path.name, key)
    for changed in tampered(data):
        assert cache._unsealed(changed, path.name, key) is None
    assert cache._unsealed(data, "0" * 32 + ".toybox-lint", key) is None, (
        "an entry is bound to its command line"
    )
    path.write_bytes(data.replace(b"TB101", b"TB999"))
    assert not place.recalled()
    assert place.said() == place.said("--no-cache")
    assert path.read_bytes() == data, "and is written anew"


def unusable(place: Place) -> dict[str, Callable[[], object]]:
    """What may stand where the folder should be."""
    elsewhere = place.home / "elsewhere"
    elsewhere.mkdir()
    place.folder.parent.mkdir()
    return {
        "link": lambda: place.folder.symlink_to(elsewhere),
        "file": lambda: place.folder.write_text(""),
        "other owner": lambda: (place.folder.mkdir(), os.chown(place.folder, 12345, 12345)),
        "parent is a file": lambda: (place.folder.parent.rmdir(), place.folder.parent.write_text("")),
        "key is a link": lambda: (
            place.key.parent.mkdir(parents=True),
            place.key.symlink_to(elsewhere / "key"),
        ),
        "key is a pipe": lambda: (place.key.parent.mkdir(parents=True), os.mkfifo(place.key, 0o600)),
    }


@pytest.mark.parametrize(
    "name", ["link", "file", "other owner", "parent is a file", "key is a link", "key is a pipe"]
)
def test_a_folder_that_cannot_be_used_is_not(place: Place, name: str) -> None:
    try:
        unusable(place)[name]()
    except PermissionError:
        pytest.skip("only root gives files away")
    expected = place.said("--no-cache")
    assert place.said() == expected
    assert place.said() == expected
    assert list((place.home / "elsewhere").iterdir()) == []


def test_the_home_of_somebody_else_is_left_alone(place: Place) -> None:
    """``sudo`` with the user's HOME must not make folders there that the user cannot use."""
    home = place.home / "home"
    home.mkdir()
    own = {"HOME": str(home), "XDG_CACHE_HOME": "", "XDG_STATE_HOME": "relative"}
    first = place.said(**own)
    assert place.recalled(**own)
    assert sorted(path.name for path in home.iterdir()) == [".cache", ".local"]
    other = place.home / "other"
    other.mkdir()
    try:
        os.chown(other, 12345, 12345)
    except PermissionError:
        pytest.skip("only root gives files away")
    assert place.said(**(own | {"HOME": str(other)})) == first
    assert place.said(**(own | {"HOME": str(place.home / "nowhere")})) == first
    assert list(other.iterdir()) == []


def test_entries_that_are_something_else(place: Place) -> None:
    first = place.said()
    (path,) = place.entries()
    data = path.read_bytes()
    (place.home / "secret").write_bytes(data)
    for change in (
        lambda: path.symlink_to(place.home / "secret"),
        lambda: os.mkfifo(path),
        lambda: path.mkdir(),
    ):
        path.unlink(missing_ok=True)
        change()
        assert not place.recalled()
        assert place.said() == first
        if path.is_dir():
            path.rmdir()
    assert (place.home / "secret").read_bytes() == data


def test_a_full_disk_keeps_nothing(place: Place) -> None:
    """Neither the answer nor its status is another one, and no half entry stays."""
    expected = place.said("--no-cache")
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64)); " + START
    assert place.said(code=limited) == expected
    assert place.entries() == []


def test_the_cache_is_bounded(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest entries stay, as many and as large as the bounds allow; files of others are left alone."""
    monkeypatch.setattr(cache_folder, "NUMBER", 5)
    monkeypatch.setattr(cache_folder, "SIZE", 350)
    place.folder.mkdir(parents=True)
    (place.folder / "mine.txt").write_text("kept")
    for number in range(12):
        name = f"{number:02}.toybox-lint"
        with cache_folder.Folder(str(place.folder)) as folder:
            folder.write(name, bytes(100 if number > 8 else 10))
            os.utime(place.folder / name, (number, number))
            folder.remove_old()
            left = [int(path.name[:2]) for path in place.entries()]
        assert left == list(range(max(0, number - 4 if number < 11 else 7), number + 1)), number
    assert sum(path.stat().st_size for path in place.entries()) <= 350
    assert (place.folder / "mine.txt").exists()


def test_a_large_result_is_not_kept(place: Place) -> None:
    large = START.replace("cache._SETTLED = 0", "cache._SETTLED = 0; cache.LARGEST = 2000")
    assert place.said(code=large)[0] == 1
    assert place.entries() == []


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_the_first_to_add_a_file_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    """Runs that find no key at once go on with one: with a key of its own, each would keep what no other can tell."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("no links here")

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    with cache_folder.Folder(str(tmp_path)) as folder:
        folder.add("key", b"first")
        assert folder.read("key", private=True) == b"first"
        folder.add("key", b"second")
        assert folder.read("key") == (b"first" if links else b"second")
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_runs_at_once(place: Place) -> None:
    """Eight processes that make the folder, the key and the entry together say the same as one after the other."""
    expected = place.said("--no-cache")
    for _ in range(2):
        processes = [place.start() for _ in range(8)]
        for process in processes:
            out, err = process.communicate(timeout=60)
            assert (process.returncode, out, err) == expected
    assert place.said() == expected
    assert place.recalled()
    assert len(place.entries()) == 1
    assert {path.name for path in place.key.parent.iterdir()} == {"cache-key"}
