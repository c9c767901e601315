"""Whether a finished film is right: as long, small, loud and lively as it should be, and not older than its script.

Measures from the design (film.md): 14:30–15:30, at most 45 MB for three, H.264 and AAC, faststart, a key frame at each
chapter, −16 LUFS ± 1 (EBU R 128's method), nothing still for more than 12 seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rundebord.films import captions, finished
from rundebord.films.faults import FilmFault, Progress, no_progress
from rundebord.films.hearing import read_heard_film
from rundebord.films.read_aloud import reading_file, reading_text
from rundebord.films.reading import read_script, script_file
from rundebord.films.script import Script
from rundebord.films.takes import heard_file, say_hash
from rundebord.films.timeline import Timeline
from rundebord.programmes.format.findings import N_, Finding
from rundebord.programmes.format.package import Package

LEAST_SHARE, MOST_SHARE = 14.5 / 15, 15.5 / 15
"""Of the minutes that the script says."""
MOST_BYTES = 45_000_000
"""Three films together."""
LOUDNESS, LOUDNESS_OFF = -16.0, 1.0
LONGEST_STILL = 12.0
KEY_FRAME_OFF = 0.6
"""Seconds from a chapter's beginning to its key frame."""
MEAN_ERROR = 0.09
"""Letters that the recogniser hears otherwise, of all letters in a film."""

Figure = tuple[str, Mapping[str, Any]]
"""A sentence with %(names)s, and their values."""


def check_film(
    package_folder: Path, episode: str, package: Package, progress: Progress = no_progress
) -> tuple[Sequence[Finding], Sequence[Figure]]:
    """What must be mended, and the film's figures. Reads and decodes the whole film once."""
    script, findings = read_script(package_folder, episode)
    if script is None:
        return findings, ()
    check = _Check(package_folder, script, package)
    check.findings += findings
    progress(0, 4, N_("texts"))
    timeline = check.age_and_texts()
    if timeline is not None:
        check.film(timeline, progress)
    progress(4, 4, N_("film"))
    return check.findings, check.figures


def check_age_and_texts(package_folder: Path, episode: str, package: Package) -> Sequence[Finding]:
    """What can be found without decoding the film: a film older than its script, texts that are not the script's,
    captions that cannot be read, lines that are misheard."""
    script, findings = read_script(package_folder, episode)
    if script is None:
        return findings
    check = _Check(package_folder, script, package)
    check.age_and_texts()
    return [*findings, *check.findings]


def check_together(package_folder: Path, episodes: Sequence[str]) -> Sequence[Finding]:
    """What must be mended about the films as a whole: together they must not be too large to copy and keep."""
    sizes = [path.stat().st_size for one in episodes if (path := package_folder / finished.video_file(one)).exists()]
    if sum(sizes) <= MOST_BYTES * max(1, len(episodes) / 3):
        return ()
    return (
        Finding(
            "fault",
            "media",
            0,
            N_("The films are %(size)s MB together; %(most)s MB is the most."),
            N_("Encode them again with fewer details."),
            {"size": round(sum(sizes) / 1e6, 1), "most": round(MOST_BYTES / 1e6)},
        ),
    )


