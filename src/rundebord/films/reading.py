"""A folder becomes a ``Script``, with everything that must be mended said by file and line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rundebord.films.script import (
    CHART_KINDS,
    PICTURE_KINDS,
    Chapter,
    Line,
    Part,
    Picture,
    Role,
    Scene,
    Script,
    Voice,
)
from rundebord.programmes.format.cursor import At
from rundebord.programmes.format.findings import N_, Finding, Notebook
from rundebord.programmes.format.yaml_files import read_yaml

LANGUAGES = ("nb", "nn", "en", "se")
EXPERTS = ("forsker", "jurist")
"""Roles that explain, and that alone may read a card of the fact bank aloud."""
THINGS = ("form", "agenda", "strategy", "calendar", "page")
SCRIPT_KEYS = ("title", "language", "minutes", "roles", "chapters", "excerpt")
ROLE_KEYS = ("name", "short", "voice")
VOICE_KEYS = ("name", "speed", "pitch", "tempo")
CHAPTER_KEYS = ("id", "title", "scenes")
SCENE_KEYS = ("id", "picture", "lines", "seconds")
PICTURE_KEYS = (
    "kind",
    "title",
    "text",
    "fact",
    "figure",
    "chart",
    "parts",
    "roles",
    "thing",
    "said_by",
    "describe",
)
PART_KEYS = ("id", "title", "text", "value", "other", "mark")
LINE_KEYS = ("id", "role", *LANGUAGES, "say", "ipa", "phrase", "show", "to", "pause", "read")


def script_file(episode: str) -> str:
    """Where an episode's script lies in its package."""
    return f"films/{episode}/script.yaml"


def scripts_in(package: Path) -> tuple[str, ...]:
    """The episodes of the package that have a script, by their ids."""
    return tuple(sorted(found.parent.name for found in package.glob("films/*/script.yaml")))


def read_script(package: Path, episode: str) -> tuple[Script | None, tuple[Finding, ...]]:
    """The script, or None if it has faults; and what was found, in the order of the file.

    Never raises for what stands in the file: what cannot be read is a finding.
    """
    notes = Notebook()
    name = script_file(episode)
    top = At(read_yaml(package, name, notes), name, (), notes)
    script = None if top.is_given_up else _Reader(top, notes).script(episode)
    findings = tuple(sorted(notes.findings, key=lambda one: one.line))
    return (None if notes.has_faults else script), findings


