"""Components refuse what they do not know, with a list of what they do."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError


def _render(text: str) -> str:
    return Template("{% load components %}" + text).render(Context({"hostile": '"><script>'}))


@pytest.mark.parametrize(
    ("text", "named", "listed"),
    [
        ("{% button colour='red' %}x{% endbutton %}", "colour", "commandfor"),
        ("{% button variant='huge' %}x{% endbutton %}", "huge", "secondary"),
        ("{% alert tone='angry' %}x{% endalert %}", "angry", "warning"),
        ("{% text_field 'a' 'b' 'c' size='9' %}", "size", "maxlength"),
        ("{% icon 'unicorn' %}", "unicorn", "arrow-right"),
    ],
)
def test_an_unknown_attribute_is_refused_with_those_that_are_known(text: str, named: str, listed: str) -> None:
    with pytest.raises(TemplateSyntaxError) as refused:
        _render(text)
    assert named in str(refused.value)
    assert listed in str(refused.value)


def test_values_are_escaped() -> None:
    html = _render(
        "{% button title=hostile %}{{ hostile }}{% endbutton %}{% text_field hostile 'a' 'b' fault=hostile %}"
    )
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 4


def test_attributes_that_are_none_or_false_are_left_out() -> None:
    assert "disabled" not in _render("{% button disabled=False title=None %}x{% endbutton %}")
    assert ' disabled=""' in _render("{% button disabled=True %}x{% endbutton %}")
    assert 'data-move-on="1"' in _render("{% button data_move_on=1 %}x{% endbutton %}")


def test_a_button_with_an_address_is_a_link() -> None:
    html = _render("{% button href='/der' variant='secondary' %}x{% endbutton %}")
    assert html.startswith('<a class="ds-button"')
    assert 'href="/der"' in html
