"""Settings: each bad value is refused in a sentence that names the setting, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from rundebord.config.environment import SETTINGS, BadSetting, Environment, port_number, read_environment

NAMES = [setting.name for setting in SETTINGS]


def faults(**variables: str) -> list[str]:
    with pytest.raises(BadSetting) as said:
        read_environment({f"RUNDEBORD_{name}": value for name, value in variables.items()})
    return str(said.value).splitlines()


def read(**variables: str) -> Environment:
    return read_environment({f"RUNDEBORD_{name}": value for name, value in variables.items()})


def test_without_settings_a_group_can_meet_on_this_computer() -> None:
    environment = read_environment({})
    assert (environment.host, environment.port, environment.address) == ("127.0.0.1", 8_000, "")
    assert (environment.language, environment.time_zone) == ("nb", "Europe/Oslo")
    assert (environment.place, environment.programme) == ("", "digital-transformasjon")
    assert environment.log_level == "INFO"
    assert environment.data.is_absolute()
    assert environment.data.name == "rundebord"


def test_an_empty_setting_is_one_that_was_not_set() -> None:
    assert read_environment(dict.fromkeys(NAMES, "")) == read_environment({})


@pytest.mark.parametrize(
    ("name", "said", "value"),
    [
        ("DATA", "/srv/rundebord", Path("/srv/rundebord")),
        ("DATA", "here", Path.cwd() / "here"),
        ("DATA", "~/here", Path.home() / "here"),
        ("HOST", "0.0.0.0", "0.0.0.0"),
        ("HOST", "::1", "::1"),
        ("HOST", "rundebord.lan", "rundebord.lan"),
        ("PORT", "1", 1),
        ("PORT", "65535", 65_535),
        ("ADDRESS", "https://rundebord.example.no", "https://rundebord.example.no"),
        ("ADDRESS", "https://rundebord.example.no/", "https://rundebord.example.no"),
        ("ADDRESS", "http://10.0.0.4:8080", "http://10.0.0.4:8080"),
        ("ADDRESS", "http://[::1]:8080", "http://[::1]:8080"),
        ("LANGUAGE", "nn", "nn"),
        ("TIME_ZONE", "Arctic/Longyearbyen", "Arctic/Longyearbyen"),
        ("PLACE", "  kommunens server ", "kommunens server"),
        ("PLACE", "x" * 80, "x" * 80),
        ("PROGRAMME", "ny-hverdag", "ny-hverdag"),
        ("LOG_LEVEL", "WARNING", "WARNING"),
    ],
)
def test_a_good_value_is_taken(name: str, said: str, value: object) -> None:
    assert getattr(read(**{name: said}), name.lower()) == value


BAD = [
    ("DATA", "~nobody-of-that-name/data"),
    ("HOST", "a b"),
    ("HOST", "http://localhost"),
    ("HOST", "localhost/x"),
    ("HOST", "me@localhost"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "-1"),
    ("PORT", "80.0"),
    ("PORT", "http"),
    ("PORT", "８０００"),
    ("PORT", "²"),
    ("PORT", "9" * 5_000),
    ("ADDRESS", "rundebord.example.no"),
    ("ADDRESS", "//rundebord.example.no"),
    ("ADDRESS", "ftp://rundebord.example.no"),
    ("ADDRESS", "https://"),
    ("ADDRESS", "https://rundebord.example.no/moter"),
    ("ADDRESS", "https://rundebord.example.no?a=1"),
    ("ADDRESS", "https://["),
    ("ADDRESS", "https://rundebord.example.no:https"),
    ("ADDRESS", "https://rundebord.example.no:99999"),
    ("ADDRESS", "https://runde bord.example.no"),
    ("ADDRESS", "https://rundebord.example.no#top"),
    ("ADDRESS", "https://me:secret@rundebord.example.no"),
    ("LANGUAGE", "no"),
    ("LANGUAGE", "NB"),
    ("TIME_ZONE", "Oslo"),
    ("TIME_ZONE", "../../etc/passwd"),
    ("PLACE", "   "),
    ("PLACE", "x" * 81),
    ("PROGRAMME", " "),
    ("LOG_LEVEL", "debug"),
    ("LOG_LEVEL", "LOUD"),
]


@pytest.mark.parametrize(("name", "value"), BAD, ids=[f"{name}={value[:30]}" for name, value in BAD])
def test_a_bad_value_is_refused_in_a_sentence_that_names_the_setting_and_the_value(name: str, value: str) -> None:
    (sentence,) = faults(**{name: value})
    assert f"RUNDEBORD_{name}" in sentence
    assert f"«{value[:80]}»" in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 300


def test_each_setting_that_can_be_wrong_is_tried_here() -> None:
    # The one with a secret in it is tried in test_database_address.py.
    assert {f"RUNDEBORD_{name}" for name, _ in BAD} == set(NAMES) - {"DATABASE_URL"}


def test_the_sentence_says_what_is_allowed() -> None:
    assert "DEBUG, INFO, WARNING, ERROR" in faults(LOG_LEVEL="LOUD")[0]
    assert "nb, nn, en" in faults(LANGUAGE="no")[0]
    assert "65535" in faults(PORT="0")[0]
    assert "127.0.0.1" in faults(HOST="a b")[0]
    assert "https://rundebord.example.no" in faults(ADDRESS="x")[0]
    assert "Europe/Oslo" in faults(TIME_ZONE="Oslo")[0]


def test_a_port_of_many_digits_is_refused_in_the_operators_words() -> None:
    assert "65535" in faults(PORT="9" * 5_000)[0]


@pytest.mark.parametrize("value", [value for name, value in BAD if name == "ADDRESS"])
def test_each_bad_address_is_refused_in_the_operators_words(value: str) -> None:
    (sentence,) = faults(ADDRESS=value)
    assert "https://rundebord.example.no" in sentence.replace(f"«{value}»", "")


def test_all_faults_are_told_at_once() -> None:
    said = faults(PORT="http", LANGUAGE="no", LOG_LEVEL="LOUD", PORTS="8000", HOSTS="x")
    assert len(said) == 5
    for name in ("PORT", "LANGUAGE", "LOG_LEVEL", "PORTS", "HOSTS"):
        assert any(f"RUNDEBORD_{name} " in f"{sentence} ".replace(".", " ") for sentence in said), name


def test_a_setting_that_does_not_exist_is_told_with_those_that_do() -> None:
    (sentence,) = faults(FOLDER="/srv")
    assert "RUNDEBORD_FOLDER" in sentence
    assert all(name in sentence for name in NAMES)


def test_other_programs_settings_are_not_ours() -> None:
    assert read_environment({"PATH": "/bin", "rundebord_port": "x", "DJANGO_DEBUG": "1"}) == read_environment({})


@pytest.mark.parametrize("value", ["", " 80", "80 ", "+80", "8_0"])
def test_only_plain_digits_are_a_port(value: str) -> None:
    with pytest.raises(ValueError, match="65535"):
        port_number(value)


def test_every_setting_says_what_it_is_for() -> None:
    assert all(setting.purpose.endswith(".") and len(setting.purpose) > 20 for setting in SETTINGS)
    assert len(set(NAMES)) == len(NAMES)
    assert {setting.field for setting in SETTINGS} == set(Environment.__slots__)
