"""Keeps the message catalogues (src/rundebord/locale) in step with code and templates.

    python tools/catalogues.py update   write .po with the messages of today, and compile .mo
    python tools/catalogues.py check    list what is wrong; exit status 1 if anything is

Django's own makemessages needs GNU gettext on the machine; this needs only Babel.
"""

import io
import re
import sys
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from find_messages import Message, UnreadableMessageError, messages_in_folder

PROJECT = Path(__file__).resolve().parents[1]
LANGUAGES = ("nb", "nn")

NAMED = re.compile(r"%\([^)]*\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]")
POSITIONAL = re.compile(r"%([sdif])")
BRACED = re.compile(r"\{\w*[^{}\s]*\}")


class PlainCatalog(Catalog):
    """A catalogue whose header is the same whenever and wherever it is written: no dates, no tool versions."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def po_path(project: Path, language: str) -> Path:
    return project / "src" / "rundebord" / "locale" / language / "LC_MESSAGES" / "django.po"


def collect(project: Path) -> dict[Message, list[str]]:
    """The messages of today, each with its files, in the order the catalogues have."""
    found: dict[tuple[str | None, str], tuple[Message, set[str]]] = {}
    for message, path in messages_in_folder(project / "src" / "rundebord", project):
        key = (message.context, message.text)
        known, paths = found.get(key, (message, set()))
        if known.plural and message.plural and known.plural != message.plural:
            raise UnreadableMessageError(
                f'{path}: "{message.text}" has the plural "{message.plural}" here and "{known.plural}" in '
                f"{min(paths)}. A message has one plural only: write the same in both, or give one a context."
            )
        found[key] = (known if known.plural else message, paths | {path})
    in_order = sorted(found.values(), key=lambda item: (min(item[1]), item[0].text, item[0].context or ""))
    return {message: sorted(paths) for message, paths in in_order}


def read_translations(po: Path) -> Catalog:
    if not po.exists():
        return Catalog()
    try:
        return pofile.read_po(io.BytesIO(po.read_bytes()), ignore_obsolete=True, abort_invalid=True)
    except (pofile.PoFileError, UnicodeDecodeError, ValueError) as error:
        raise UnreadableMessageError(
            f"{po}: this is not a catalogue ({error}). Correct the line, or fetch the file from version control, "
            "and run this again."
        ) from error


def merge(messages: dict[Message, list[str]], old: Catalog, language: str) -> PlainCatalog:
    """Today's messages with the translations that still belong to them."""
    comment = f"# Rundebord, {language}. Written by: make catalogues"
    new = PlainCatalog(locale=language, fuzzy=False, header_comment=comment)
    for message, paths in messages.items():
        known = old.get(message.text, message.context)
        identity = (message.text, message.plural) if message.plural else message.text
        # A translation of another plural, or one an editor only guessed (fuzzy), is not this message's.
        kept = known if known and known.id == identity and not known.fuzzy else None
        new.add(
            identity,
            kept.string if kept else None,
            locations=[(path, 0) for path in paths],
            user_comments=kept.user_comments if kept else (),
            context=message.context,
        )
    return new


def as_po(catalog: Catalog) -> bytes:
    # No line numbers and no wrapping: a diff shows the messages that changed and nothing else.
    text = "".join(pofile.generate_po(catalog, include_lineno=False, ignore_obsolete=True, width=0))
    return (text.rstrip("\n") + "\n").encode()


def as_mo(catalog: Catalog) -> bytes:
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()


def update(project: Path) -> list[str]:
    """Writes the catalogues; one sentence about each."""
    messages = collect(project)
    told = []
    for language in LANGUAGES:
        po = po_path(project, language)
        catalog = merge(messages, read_translations(po), language)
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_bytes(as_po(catalog))
        po.with_suffix(".mo").write_bytes(as_mo(catalog))
        empty = sum(not all(strings(message)) for message in catalog if message.id)
        told.append(f"{language}: {len(catalog)} messages, {empty} without translation.")
    return told


def check(project: Path) -> list[str]:
    """One sentence for each fault; none when all is well."""
    try:
        messages = collect(project)
        return [fault for language in LANGUAGES for fault in _check_language(project, language, messages)]
    except UnreadableMessageError as error:
        return [str(error)]


