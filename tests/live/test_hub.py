"""Every screen that follows a meeting gets each new version, once, in order, whatever the others do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

import pytest

from factories.streams import SEAT, Browser, World, a_hub, announce, follow, settled
from rundebord.live.frame import Seat, mark_of
from rundebord.live.listener import MOST_WAITING, Listener

NYNORSK = Seat(SEAT.channel, "shared:nn")
OTHER = Seat("0ther", "shared:nb")


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 10))


def test_who_joins_gets_the_time_and_then_the_present_state() -> None:
    async def story() -> None:
        world = World()
        world.versions[SEAT.channel] = 4
        async with a_hub(world) as hub:
            follower = await follow(hub)
            assert [event["event"] for event in follower.browser.events] == ["time", "regions"]
            assert follower.browser.events[0]["data"] == '{"now": 1788264000000}'
            assert follower.browser.events[1] == {
                "id": mark_of(4),
                "event": "regions",
                "data": '{"version": 4, "view": "shared:nb"}',
            }

    run(story())


def test_every_listener_gets_every_version_once_and_in_order() -> None:
    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            followers = [await follow(hub) for _ in range(5)]
            for version in (2, 3, 4):
                await announce(hub, world, version)
            await announce(hub, world, 4)
            assert [follower.versions for follower in followers] == [[1, 2, 3, 4]] * 5

    run(story())


def test_a_version_is_rendered_once_for_each_view_however_many_listen() -> None:
    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            for _ in range(5):
                await follow(hub)
                await follow(hub, NYNORSK)
            world.rendered.clear()
            await announce(hub, world, 2)
            assert sorted(world.rendered) == [(SEAT.channel, "shared:nb"), (SEAT.channel, "shared:nn")]

    run(story())


def test_each_view_gets_its_own_frame_and_each_channel_its_own_versions() -> None:
    async def story() -> None:
        world = World()
        world.versions[OTHER.channel] = 7
        async with a_hub(world) as hub:
            bokmal, nynorsk, other = await follow(hub), await follow(hub, NYNORSK), await follow(hub, OTHER)
            await announce(hub, world, 2)
            assert '"view": "shared:nb"' in bokmal.browser.events[-1]["data"]
            assert '"view": "shared:nn"' in nynorsk.browser.events[-1]["data"]
            assert (bokmal.versions, nynorsk.versions, other.versions) == ([1, 2], [1, 2], [7])

    run(story())


def test_a_listener_that_shows_the_present_version_gets_no_frame_until_there_is_a_newer() -> None:
    async def story() -> None:
        world = World()
        world.versions[SEAT.channel] = 5
        async with a_hub(world) as hub:
            same, older, newer = [await follow(hub, version=version) for version in (5, 4, 6)]
            assert (same.versions, older.versions, newer.versions) == ([], [5], [])
            await announce(hub, world, 6)
            assert (same.versions, older.versions, newer.versions) == ([6], [5, 6], [])

    run(story())


def test_a_channel_that_nobody_follows_is_not_rendered() -> None:
    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            await announce(hub, world, 2)
            assert world.rendered == []

    run(story())


def test_a_slow_listener_is_cut_and_the_others_notice_nothing() -> None:
    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            slow, quick = await follow(hub), await follow(hub)
            slow.browser.hangs = True
            versions = range(2, 2 + MOST_WAITING + 3)
            for version in versions:
                await announce(hub, world, version)
            assert slow.listener.is_cut
            assert slow.versions == [1]
            assert quick.versions == [1, *versions]
            slow.leave()
            await announce(hub, world, 99)
            assert quick.versions[-1] == 99
            assert hub.listener_count == 1

    run(story())


def test_many_who_join_at_once_are_served_by_one_rendering() -> None:
    async def story() -> None:
        world = World()
        world.hold(SEAT.view)
        async with a_hub(world) as hub:
            joining = [asyncio.create_task(follow(hub)) for _ in range(50)]
            await world.has_begun()
            world.let_go()
            followers = await asyncio.gather(*joining)
            assert world.rendered == [(SEAT.channel, SEAT.view)]
            assert [follower.versions for follower in followers] == [[1]] * 50
            assert (await follow(hub)).versions == [1]
            assert len(world.rendered) == 1

    run(story())


def test_what_is_announced_while_somebody_joins_is_not_missed() -> None:
    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            world.hold(SEAT.view)
            joining = asyncio.create_task(follow(hub))
            await world.has_begun()  # it has read version 1
            announcing = asyncio.create_task(announce(hub, world, 2))
            await world.has_begun()
            world.let_go()
            follower = await joining
            await announcing
            await settled()
            assert follower.versions in ([1, 2], [2])

    run(story())


def test_what_is_announced_just_before_somebody_joins_is_not_missed() -> None:
    """The frame that lies ready is the old one; the new one is on its way, and reaches the newcomer too."""

    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            await follow(hub)
            world.hold(SEAT.view)
            announcing = asyncio.create_task(announce(hub, world, 2))
            await world.has_begun()
            follower = await follow(hub)
            assert follower.versions == [1]
            world.let_go()
            await announcing
            assert follower.versions == [1, 2]

    run(story())


def test_a_newcomer_is_not_left_with_the_state_that_was_being_made_for_one_who_gave_up() -> None:
    """The only one of a view leaves while its frame is being made, a version is announced, and then another comes."""

    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            await follow(hub, NYNORSK)  # so that the room stays
            world.hold(SEAT.view)
            gives_up = asyncio.create_task(follow(hub))
            await world.has_begun()  # it has read version 1
            gives_up.cancel()
            await asyncio.gather(gives_up, return_exceptions=True)
            await announce(hub, world, 2)
            joining = asyncio.create_task(follow(hub))
            await settled()
            world.let_go()
            follower = await joining
            await settled()
            assert follower.versions[-1] == 2

    run(story())


def test_a_newcomer_is_not_left_behind_when_what_was_announced_is_still_being_made_for_others() -> None:
    """As above, but the old state is ready before the announcement has been delivered."""

    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            await follow(hub, NYNORSK)
            world.hold(SEAT.view, NYNORSK.view)
            gives_up = asyncio.create_task(follow(hub))
            await world.has_begun()  # it has read version 1
            gives_up.cancel()
            await asyncio.gather(gives_up, return_exceptions=True)
            announcing = asyncio.create_task(announce(hub, world, 2))
            await world.has_begun()  # version 2, for the others
            joining = asyncio.create_task(follow(hub))
            await settled()
            world.let_go(SEAT.view)
            await asyncio.sleep(0.02)
            world.let_go()
            await announcing
            follower = await joining
            for _ in range(50):
                if follower.versions[-1] == 2:
                    break
                await asyncio.sleep(0.01)
            assert follower.versions[-1] == 2

    run(story())


def test_who_comes_back_to_a_view_that_nobody_followed_meanwhile_gets_what_was_said() -> None:
    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            await follow(hub, NYNORSK)  # so that the room stays
            (await follow(hub)).leave()
            await announce(hub, world, 2)
            assert (await follow(hub, version=1)).versions == [2]

    run(story())


def test_a_room_is_forgotten_when_the_last_one_leaves() -> None:
    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            one, two, other = await follow(hub), await follow(hub, NYNORSK), await follow(hub)
            assert hub.listener_count == 3
            for follower in (one, two, other, other):
                follower.leave()
            assert hub.listener_count == 0
            assert hub._rooms == {}
            await announce(hub, world, 2)
            assert one.versions == [1]

    run(story())


def test_who_comes_back_after_everyone_left_gets_what_was_said_meanwhile() -> None:
    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            (await follow(hub)).leave()
            await announce(hub, world, 2)
            assert (await follow(hub, version=1)).versions == [2]

    run(story())


def test_a_channel_that_is_gone_is_said_so_and_leaves_no_room() -> None:
    async def story() -> None:
        async with a_hub(World()) as hub:
            with pytest.raises(LookupError):
                await hub.join(Seat("n0ne", "shared:nb"), Listener(Browser().send, -1))
            assert hub._rooms == {}

    run(story())


def test_a_view_that_cannot_be_rendered_is_logged_and_the_others_get_theirs(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            bokmal, nynorsk = await follow(hub), await follow(hub, NYNORSK)
            world.broken_views.add("shared:nn")
            await announce(hub, world, 2)
            assert (bokmal.versions, nynorsk.versions) == ([1, 2], [1])
            world.broken_views.clear()
            await announce(hub, world, 3)
            assert nynorsk.versions == [1, 3]

    with caplog.at_level(logging.ERROR):
        run(story())
    assert "Could not render shared:nn for channel m33t1ng at version 2" in caplog.text


# -- a browser that comes back ---------------------------------------------------------------------------------------


def test_who_comes_back_with_the_present_version_costs_no_rendering() -> None:
    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            back = [await follow(hub, version=1) for _ in range(3)]
            assert world.rendered == []
            assert [one.browser.versions for one in back] == [[], [], []]
            await announce(hub, world, 2)
            assert [one.browser.versions for one in back] == [[2], [2], [2]]
            assert len(world.rendered) == 1

    run(story())


def test_who_comes_back_with_an_older_version_gets_the_present_one_although_others_have_it_already() -> None:
    async def story() -> None:
        world = World()
        world.versions[SEAT.channel] = 5
        async with a_hub(world) as hub:
            has_it, late, new = await follow(hub, version=5), await follow(hub, version=3), await follow(hub)
            assert (has_it.browser.versions, late.browser.versions, new.browser.versions) == ([], [5], [5])
            assert len(world.rendered) == 1

    run(story())


def test_a_version_that_was_read_before_a_newer_one_was_announced_is_not_taken_for_the_present_one() -> None:
    class Stale(World):
        def version_of(self, channel: str) -> int:
            return 1

    async def story() -> None:
        world = Stale()
        async with a_hub(world) as hub:
            other = await follow(hub, NYNORSK, version=1)
            await announce(hub, world, 2)
            assert other.browser.versions == [2]
            assert (await follow(hub, version=1)).browser.versions == [2]

    run(story())


def test_who_comes_back_to_a_channel_that_is_gone_is_told_so() -> None:
    async def story() -> None:
        world = World()
        world.versions.clear()
        async with a_hub(world) as hub:
            with pytest.raises(LookupError):
                await hub.join(SEAT, Listener(Browser().send, 1))

    run(story())
