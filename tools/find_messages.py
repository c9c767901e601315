"""Finds the translatable messages in the Python files and Django templates of a folder.

Python is read with Python's own parser and templates with Django's own lexer, so a message found
here is letter for letter the one that is looked up when the page is shown.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.templatetags.i18n import BlockTranslateNode
from django.utils.text import unescape_string_literal

# What each function's arguments are, in order; the names are Django's own.
FUNCTIONS = {
    "gettext": ("message",),
    "gettext_lazy": ("message",),
    "gettext_noop": ("message",),
    "ngettext": ("singular", "plural"),
    "ngettext_lazy": ("singular", "plural"),
    "pgettext": ("context", "message"),
    "pgettext_lazy": ("context", "message"),
    "npgettext": ("context", "singular", "plural"),
    "npgettext_lazy": ("context", "singular", "plural"),
}

QUOTED = r""""[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'"""
# A whole argument of a tag: a quoted text, perhaps with filters after it.
QUOTED_ARGUMENT = re.compile(rf"({QUOTED})(?:\||$)", re.DOTALL)
# _("text") as a variable or as an argument of any tag or filter.
MARKED_CONSTANT = re.compile(rf"(?<![\w\"'])_\(({QUOTED})\)", re.DOTALL)


class UnreadableMessageError(Exception):
    """A message that no catalogue can hold. Its text is a sentence that says where and what to do."""


@dataclass(frozen=True)
class Message:
    text: str
    plural: str | None = None
    context: str | None = None


def messages_in_folder(folder: Path, project: Path) -> Iterator[tuple[Message, str]]:
    """Each message with the path of its file, seen from the project's folder."""
    for file in sorted([*folder.rglob("*.py"), *folder.rglob("*.html")]):
        path = file.relative_to(project).as_posix()
        find = messages_in_python if file.suffix == ".py" else messages_in_template
        for message in find(file.read_text(encoding="utf-8"), path):
            # The empty text is where a catalogue keeps its own header, so it is never a message.
            if message.text:
                yield message, path


# Python


def messages_in_python(source: str, path: str) -> Iterator[Message]:
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise UnreadableMessageError(
            f"{path}, line {error.lineno}: this is not Python ({error.msg}). Correct the file and run this again."
        ) from error
    functions = FUNCTIONS | {"_": FUNCTIONS["gettext"], "N_": FUNCTIONS["gettext"]} | _renamed_imports(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            parameters = functions.get(node.func.id)
        elif isinstance(node.func, ast.Attribute):
            parameters = FUNCTIONS.get(node.func.attr)
        else:
            continue
        if parameters:
            yield from _message_of_call(node, parameters, path)


def _renamed_imports(tree: ast.Module) -> dict[str, tuple[str, ...]]:
    return {
        name.asname: FUNCTIONS[name.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname and name.name in FUNCTIONS
    }


def _message_of_call(call: ast.Call, parameters: tuple[str, ...], path: str) -> Iterator[Message]:
    arguments = dict(zip(parameters, call.args, strict=False))
    arguments |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg in parameters}
    texts = {}
    for name in parameters:
        argument = arguments.get(name)
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            texts[name] = argument.value
        elif isinstance(argument, ast.JoinedStr | ast.BinOp) or _is_text_method(argument) or texts:
            raise UnreadableMessageError(
                f"{path}, line {call.lineno}: the {name} of this translation is put together while the program runs, "
                "so no catalogue can hold it. Only a plain quoted text works: write it whole, with %(name)s where "
                "values go, and fill them in after translating."
            )
        else:
            return  # A variable: its text is marked where it is written.
    yield Message(texts.get("message") or texts.get("singular", ""), texts.get("plural"), texts.get("context"))


def _is_text_method(argument: ast.expr | None) -> bool:
    """Such as "…".format(…)."""
    return (
        isinstance(argument, ast.Call)
        and isinstance(argument.func, ast.Attribute)
        and isinstance(argument.func.value, ast.Constant | ast.JoinedStr)
    )


# Templates


def messages_in_template(source: str, path: str) -> Iterator[Message]:
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.VAR, TokenType.BLOCK):
            continue
        name = token.contents.partition(" ")[0] if token.token_type == TokenType.BLOCK else ""
        if name == "comment":
            _skip_comment(tokens)
            continue
        for match in MARKED_CONSTANT.finditer(token.contents):
            yield Message(_as_looked_up(match[1]))
        if name in ("translate", "trans"):
            yield from _message_of_translate(token, path)
        elif name in ("blocktranslate", "blocktrans"):
            yield _message_of_block(token, tokens, path)


def _skip_comment(tokens: Iterator[Token]) -> None:
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents == "endcomment":
            return


def _as_looked_up(quoted: str) -> str:
    # Django doubles percent signs before it looks the text up.
    return unescape_string_literal(quoted).replace("%", "%%")


def _message_of_translate(token: Token, path: str) -> Iterator[Message]:
    bits = token.split_contents()
    match = QUOTED_ARGUMENT.match(bits[1]) if len(bits) > 1 else None
    if match:
        yield Message(_as_looked_up(match[1]), context=_context(bits[2:], token, path))


def _message_of_block(token: Token, tokens: Iterator[Token], path: str) -> Message:
    options = token.split_contents()
    context = _context(options[1:], token, path)
    singular, end = _content(tokens)
    plural: list[Token] = []
    if "count" in options and end == "plural":
        plural, end = _content(tokens)
    if end != f"end{options[0]}":
        seen = f"{{% {end} %}}" if end else "the end of the file"
        raise UnreadableMessageError(
            f"{path}, line {token.lineno}: {{% {options[0]} %}} meets {seen} before {{% end{options[0]} %}}. Only "
            "text, variables and (with count) one {% plural %} may be inside it. Correct the template, then run this "
            "again."
        )
    # Django's own method turns the content into a msgid, trimming included.
    node = BlockTranslateNode({}, singular, plural, trimmed="trimmed" in options)
    text = node.render_token_list(singular)[0]
    return Message(text, node.render_token_list(plural)[0] if plural else None, context)


def _content(tokens: Iterator[Token]) -> tuple[list[Token], str]:
    """The tokens up to the next tag, and what that tag says."""
    content: list[Token] = []
    for token in tokens:
        if token.token_type not in (TokenType.TEXT, TokenType.VAR):
            return content, token.contents.strip()
        content.append(token)
    return content, ""


def _context(options: list[str], token: Token, path: str) -> str | None:
    for before, option, value in zip(["", *options], options, [*options[1:], ""], strict=False):
        # "as context" and "asvar context" name a variable.
        if option != "context" or before in ("as", "asvar"):
            continue
        match = QUOTED_ARGUMENT.fullmatch(value)
        if not match:
            raise UnreadableMessageError(
                f"{path}, line {token.lineno}: the context of this translation is {value or 'missing'}, so it cannot "
                "be known before the page is shown. Only a quoted text works: write the context in quotes."
            )
        return unescape_string_literal(match[1])
    return None