def _check_language(project: Path, language: str, messages: dict[Message, list[str]]) -> list[str]:
    po = po_path(project, language)
    name = po.relative_to(project).as_posix()
    if not po.exists():
        return [f"{name} does not exist. Run make catalogues, then translate what it lists."]
    old = read_translations(po)
    faults = []
    for message, paths in messages.items():
        known = old.get(message.text, message.context)
        where = f'{language}: "{_on_one_line(message.text)}" ({paths[0]})'
        if known is None:
            faults.append(f"{where} is not in the catalogue. Run make catalogues, then translate it in {name}.")
        elif known.fuzzy or not all(strings(known)):
            faults.append(f"{where} has no translation. Write it in {name}, then run make catalogues.")
        else:
            faults += [f"{where} {difference}. Correct it in {name}." for difference in differences(message, known)]
    merged = merge(messages, old, language)
    if po.read_bytes() != as_po(merged):
        faults.append(f"{name} is not what make catalogues would write. Run make catalogues and keep the result.")
    mo = po.with_suffix(".mo")
    # Compiled from the file as it stands: an old .po beside its own .mo is one fault, not two.
    if not mo.exists() or mo.read_bytes() != as_mo(merge(_messages_of(old), old, language)):
        faults.append(f"{name.removesuffix('po')}mo is not compiled from the .po beside it. Run make catalogues.")
    return faults


def _messages_of(catalog: Catalog) -> dict[Message, list[str]]:
    return {
        Message(text, plural, entry.context): []
        for entry in catalog
        for text, plural in [entry.id if isinstance(entry.id, tuple) else (entry.id, None)]
        if text
    }


def _on_one_line(text: str) -> str:
    return text.replace("\n", "\\n")


def strings(entry: Entry) -> tuple[str, ...]:
    """The translation's forms: one, or one for each plural form."""
    return tuple(entry.string) if isinstance(entry.string, list | tuple) else (entry.string or "",)


def differences(message: Message, entry: Entry) -> list[str]:
    """What the translation does with placeholders that the message does not."""
    originals = [message.text] if message.plural is None else [message.text, message.plural]
    told = []
    for form, translation in enumerate(strings(entry)):
        wanted = placeholders(originals[min(form, len(originals) - 1)])
        # "One meeting" may be translated with its number.
        allowed = wanted | placeholders(originals[-1])
        has = placeholders(translation)
        shown = _on_one_line(translation)
        if missing := sorted(wanted - has):
            told.append(f'is translated without {", ".join(missing)} in "{shown}"')
        if extra := sorted(has - allowed):
            told.append(f'is translated with {", ".join(extra)}, which the message does not have, in "{shown}"')
        # Django shows the English text when values cannot be filled in, so nobody would see this one.
        filled_in = NAMED.search(message.text) or "%%" in message.text
        if filled_in and not missing and not extra and _has_lone_percent(translation):
            told.append(f'has a lone % in "{shown}": write it as %%')
    return told


def placeholders(text: str) -> set[str]:
    unescaped = text.replace("%%", "")
    named = {match[0] for match in NAMED.finditer(unescaped)}
    # Numbered, because two of the same are not one.
    positional = {f"%{kind} (number {n})" for n, kind in enumerate(POSITIONAL.findall(unescaped), 1)}
    return named | positional | set(BRACED.findall(text))


def _has_lone_percent(text: str) -> bool:
    return "%" in NAMED.sub("", text.replace("%%", ""))


def main(arguments: list[str]) -> int:
    if arguments == ["check"]:
        faults = check(PROJECT)
        print("\n".join(faults) or "The catalogues are complete and in step.")
        return 1 if faults else 0
    if arguments == ["update"]:
        try:
            print("\n".join(update(PROJECT)))
        except UnreadableMessageError as error:
            # Nothing is written: a file that cannot be read would have lost its translations.
            print(f"{error}\nNo catalogue was changed.")
            return 1
        return 0
    print("Say what to do: python tools/catalogues.py update, or: python tools/catalogues.py check")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
