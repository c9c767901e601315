"""``rundebord film``: an editor's film is linted, spoken, heard, drawn, checked, recorded or taken in."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rundebord.config.commands import say
from rundebord.config.programme_commands import say_findings
from rundebord.config.progress_bar import ProgressBar
from rundebord.config.speech import gettext as _
from rundebord.films.faults import FilmFault
from rundebord.films.finished import Manifest, read_manifest, timeline_from, write_texts
from rundebord.films.lint import lint as lint_script
from rundebord.films.read_aloud import reading_file, reading_text
from rundebord.films.reading import read_script, script_file, scripts_in
from rundebord.films.script import Script
from rundebord.films.timeline import Timeline, timeline_of
from rundebord.programmes.format.findings import N_, Finding
from rundebord.programmes.format.package import Fact, Package
from rundebord.programmes.format.reading import check as check_package


def run(chosen: argparse.Namespace) -> int:
    """One of the film commands has been done. 0, or 1 if something must be mended, which has been said."""
    does: dict[str, Callable[[argparse.Namespace], int]] = {
        "lint": _lint,
        "voice": _voice,
        "hear": _hear,
        "render": _render,
        "check": _check,
        "record": _record,
        "install": _install,
    }
    if not chosen.programme.is_dir():
        say(_("There is no folder %(folder)s.") % {"folder": chosen.programme})
        return 1
    try:
        return does[chosen.action](chosen)
    except FilmFault as fault:
        say(_(fault.sentence) % fault.values)
        if fault.remedy:
            say(f"  → {_(fault.remedy) % fault.values}")
        return 1
    except KeyboardInterrupt:
        say()
        say(_("Stopped. What was made is kept; the same command goes on from here."))
        return 1


def _episodes(chosen: argparse.Namespace) -> Sequence[str]:
    known = scripts_in(chosen.programme)
    if chosen.episode is None:
        if not known:
            say(_("There are no scripts in %(folder)s (films/EPISODE/script.yaml).") % {"folder": chosen.programme})
        return known
    if chosen.episode not in known:
        # The reader says which file is missing.
        return (chosen.episode,)
    return (chosen.episode,)


def _package(folder: Path) -> Package | None:
    reading = check_package(folder, today=datetime.now(UTC).date())
    if reading.package is None:
        say_findings([one for one in reading.findings if one.weight == "fault"])
    return reading.package


def _script(folder: Path, episode: str) -> Script | None:
    script, findings = read_script(folder, episode)
    say_findings(findings)
    return script


def _lint(chosen: argparse.Namespace) -> int:
    package = _package(chosen.programme)
    if package is None:
        return 1
    is_well = True
    for episode in _episodes(chosen):
        script = _script(chosen.programme, episode)
        findings = _findings_of(script, package, chosen.programme) if script is not None else ()
        say_findings(findings)
        faults = script is None or any(one.weight == "fault" for one in findings)
        is_well = is_well and not faults
        if script is not None and not findings:
            say(_("All is well: %(script)s.") % {"script": script_file(episode)})
    return 0 if is_well else 1


def _findings_of(script: Script, package: Package, folder: Path) -> Sequence[Finding]:
    from rundebord.films.lexicon import missing, read_lexicon

    episode = next((one for one in package.episodes if one.id == script.episode), None)
    questions = tuple(episode.texts[script.language].questions.values()) if episode is not None else ()
    lacks = missing(script, read_lexicon(folder))
    return lint_script(script, facts=_facts(package), questions=questions, missing=lacks)


def _facts(package: Package) -> dict[str, Fact]:
    return {fact.id: fact for fact in package.facts}


def _sound_script(folder: Path, episode: str, package: Package) -> Script:
    """The script, after lint. Raises ``FilmFault`` when it must be mended first."""
    script = _script(folder, episode)
    faults = [] if script is None else [x for x in _findings_of(script, package, folder) if x.weight == "fault"]
    say_findings(faults)
    if script is None or faults:
        raise FilmFault(
            N_("%(script)s must be mended first."), N_("See «rundebord film lint»."), script=script_file(episode)
        )
    return script


def _voice(chosen: argparse.Namespace) -> int:
    from rundebord.films.tempo import at_tempo
    from rundebord.films.voicing import voice_film

    package = _package(chosen.programme)
    if package is None:
        return 1
    for episode in _episodes(chosen):
        script = _sound_script(chosen.programme, episode, package)
        spoken = voice_film(
            script,
            package=chosen.programme,
            work=chosen.work,
            engine=chosen.engine,
            tries=chosen.tries,
            progress=ProgressBar(episode),
        )
        spoken = at_tempo(script, spoken, chosen.work)
        timeline = timeline_of(script, {name: one.spoken for name, one in spoken.items()})
        say(_sentence_about_length(timeline))
    return 0


def _sentence_about_length(timeline: Timeline) -> str:
    minutes, seconds = divmod(round(timeline.seconds), 60)
    return _("«%(episode)s» lasts %(minutes)s min %(seconds)s s, with %(breath)s s between the lines.") % {
        "episode": timeline.script.episode,
        "minutes": minutes,
        "seconds": seconds,
        "breath": f"{timeline.breath:.2f}",
    }


def _hear(chosen: argparse.Namespace) -> int:
    from rundebord.films.hearing import hear_film, percent, read_heard_film, worsened
    from rundebord.films.tempo import at_tempo
    from rundebord.films.voicing import voice_film

    is_well = True
    for episode in _episodes(chosen):
        script = _script(chosen.programme, episode)
        if script is None:
            return 1
        before = read_heard_film(script, chosen.programme)
        spoken = voice_film(
            script,
            package=chosen.programme,
            work=chosen.work,
            engine=chosen.engine,
            progress=ProgressBar(_("voices")),
        )
        spoken = at_tempo(script, spoken, chosen.work)
        film = hear_film(
            script, spoken, package=chosen.programme, work=chosen.work, progress=ProgressBar(_("listening"))
        )
        whole = {"episode": episode, "mean": percent(film.mean)}
        say(_("«%(episode)s»: %(mean)s %% of the letters are misheard.") % whole)
        for role, error in film.by_role.items():
            say("  " + _("%(role)s: %(mean)s %%") % {"role": script.roles[role].short, "mean": percent(error)})
        for name, line in film.badly.items():
            said = {"line": name, "mean": percent(line.error), "said": script.line(name).say, "heard": line.heard}
            say("  " + _("%(line)s, %(mean)s %%: «%(said)s» was heard as «%(heard)s»") % said)
        worse = worsened(before, film)
        for sentence, values in worse:
            say("  " + _("Worse than before: %(what)s") % {"what": _(sentence) % values})
        is_well = is_well and not worse
    return 0 if is_well else 1


def _render(chosen: argparse.Namespace) -> int:
    package = _package(chosen.programme)
    if package is None:
        return 1
    for episode in _episodes(chosen):
        script = _sound_script(chosen.programme, episode, package)
        if chosen.texts_only:
            manifest = read_manifest(chosen.programme, episode)
            if manifest is None:
                say(_("«%(episode)s» has no film yet.") % {"episode": episode})
                return 1
            _write_all_texts(chosen.programme, timeline_from(script, manifest), manifest, package)
            continue
        _render_one(chosen, script, package)
    return 0


def _render_one(chosen: argparse.Namespace, script: Script, package: Package) -> None:
    from rundebord.films.finished import manifest_of, poster_file, video_file
    from rundebord.films.pictures.shown import facts_shown
    from rundebord.films.rendering import draw_sheet, render_film
    from rundebord.films.tempo import at_tempo
    from rundebord.films.voicing import voice_film

    folder, episode = chosen.programme, script.episode
    spoken = voice_film(
        script, package=folder, work=chosen.work, engine=chosen.engine, progress=ProgressBar(_("voices"))
    )
    spoken = at_tempo(script, spoken, chosen.work)
    timeline = timeline_of(script, {name: one.spoken for name, one in spoken.items()})
    say(_sentence_about_length(timeline))
    facts = facts_shown(package.facts, script.language)
    questions = tuple(package.episode(episode).texts[script.language].questions.values())
    if chosen.sheet:
        for sheet in draw_sheet(timeline, facts=facts, questions=questions, folder=chosen.work / episode):
            say(str(sheet))
        return
    (folder / "media").mkdir(exist_ok=True)
    render_film(
        timeline,
        spoken,
        facts=facts,
        questions=questions,
        output=folder / video_file(episode),
        poster=folder / poster_file(episode),
        work=chosen.work,
        progress=ProgressBar(_("pictures")),
    )
    manifest = manifest_of(timeline, {name: one.engine for name, one in spoken.items()})
    _write_all_texts(folder, timeline, manifest, package)
    size = (folder / video_file(episode)).stat().st_size / 1_000_000
    say(_("Made: %(film)s (%(size)s MB).") % {"film": folder / video_file(episode), "size": f"{size:.1f}"})


def _write_all_texts(folder: Path, timeline: Timeline, manifest: Manifest, package: Package) -> None:
    from rundebord.films.captions import languages_of
    from rundebord.films.finished import film_of, write_whole
    from rundebord.films.installing_episode import with_film

    write_texts(folder, timeline, manifest)
    script = timeline.script
    for language in languages_of(script):
        if language in package.languages:
            text = reading_text(script, language, _facts(package))
            write_whole(folder / reading_file(script.episode, language), text)
    file = folder / "episodes" / f"{script.episode}.yaml"
    before = file.read_bytes().decode("utf-8")
    after = with_film(before, film_of(script, manifest), f"episodes/{script.episode}.yaml")
    if after != before:
        write_whole(file, after)


def _check(chosen: argparse.Namespace) -> int:
    from rundebord.films.checking import check_film, check_together

    package = _package(chosen.programme)
    if package is None:
        return 1
    is_well = True
    episodes = _episodes(chosen)
    for episode in episodes:
        findings, figures = check_film(chosen.programme, episode, package, progress=ProgressBar(episode))
        say_findings(findings)
        is_well = is_well and not any(one.weight == "fault" for one in findings)
        for sentence, values in figures:
            say(_(sentence) % values)
        if not findings:
            say(_("All is well: «%(episode)s».") % {"episode": episode})
    together = check_together(chosen.programme, episodes)
    say_findings(together)
    return 0 if is_well and not together else 1


def _record(chosen: argparse.Namespace) -> int:
    from rundebord.films.recording import recorded_folder, serve

    script = _script(chosen.programme, chosen.episode)
    if script is None:
        return 1
    serve(script, recorded_folder(chosen.programme, chosen.episode), chosen.port, say=say, translate=_)
    return 0


def _install(chosen: argparse.Namespace) -> int:
    from rundebord.films.installing import install_film

    language = chosen.language
    installed = install_film(
        chosen.programme,
        chosen.episode,
        chosen.film,
        captions={language: chosen.captions} if chosen.captions else {},
        chapters={language: chosen.chapters} if chosen.chapters else {},
        poster=chosen.poster,
        is_described=chosen.described,
    )
    say_findings(installed.findings)
    if any(one.weight == "fault" for one in installed.findings):
        say(_("Nothing was changed."))
        return 1
    for file in installed.changed:
        say(_("Written: %(file)s") % {"file": file})
    return 0
