"""Where the host's own device finds the advice; nothing is promised that no device could reach."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import RequestFactory

from rundebord.groups.access import pass_for_host
from rundebord.meetings.screens.host import host_address

pytestmark = pytest.mark.django_db


def address(host: str, monkeypatch: pytest.MonkeyPatch, *, network: str | None = None, **more: Any) -> str:
    monkeypatch.setattr(django_settings, "ALLOWED_HOSTS", ["*"])
    monkeypatch.setattr(django_settings, "NETWORK_HOST", network)
    monkeypatch.setattr(django_settings, "RUNDEBORD", replace(django_settings.RUNDEBORD, **more))
    return host_address(RequestFactory().get("/", headers={"host": host}), "m33t1ng")


PATH = f"/v/m33t1ng/{pass_for_host('m33t1ng')}"


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "localhost"])
def test_no_device_reaches_a_server_that_is_open_on_this_computer_alone(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert address(host, monkeypatch) == ""


def test_on_a_network_the_address_is_the_one_that_phones_use(monkeypatch: pytest.MonkeyPatch) -> None:
    assert address("localhost:8000", monkeypatch, network="192.0.2.7") == f"http://192.0.2.7:8000{PATH}"
    assert address("localhost", monkeypatch, network="192.0.2.7") == f"http://192.0.2.7{PATH}"
    assert address("192.0.2.7:8000", monkeypatch) == f"http://192.0.2.7:8000{PATH}"


def test_behind_an_address_of_its_own_that_is_the_one(monkeypatch: pytest.MonkeyPatch) -> None:
    said = address("localhost:8000", monkeypatch, address="https://rundebord.example.no")
    assert said == f"https://rundebord.example.no{PATH}"


def test_the_pass_of_one_meeting_opens_no_other() -> None:
    assert pass_for_host("m33t1ng") != pass_for_host("0therm33t")
    assert len(pass_for_host("m33t1ng")) == 43
