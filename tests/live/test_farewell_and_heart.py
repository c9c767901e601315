"""The heart beats for every stream, and a server that stops says goodbye to each."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

import pytest

from factories.streams import SEAT, World, a_hub, announce, follow, settled
from rundebord.live.broadcast import announce as say
from rundebord.live.broadcast import send_announcements_to
from rundebord.live.frame import Seat


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 10))


def test_a_server_that_stops_says_goodbye_and_ends_every_stream() -> None:
    async def story() -> None:
        async with a_hub(World()) as hub:
            followers = [await follow(hub) for _ in range(4)]
            hub.end_all()
            await settled()
            for follower in followers:
                *_, last = follower.browser.events
                assert last["event"] == "farewell"
                assert 300 <= int(last["retry"]) <= 2_500
                assert follower.browser.is_ended

    run(story())


def test_a_channel_that_is_gone_ends_its_streams_and_no_others() -> None:
    async def story() -> None:
        world = World()
        world.versions["0ther"] = 1
        async with a_hub(world) as hub:
            shut, other = await follow(hub), await follow(hub, Seat("0ther", "shared:nb"))
            await asyncio.to_thread(hub.end, SEAT.channel)
            await settled()
            assert shut.browser.is_ended
            assert not other.browser.is_ended
            hub.end("n0b0dy")

    run(story())


def test_who_comes_while_the_server_stops_is_served_once_and_sent_away() -> None:
    async def story() -> None:
        async with a_hub(World()) as hub:
            hub.end_all()
            late = await follow(hub)
            assert [event["event"] for event in late.browser.events] == ["time", "regions", "farewell"]
            assert late.browser.is_ended

    run(story())


def test_nothing_is_rendered_for_a_server_that_stops() -> None:
    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            await follow(hub)
            hub.end_all()
            world.rendered.clear()
            await announce(hub, world, 2)
            assert world.rendered == []

    run(story())


def test_the_end_can_be_asked_for_from_another_thread() -> None:
    async def story() -> None:
        async with a_hub(World()) as hub:
            follower = await follow(hub)
            await asyncio.to_thread(hub.end_all_soon)
            await settled()
            assert follower.browser.is_ended

    run(story())


def test_the_farewells_are_spread_so_that_a_thousand_rooms_do_not_come_back_at_once() -> None:
    async def story() -> None:
        async with a_hub(World()) as hub:
            followers = [await follow(hub) for _ in range(30)]
            hub.end_all()
            await settled()
            assert len({follower.browser.events[-1]["retry"] for follower in followers}) > 10

    run(story())


async def beats(follower: Any, count: int) -> None:
    while sum(event["event"] == "time" for event in follower.browser.events) < 1 + count:
        await asyncio.sleep(0.002)


def test_the_heart_gives_every_stream_the_servers_time() -> None:
    async def story() -> None:
        async with a_hub(World(), heartbeat_seconds=0.01) as hub:
            for follower in [await follow(hub) for _ in range(3)]:
                await beats(follower, 2)
                assert follower.versions == [1]

    run(story())


def test_the_check_before_each_beat_is_made_off_the_loop() -> None:
    async def story() -> None:
        import threading

        threads: set[int] = set()
        async with a_hub(
            World(), heartbeat_seconds=0.01, on_heartbeat=lambda: threads.add(threading.get_ident())
        ) as hub:
            await beats(await follow(hub), 2)
        assert threads
        assert threading.get_ident() not in threads

    run(story())


def test_a_check_that_fails_is_logged_and_the_heart_beats_on(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise RuntimeError("no database")

    async def story() -> None:
        async with a_hub(World(), heartbeat_seconds=0.01, on_heartbeat=fail) as hub:
            await beats(await follow(hub), 2)

    with caplog.at_level(logging.ERROR):
        run(story())
    assert "the heart beats on" in caplog.text


def test_a_hub_that_has_stopped_beats_no_more() -> None:
    async def story() -> None:
        tasks = asyncio.all_tasks()
        async with a_hub(World(), heartbeat_seconds=0.01) as hub:
            follower = await follow(hub)
            await hub.stop()
            before = len(follower.browser.events)
            await asyncio.sleep(0.05)
            assert len(follower.browser.events) == before
            assert asyncio.all_tasks() == tasks

    run(story())


def test_outside_a_server_an_announcement_goes_nowhere() -> None:
    say("m33t1ng", 1)


def test_announcements_go_to_the_one_that_asked_for_them_last() -> None:
    one: list[tuple[str, int]] = []
    two: list[tuple[str, int]] = []
    send_announcements_to(lambda channel, version: one.append((channel, version)))
    say("a", 1)
    send_announcements_to(lambda channel, version: two.append((channel, version)))
    say("b", 2)
    send_announcements_to(None)
    say("c", 3)
    assert (one, two) == ([("a", 1)], [("b", 2)])


def test_an_announcement_to_a_hub_that_has_not_started_is_no_error() -> None:
    from concurrent.futures import ThreadPoolExecutor

    from factories.streams import NOON
    from rundebord.live.hub import Hub

    with ThreadPoolExecutor(1) as pool:
        hub = Hub(look=World().look, version_of=World().version_of, now=lambda: NOON, pool=pool)
        hub.announce(SEAT.channel, 1)
        hub.end_all_soon()
