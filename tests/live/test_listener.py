"""One stream: in order, once, and cut when it is too slow."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from factories.streams import Browser, Message, settled
from rundebord.live.frame import mark_of
from rundebord.live.listener import MOST_WAITING, Listener


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 10))


def frame(version: int) -> bytes:
    return f"id: {mark_of(version)}\nevent: regions\ndata: {version}\n\n".encode()


def test_nothing_is_sent_before_the_answer_has_begun_and_then_all_of_it() -> None:
    async def story() -> None:
        browser = Browser()
        listener = Listener(browser.send, 0)
        listener.offer(1, frame(1))
        listener.offer(2, frame(2))
        await settled()
        assert browser.messages == []
        listener.begin()
        await settled()
        assert browser.versions == [1, 2]

    run(story())


def test_frames_come_in_order_and_once() -> None:
    async def story() -> None:
        browser = Browser()
        listener = Listener(browser.send, 0)
        listener.begin()
        for version in (1, 2, 2, 1, 3, 3, 7, 5):
            listener.offer(version, frame(version))
            await settled()
        assert browser.versions == [1, 2, 3, 7]
        assert listener.version == 7

    run(story())


def test_a_listener_at_a_version_gets_nothing_older_or_equal() -> None:
    async def story() -> None:
        browser = Browser()
        listener = Listener(browser.send, 5)
        listener.begin()
        for version in (3, 4, 5, 6):
            listener.offer(version, frame(version))
        await settled()
        assert browser.versions == [6]

    run(story())


def test_what_is_put_while_another_is_being_sent_comes_after_it() -> None:
    async def story() -> None:
        gate, sent = asyncio.Event(), []

        async def send(message: Any) -> None:
            await gate.wait()
            sent.append(message["body"])

        listener = Listener(send, 0)
        listener.begin()
        listener.offer(1, frame(1))
        await settled()
        listener.offer(2, frame(2))
        listener.offer(3, frame(3))
        gate.set()
        await settled()
        assert b"".join(sent) == frame(1) + frame(2) + frame(3)

    run(story())


def test_a_listener_with_too_much_waiting_is_cut_and_its_stream_is_told() -> None:
    async def story() -> None:
        browser = Browser()
        browser.hangs = True
        listener = Listener(browser.send, 0)
        stream = asyncio.create_task(asyncio.sleep(3_600))
        listener.stream = stream
        listener.begin()
        listener.offer(1, frame(1))
        await settled()  # the first is on its way, and hangs there
        for version in range(2, 2 + MOST_WAITING):
            listener.offer(version, frame(version))
        await settled()
        assert not listener.is_cut
        listener.offer(99, frame(99))
        await settled()
        assert listener.is_cut
        assert stream.cancelled()
        listener.offer(100, frame(100))
        listener.stop()
        await settled()
        assert browser.messages == []

    run(story())


def test_a_listener_whose_network_breaks_is_cut() -> None:
    async def story() -> None:
        browser = Browser()
        browser.is_gone = True
        listener = Listener(browser.send, 0)
        stream = asyncio.create_task(asyncio.sleep(3_600))
        listener.stream = stream
        listener.begin()
        listener.offer(1, frame(1))
        await settled()
        assert listener.is_cut
        assert stream.cancelled()

    run(story())


def test_the_last_words_are_sent_and_the_stream_is_ended() -> None:
    async def story() -> None:
        browser = Browser()
        listener = Listener(browser.send, 0)
        listener.begin()
        listener.offer(1, frame(1))
        listener.end(b"event: farewell\ndata: {}\n\n")
        listener.offer(2, frame(2))
        await settled()
        assert [event["event"] for event in browser.events] == ["regions", "farewell"]
        assert browser.messages[-1] == {"type": "http.response.body", "body": b"", "more_body": False}
        assert all(message["more_body"] for message in browser.messages[:-1])

    run(story())


def test_a_stream_is_ended_once_however_often_it_is_told() -> None:
    async def story() -> None:
        browser = Browser()
        listener = Listener(browser.send, 0)
        listener.begin()
        for _ in range(3):
            listener.end(b"event: farewell\ndata: {}\n\n")
            await settled()
        assert browser.text.count("farewell") == 1
        assert [message["more_body"] for message in browser.messages].count(False) == 1

    run(story())


def test_nothing_is_sent_after_the_stop() -> None:
    async def story() -> None:
        browser = Browser()
        listener = Listener(browser.send, 0)
        listener.begin()
        listener.offer(1, frame(1))
        listener.stop()
        listener.offer(2, frame(2))
        await settled()
        assert browser.versions == [1]

    run(story())


def test_a_stream_has_a_task_only_while_the_network_does_not_take_what_is_sent() -> None:
    async def story() -> None:
        before = asyncio.all_tasks()
        browser = Browser()
        listener = Listener(browser.send, 0)
        listener.begin()
        listener.offer(1, frame(1))
        assert asyncio.all_tasks() == before
        assert browser.versions == [1]
        browser.hangs = True
        listener.offer(2, frame(2))
        listener.offer(3, frame(3))
        assert len(asyncio.all_tasks() - before) == 1
        listener.stop()
        await settled()
        assert asyncio.all_tasks() == before

    run(story())


def test_what_the_network_did_not_take_at_first_comes_whole_and_in_order() -> None:
    async def story() -> None:
        browser, gate = Browser(), asyncio.Event()

        async def send(message: Message) -> None:
            for _ in range(2):
                await gate.wait()
                await asyncio.sleep(0)
            await browser.send(message)

        listener = Listener(send, 0)
        listener.begin()
        for version in (1, 2, 3):
            listener.offer(version, frame(version))
        await settled()
        assert browser.messages == []
        gate.set()
        await settled()
        listener.offer(4, frame(4))
        listener.end(b"event: farewell\n\n")
        await settled()
        assert browser.versions == [1, 2, 3, 4]
        assert browser.is_ended

    run(story())


@pytest.mark.parametrize("fault", [OSError, RuntimeError])
def test_a_browser_that_left_hurts_nobody_who_is_sent_to_after_it(fault: type[Exception]) -> None:
    async def story() -> None:
        async def send(_message: Message) -> None:
            raise fault("gone")

        listener = Listener(send, 0)
        listener.begin()
        listener.stream = None
        listener.offer(1, frame(1))
        assert listener.is_cut

    run(story())
