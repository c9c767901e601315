"""A group's secret link never stands in a log."""

from __future__ import annotations

import logging

from rundebord.config.logging_filter import NoSecretLinks


def test_a_secret_link_is_shortened_wherever_it_stands() -> None:
    record = logging.LogRecord(
        "django.request",
        logging.ERROR,
        "x",
        1,
        "%s: %s",
        ("Service Unavailable", "/g/abcdefghjkmnpqrstvwxyz23456"),
        None,
    )
    assert NoSecretLinks().filter(record)
    assert record.getMessage() == "Service Unavailable: /g/…"


def test_the_filter_is_on_every_handler() -> None:
    from django.conf import settings

    assert all("no_secret_links" in handler["filters"] for handler in settings.LOGGING["handlers"].values())