class _Check:
    def __init__(self, folder: Path, script: Script, package: Package) -> None:
        self._folder = folder
        self._script = script
        self._package = package
        self.findings: list[Finding] = []
        self.figures: list[Figure] = []

    def _fault(self, file: str, sentence: str, remedy: str = "", **values: Any) -> None:
        self.findings.append(Finding("fault", file, 0, sentence, remedy, values))

    def _warn(self, file: str, sentence: str, remedy: str = "", **values: Any) -> None:
        self.findings.append(Finding("warning", file, 0, sentence, remedy, values))

    def age_and_texts(self) -> Timeline | None:
        """The film's timeline, or None if there is no film, or another one."""
        episode = self._script.episode
        try:
            manifest = finished.read_manifest(self._folder, episode)
            if manifest is None or not (self._folder / finished.video_file(episode)).exists():
                self._fault(
                    script_file(episode), N_("The script has no film."), N_("Make it with «rundebord film render».")
                )
                return None
            self._age(manifest)
            timeline = finished.timeline_from(self._script, manifest)
        except FilmFault as fault:
            self._fault(finished.manifest_file(episode), fault.sentence, fault.remedy, **fault.values)
            return None
        self._texts(timeline)
        self._captions(timeline)
        self._heard(manifest)
        return timeline

    def _age(self, manifest: finished.Manifest) -> None:
        episode = self._script.episode
        if manifest.made_of != finished.heard_and_seen(self._script):
            self._fault(
                script_file(episode),
                N_("The film is older than its script."),
                N_("Make it again with «rundebord film render»."),
            )
        if manifest.voices == "silent":
            self._fault(
                finished.video_file(episode), N_("The film has no voices."), N_("Render it with another engine.")
            )
        if "espeak" in manifest.engine:
            self._fault(
                finished.video_file(episode),
                N_("%(lines)s lines are spoken by espeak, which is for trying out."),
                N_("Use kokoro, or record them."),
                lines=manifest.engine["espeak"],
            )
        for path, digest in manifest.files.items():
            if not (self._folder / path).exists():
                self._fault(path, N_("The file is missing."), N_("Make it again with «rundebord film render»."))
            elif finished.sha256_of(self._folder / path) != digest:
                self._fault(
                    path,
                    N_("The file is not the one that was made with the film."),
                    N_("Make it again with «rundebord film render --texts-only»."),
                )

    def _texts(self, timeline: Timeline) -> None:
        wanted = finished.texts_of(timeline)
        facts = {fact.id: fact for fact in self._package.facts}
        for language in captions.languages_of(self._script):
            if language in self._package.languages:
                wanted[reading_file(self._script.episode, language)] = reading_text(self._script, language, facts)
        for path, text in wanted.items():
            file = self._folder / path
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                self._fault(
                    path,
                    N_("The text is not the script's."),
                    N_("Make it anew with «rundebord film render --texts-only»."),
                )

    def _captions(self, timeline: Timeline) -> None:
        for language in captions.languages_of(self._script):
            path = finished.captions_file(self._script.episode, language)
            cues = captions.captions_of(timeline, language)
            for number, cue in enumerate(cues):
                self._cue(path, cue, cues[number + 1] if number + 1 < len(cues) else None)
            rates = [cue.rate for cue in cues]
            self.figures.append(
                (
                    N_("Captions (%(language)s): %(mean)s characters a second on average, %(most)s at most."),
                    {"language": language, "mean": f"{sum(rates) / len(rates):.1f}", "most": f"{max(rates):.1f}"},
                )
            )

    def _cue(self, path: str, cue: captions.Cue, after: captions.Cue | None) -> None:
        at = f"{int(cue.start) // 60}:{int(cue.start) % 60:02}"
        values = {"at": at, "text": cue.text.replace("\n", " ")}
        if after is not None and after.start < cue.end:
            self._fault(path, N_("At %(at)s a caption overlaps the next: «%(text)s»."), **values)
        if max(len(line) for line in cue.text.split("\n")) > captions.LINE_MOST or cue.text.count("\n") > 1:
            self._fault(path, N_("At %(at)s a caption is too wide: «%(text)s»."), **values)
        # A hair over is rounding.
        if cue.rate > captions.RATE_MOST + 0.05:
            self._fault(
                path,
                N_("At %(at)s a caption is gone before it is read (%(rate)s characters a second): «%(text)s»."),
                N_("Shorten the line, or give it a pause."),
                **values,
                rate=f"{cue.rate:.1f}",
            )

    def _heard(self, manifest: finished.Manifest) -> None:
        if set(manifest.engine) == {"recorded"}:
            return
        file = heard_file(self._folder, self._script.episode).relative_to(self._folder).as_posix()
        film = read_heard_film(self._script, self._folder)
        self.figures.append(
            (N_("Misheard: %(mean)s %% of the letters on average."), {"mean": f"{film.mean * 100:.1f}"})
        )
        if film.mean > MEAN_ERROR:
            # A smoke alarm, not a judge (decision 0018): the figure may not rise, and is said until it is met.
            self._warn(
                file,
                N_("%(mean)s %% of the letters are misheard; %(most)s %% is the aim."),
                N_("Mend the lexicon or the lines, or record them."),
                mean=f"{film.mean * 100:.1f}",
                most=round(MEAN_ERROR * 100),
            )
        unheard = [
            line.id
            for line in self._script.lines
            if line.id not in film.lines or film.lines[line.id].say_hash != say_hash(self._script, line)
        ]
        if unheard:
            self._fault(
                file,
                N_("Nobody has listened to %(lines)s."),
                N_("Run «rundebord film hear»."),
                lines=", ".join(unheard[:5]) + (" …" if len(unheard) > 5 else ""),
            )
        for line in self._script.lines:
            if line.id in film.badly and not line.ipa:
                self._warn(
                    script_file(self._script.episode),
                    N_("Line «%(line)s» is misheard (%(error)s %%)."),
                    N_("Write it anew, say under «ipa» how its words sound, or record it."),
                    line=line.id,
                    error=round(film.badly[line.id].error * 100),
                )

    def film(self, timeline: Timeline, progress: Progress) -> None:
        """The film itself has been decoded and measured."""
        from rundebord.films.rendering import longest_still, loudness, probe

        path = finished.video_file(self._script.episode)
        file = self._folder / path
        probed = probe(file)
        for sentence, remedy, values in self._faults_of(probed, timeline):
            self._fault(path, sentence, remedy, **values)
        progress(1, 4, N_("sound"))
        level = loudness(file)
        if abs(level - LOUDNESS) > LOUDNESS_OFF:
            self._fault(
                path,
                N_("The sound is at %(level)s LUFS; it should be %(wanted)s ± %(off)s."),
                N_("Make it again with «rundebord film render»."),
                level=f"{level:.1f}",
                wanted=f"{LOUDNESS:g}",
                off=f"{LOUDNESS_OFF:g}",
            )
        progress(2, 4, N_("pictures"))
        seconds, at = longest_still(file)
        if seconds > LONGEST_STILL:
            self._fault(
                path,
                N_("The picture stands still for %(seconds)s seconds, from %(at)s."),
                N_("Let something appear there as it is said."),
                seconds=f"{seconds:.0f}",
                at=f"{int(at) // 60}:{int(at) % 60:02}",
            )
        self.figures.append(
            (
                N_("%(minutes)s, %(size)s MB, %(level)s LUFS, still for %(still)s s at most."),
                {
                    "minutes": f"{int(probed.seconds) // 60}:{int(probed.seconds) % 60:02}",
                    "size": f"{probed.size / 1e6:.1f}",
                    "level": f"{level:.1f}",
                    "still": f"{seconds:.1f}",
                },
            )
        )

    def _faults_of(self, probed: Any, timeline: Timeline) -> Iterator[tuple[str, str, dict[str, Any]]]:
        again = N_("Make it again with «rundebord film render».")
        wanted = self._script.minutes * 60
        if not wanted * LEAST_SHARE <= probed.seconds <= wanted * MOST_SHARE:
            yield (
                N_("The film lasts %(seconds)s seconds; it should be about %(wanted)s."),
                N_("Shorten or add lines."),
                {"seconds": round(probed.seconds), "wanted": round(wanted)},
            )
        if abs(probed.seconds - timeline.seconds) > 1:
            yield N_("The film is not as long as its manifest says."), again, {}
        if (probed.video, probed.audio) != ("h264", "aac"):
            yield (
                N_("The film is %(video)s and %(audio)s; it should be H.264 and AAC."),
                again,
                {"video": probed.video, "audio": probed.audio},
            )
        if not probed.is_faststart:
            yield N_("The film must be fetched whole before it plays (no faststart)."), again, {}
        if probed.color != "bt709":
            yield N_("The film's colours are «%(color)s», not bt709."), again, {"color": probed.color}
        for chapter, start, _end in timeline.chapters():
            if not any(abs(key - start) <= KEY_FRAME_OFF for key in probed.key_frames):
                yield (
                    N_("There is no key frame where «%(chapter)s» begins."),
                    again,
                    {"chapter": chapter.title.get(self._script.language, chapter.id)},
                )
