"""A group's secret link never stands in a log."""

from __future__ import annotations

import logging

import pytest

from rundebord.config.logging_filter import NoSecretLinks


@pytest.mark.parametrize("address", ["/g/", "/svar/", "/v/k7m2p9xq4wzt/"])
def test_a_secret_link_is_shortened_wherever_it_stands(address: str) -> None:
    record = logging.LogRecord(
        "django.request",
        logging.ERROR,
        "x",
        1,
        "%s: %s",
        ("Service Unavailable", f"{address}abcdefghjkmnpqrstvwxyz23456"),
        None,
    )
    assert NoSecretLinks().filter(record)
    assert record.getMessage() == f"Service Unavailable: /{address.split('/')[1]}/…"


def test_the_filter_is_on_every_handler() -> None:
    from django.conf import settings

    assert all("no_secret_links" in handler["filters"] for handler in settings.LOGGING["handlers"].values())
