"""What other processes say: own words and nonsense are left out, and a broken connection loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import pytest

from factories.postgresql import Cluster
from rundebord.live.broadcast import News
from rundebord.live.postgres import CHANNEL, PROCESS, Ear, news_in, payload_of


def test_news_goes_over_and_comes_back() -> None:
    theirs = [
        payload_of(channel, news).replace(PROCESS, "0" * 8)
        for channel, news in [("m1", 7), ("m2", "ended"), ("m3", "forgotten"), ("", "clock-set")]
    ]
    assert news_in(theirs) == [("m1", 7), ("m2", "ended"), ("m3", "forgotten"), ("", "clock-set")]


def test_own_words_and_nonsense_are_left_out() -> None:
    assert (
        news_in([payload_of("m1", 7), "", "x", "00000000:m1:nonsense", "00000000:m1", f"00000000:m1:{'9' * 400}"]) == []
    )


def test_of_several_versions_the_highest_is_kept_and_the_order_stands() -> None:
    heard = [f"00000000:{word}" for word in ("m1:3", "m2:forgotten", "m1:5", "m2:9", "m1:4")]
    assert news_in(heard) == [("m2", "forgotten"), ("m2", 9), ("m1", 5)]


class Heard:
    """What an ear has heard, and how often it had a connection."""

    def __init__(self) -> None:
        self.news: list[tuple[str, News]] = []
        self.connections = 0
        self.something = threading.Semaphore(0)

    def connected(self) -> None:
        self.connections += 1
        self.something.release()

    def heard(self, news: Sequence[tuple[str, News]]) -> None:
        self.news += news
        self.something.release()

    def wait(self) -> None:
        assert self.something.acquire(timeout=10)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster.made()
    yield made
    made.remove()


def test_a_broken_connection_is_made_again_and_everything_is_looked_at_anew(cluster: Cluster) -> None:
    heard = Heard()
    connect = {"host": str(cluster.folder), "user": "rundebord", "dbname": "postgres"}
    ear = Ear(connect, on_connected=heard.connected, on_news=heard.heard)
    ear.start()
    try:
        heard.wait()
        cluster.ask("postgres", f"SELECT pg_notify('{CHANNEL}', '00000000:m1:2')")
        heard.wait()
        assert heard.news == [("m1", 2)]
        cluster.stop()
        cluster.start()
        heard.wait()
        assert heard.connections == 2
        cluster.ask("postgres", f"SELECT pg_notify('{CHANNEL}', '00000000:m1:3')")
        heard.wait()
        assert heard.news == [("m1", 2), ("m1", 3)]
    finally:
        ear.stop()


def test_an_ear_that_is_stopped_hears_nothing_more_also_where_nobody_answers() -> None:
    ear = Ear({"host": "/nowhere", "dbname": "x"}, on_connected=lambda: None, on_news=lambda _news: None)
    ear.start()
    ear.stop()
    assert not any(thread.name == "rundebord-ear" for thread in threading.enumerate())
