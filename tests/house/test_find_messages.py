"""What is found to translate is letter for letter what Django looks up."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.template import Context, Engine, Template, engines
from django.template.base import Variable
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tools"))

# The tools are scripts in a folder of their own, not a package.
from find_messages import Message, UnreadableMessageError, messages_in_python, messages_in_template  # noqa: E402

pytestmark = pytest.mark.house

TEMPLATES = {
    "translate": ('{% translate "Save" %}', {Message("Save")}),
    "trans, the old name": ("{% trans 'Save' %}", {Message("Save")}),
    "quotes inside": (r'{% translate "Say \"yes\"" %}', {Message('Say "yes"')}),
    "percent sign": ('{% translate "50% done" %}', {Message("50%% done")}),
    "filter": ('{% translate "Save"|upper %}', {Message("Save")}),
    "context": ('{% translate "May" context "month" %}', {Message("May", context="month")}),
    "as": ('{% translate "May" as context context "month" %}{{ context }}', {Message("May", context="month")}),
    "constant": ('{{ _("Open") }}{{ missing|default:_("None") }}', {Message("Open"), Message("None")}),
    "constant in a tag": (
        '{% if "x" != _("Open") %}{% firstof _("Both") %}{% endif %}',
        {Message("Open"), Message("Both")},
    ),
    "two in one tag": (
        "{% with a=_('One') b=_(\"Two\") %}{{ a }}{{ b }}{% endwith %}",
        {Message("One"), Message("Two")},
    ),
    "block": (
        "{% blocktranslate %}\n  Hello {{ name }}, 100% {% endblocktranslate %}",
        {Message("\n  Hello %(name)s, 100%% ")},
    ),
    "block, the old name": ("{% blocktrans %}Hello{% endblocktrans %}", {Message("Hello")}),
    "with": ("{% blocktranslate with n=name|upper %}Hello {{ n }}{% endblocktranslate %}", {Message("Hello %(n)s")}),
    "with a constant": (
        '{% blocktranslate with n=_("you") %}Hello {{ n }}{% endblocktranslate %}',
        {Message("Hello %(n)s"), Message("you")},
    ),
    "trimmed": (
        "{% blocktranslate trimmed %}\n   One line\n\n   and {{ name }}.\n{% endblocktranslate %}",
        {Message("One line and %(name)s.")},
    ),
    "plural": (
        "{% blocktranslate count n=3 %}{{ n }} line{% plural %}{{ n }} lines{% endblocktranslate %}",
        {Message("%(n)s line", "%(n)s lines")},
    ),
    "everything": (
        '{% blocktranslate count n=3 with w=name context "table" trimmed asvar out %}\n'
        "  {{ n }} {{ w }}\n  here\n{% plural %}\n  {{ n }} {{ w }}s\n{% endblocktranslate %}{{ out }}",
        {Message("%(n)s %(w)s here", "%(n)s %(w)ss", "table")},
    ),
    "comments": ('{# _("no") #}{% comment "why" %}{% translate "no" %}{{ _("no") }}{% endcomment %}', set()),
    "verbatim": ('{% verbatim %}{% translate "no" %}{% endverbatim %}', set()),
    "variable": ("{% translate name %}", {Message("Ada")}),
    "nothing": ("<p>Plain</p>", set()),
}


class Lookups(set[Message]):
    """Stands where Django looks messages up, and remembers them."""

    def gettext(self, message: str) -> str:
        self.add(Message(str(message)))
        return message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        self.add(Message(singular, plural))
        return plural

    def pgettext(self, context: str, message: str) -> str:
        self.add(Message(str(message), None, str(context)))
        return message

    def npgettext(self, context: str, singular: str, plural: str, number: int) -> str:
        self.add(Message(singular, plural, str(context)))
        return plural


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_gives_the_messages_that_django_looks_up(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source, expected = TEMPLATES[name]
    lookups = Lookups()
    for function in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(translation._trans, function, getattr(lookups, function))
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"}, builtins=["django.templatetags.i18n"])
    engine.from_string(source).render(Context({"name": "Ada"}))
    assert lookups == expected
    # Text in a variable is marked where it is written, so it is not the template's.
    assert set(messages_in_template(source, "page.html")) == expected - {Message("Ada")}


def test_python_gives_the_messages_of_every_function() -> None:
    source = """
from django.utils.translation import gettext as _, ngettext_lazy as many, pgettext
from django.utils import translation
_("One " "text")
many("%(n)s line", "%(n)s lines", "n")
pgettext("month", "May")
translation.gettext_lazy(message="Keyword")
npgettext("table", "seat", "seats", 2)
pgettext_lazy("verb", "Open"); gettext_noop("Later")
_(variable); label(_("Inner")); other("No"); _()
"""
    assert set(messages_in_python(source, "page.py")) == {
        Message("One text"),
        Message("%(n)s line", "%(n)s lines"),
        Message("May", context="month"),
        Message("Keyword"),
        Message("seat", "seats", "table"),
        Message("Open", context="verb"),
        Message("Later"),
        Message("Inner"),
    }


@pytest.mark.parametrize(
    ("find", "source", "told"),
    [
        (messages_in_python, 'gettext(f"Hi {name}")', "line 1: the message of this translation is put together"),
        (messages_in_python, '\ngettext("Hi %s" % name)', "line 2: the message"),
        (messages_in_python, 'gettext("Hi {}".format(name))', "the message"),
        (messages_in_python, 'ngettext("One", other, 2)', "the plural"),
        (messages_in_python, "gettext(", "this is not Python"),
        (
            messages_in_template,
            '\n{% translate "May" context month %}',
            "line 2: the context of this translation is month",
        ),
        (messages_in_template, "{% blocktranslate %}{% if x %}{% endblocktranslate %}", "meets {% if x %} before"),
        (messages_in_template, "{% blocktranslate %}Hello", "meets the end of the file before"),
        (
            messages_in_template,
            "{% blocktranslate %}A{% plural %}B{% endblocktranslate %}",
            "meets {% plural %} before",
        ),
    ],
)
def test_what_no_catalogue_can_hold_is_refused_with_the_place(find: Callable, source: str, told: str) -> None:
    with pytest.raises(UnreadableMessageError) as refused:
        list(find(source, "some.file"))
    assert str(refused.value).startswith("some.file, line ")
    assert told in str(refused.value)


def test_the_templates_of_rundebord_give_the_messages_that_django_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django parses every template; what its nodes would look up is what the catalogues were given."""
    read: set[str] = set()

    def remember(kind: type, message_of: Callable) -> None:
        make = kind.__init__

        def made(self: object, *arguments: object, **named: object) -> None:
            make(self, *arguments, **named)
            read.update(message_of(self))

        monkeypatch.setattr(kind, "__init__", made)

    def literal(variable: Variable) -> list[str]:
        return [variable.literal.replace("%", "%%")] if isinstance(variable.literal, str) else []

    remember(Variable, lambda variable: literal(variable) if variable.translate else [])
    remember(TranslateNode, lambda node: literal(node.filter_expression.var))
    remember(BlockTranslateNode, lambda node: [node.render_token_list(node.singular)[0]])
    for file in sorted((PROJECT / "src" / "rundebord").rglob("*.html")):
        read.clear()
        source = file.read_text(encoding="utf-8")
        Template(source, engine=engines["django"].engine)
        assert {message.text for message in messages_in_template(source, file.name)} == read, file