class _Reader:
    def __init__(self, top: At, notes: Notebook) -> None:
        self._top = top
        self._notes = notes
        self._language = "nb"
        self._roles: Mapping[str, Role] = {}
        self._ids: set[str] = set()
        self._lines_at: dict[str, int] = {}

    def script(self, episode: str) -> Script:
        top = self._top
        top.only(SCRIPT_KEYS)
        self._language = top.choice("language", LANGUAGES, "nb")
        title = self._texts(top.under("title"))
        self._roles = {name: self._role(name, at) for name, at in top.under("roles").items()}
        if not self._roles:
            top.fault(N_("There are no roles."), N_("Say who speaks, under «roles»."), key="roles")
        chapters = tuple(self._chapter(at) for at in top.entries("chapters"))
        if not chapters:
            top.fault(N_("There are no chapters."), N_("A film needs at least one."), key="chapters")
        script = Script(
            episode=episode,
            language=self._language,
            title=title,
            minutes=top.number("minutes", lowest=0.1, highest=60, default=15),
            roles=self._roles,
            chapters=chapters,
            excerpt=top.word_list("excerpt"),
            lines_at=self._lines_at,
        )
        self._complain_of_unknown_lines(script)
        return script

    def _texts(self, at: At) -> dict[str, str]:
        """Language → words. A bare text is in the film's own language."""
        if isinstance(at.value, str) and at.value.strip():
            return {self._language: at.value.strip()}
        found: dict[str, str] = {}
        if not isinstance(at.value, dict):
            at.fault(N_("Here belongs a text in the film's language."), N_("Write it as «nb: words»."))
            return found
        at.only(LANGUAGES)
        for language, _ in at.items():
            if language in LANGUAGES:
                found[language] = at.words(language)
        if self._language not in found:
            at.fault(
                N_("The text in the film's own language (%(language)s) is missing."),
                N_("Write it as «%(language)s: words»."),
                language=self._language,
            )
        return found

    def _role(self, name: str, at: At) -> Role:
        at.only(ROLE_KEYS)
        voice = at.under("voice")
        if at.has("voice"):
            voice.only(VOICE_KEYS)
        long, short = (self._texts(at.under(key)).get(self._language, "") for key in ("name", "short"))
        return Role(
            id=name,
            name=long,
            short=short,
            voice=Voice(
                name=voice.words("name") if at.has("voice") else "",
                speed=voice.number("speed", lowest=0.5, highest=2, default=1.0),
                pitch=voice.number("pitch", lowest=-6, highest=6, default=0.0),
                tempo=voice.number("tempo", lowest=0.8, highest=1.3, default=1.0),
            ),
            is_expert=name in EXPERTS,
        )

    def _chapter(self, at: At) -> Chapter:
        at.only(CHAPTER_KEYS)
        scenes = tuple(self._scene(entry) for entry in at.entries("scenes"))
        if not scenes:
            at.fault(N_("There are no scenes."), N_("A chapter needs at least one."), key="scenes")
        return Chapter(self._new_id(at), self._texts(at.under("title")), scenes)

    def _new_id(self, at: At) -> str:
        name = at.id()
        if name and name in self._ids:
            at.fault(N_("«%(id)s» stands twice."), N_("Each id once in the film."), key="id", id=name)
        self._ids.add(name)
        return name

    def _scene(self, at: At) -> Scene:
        at.only(SCENE_KEYS)
        name = self._new_id(at)
        picture = self._picture(at.under("picture"))
        part_ids = [part.id for part in picture.parts] + ["q1", "q2", "q3"]
        lines = tuple(self._line(entry, part_ids) for entry in at.entries("lines"))
        seconds = at.number("seconds", lowest=0, highest=60, default=0)
        if not lines and not seconds and picture.kind not in ("title", "chapter", "pause"):
            at.fault(N_("The scene has no lines."), N_("Write them, or say how many «seconds» it is shown."))
        return Scene(name, picture, lines, seconds)

    def _picture(self, at: At) -> Picture:
        at.only(PICTURE_KEYS)
        kind = at.choice("kind", PICTURE_KINDS)
        chart = at.choice("chart", CHART_KINDS) if kind == "chart" else ""
        parts = tuple(self._part(entry) for entry in at.entries("parts"))
        if kind == "chart" and not parts:
            at.fault(N_("The chart has no parts."), N_("Write them under «parts», each with id and title."))
        if len({part.id for part in parts}) < len(parts):
            at.fault(N_("Two parts of the chart have the same id."), N_("Each id once."), key="parts")
        roles = at.word_list("roles")
        for role in roles:
            self._known_role(at, role, "roles")
        for key in {"fact": ("fact", "text"), "concept": ("title", "text"), "object": ("thing",)}.get(kind, ()):
            at.words(key)
        return Picture(
            kind=kind,  # type: ignore[arg-type]  # checked by choice()
            title=at.words("title", is_needed=False),
            text=at.words("text", is_needed=False),
            fact=at.words("fact", is_needed=False),
            figure=at.words("figure", is_needed=False),
            chart=chart,  # type: ignore[arg-type]
            parts=parts,
            roles=roles,
            thing=at.choice("thing", THINGS) if kind == "object" else "",
            said_by=at.word_list("said_by"),
            describe=at.words("describe", is_needed=False),
        )

    def _part(self, at: At) -> Part:
        at.only(PART_KEYS)
        return Part(
            id=at.words("id"),
            title=at.words("title"),
            text=at.words("text", is_needed=False),
            value=at.number("value", lowest=-1e9, highest=1e9, default=0),
            other=at.number("other", lowest=-1e9, highest=1e9, default=0),
            mark=at.words("mark", is_needed=False),
        )

    def _known_role(self, at: At, role: str, key: str) -> None:
        if role and role not in self._roles:
            at.fault(
                N_("«%(role)s» is no role of this film."),
                N_("Under «roles» stand: %(known)s."),
                key=key,
                role=role,
                known=", ".join(self._roles),
            )

    def _line(self, at: At, parts: list[str]) -> Line:
        at.only(LINE_KEYS)
        name = self._new_id(at)
        self._lines_at[name] = self._notes.line_of(at.file, at.place)
        role, to = at.words("role"), at.words("to", is_needed=False)
        self._known_role(at, role, "role")
        self._known_role(at, to, "to")
        texts = {language: at.words(language) for language in LANGUAGES if at.has(language)}
        if self._language not in texts:
            at.fault(
                N_("The line has no words in the film's own language (%(language)s)."),
                N_("Write them as «%(language)s: words»."),
                language=self._language,
            )
        shows = at.word_list("show")
        for part in shows:
            if part not in parts:
                at.fault(
                    N_("«%(part)s» is no part of this scene's chart."),
                    N_("It can be: %(known)s."),
                    key="show",
                    part=part,
                    known=", ".join(parts),
                )
        return Line(
            id=name,
            role=role,
            texts=texts,
            say=at.words("say", is_needed=False) or texts.get(self._language, ""),
            ipa=at.word_map("ipa") if at.has("ipa") else {},
            phrase=at.words("phrase", is_needed=False),
            show=shows,
            to=to,
            pause=at.number("pause", lowest=0, highest=20, default=0),
            is_read=at.yes("read") if at.has("read") else True,
        )

    def _complain_of_unknown_lines(self, script: Script) -> None:
        known = [line.id for line in script.lines]
        its = script.excerpt
        if its and (len(its) != 2 or not set(its) <= set(known) or known.index(its[0]) > known.index(its[1])):
            self._top.fault(
                N_("«excerpt» must name two lines, the first and the last; it is «%(value)s»."),
                N_("Write «excerpt: [s02-1, s03-1]» with ids of lines in the order of the film."),
                key="excerpt",
                value=", ".join(its),
            )
        for number, chapter in enumerate(self._top.entries("chapters")):
            for place, entry in enumerate(chapter.entries("scenes")):
                scene = script.chapters[number].scenes[place]
                for line in scene.picture.said_by:
                    if line not in known:
                        entry.under("picture").fault(
                            N_("There is no line «%(line)s»."),
                            N_("«said_by» names the lines that say what the picture shows."),
                            key="said_by",
                            line=line,
                        )
