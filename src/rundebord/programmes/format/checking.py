"""What an editor should think about in a package that can be used: length, missing words, questions, freshness."""

from __future__ import annotations

from datetime import date

from rundebord.programmes.format.findings import N_, Notebook
from rundebord.programmes.format.package import Episode, Package

MOST_AGENDA_MINUTES = 40
MOST_QUESTION_WORDS = 20
MOST_WORDS_ON_SCREEN = 40
MOST_PROMPTS = 3
_LOBBY_MINUTES = 2
_ENDINGS = {"next-date", "task", "promise"}


def think_about(package: Package, notes: Notebook, today: date | None) -> None:
    """Warnings about the package are noted. ``today``: facts that are past their freshness date are noted too."""
    for episode in (*package.episodes, *package.follow_ups):
        folder = "follow-ups" if episode.after_days else "episodes"
        _length(episode, f"{folder}/{episode.id}.yaml", notes)
        _questions(episode, package, f"{folder}/{episode.id}.yaml", notes)
        _film(episode, f"{folder}/{episode.id}.yaml", notes)
        _words(episode, package, notes)
    _languages(package, notes)
    _sources(package, notes)
    if today is not None:
        _freshness(package, notes, today)


def _length(episode: Episode, file: str, notes: Notebook) -> None:
    work = sum(step.seconds for step in episode.steps if step.activity != "watch") / 60
    if work > MOST_AGENDA_MINUTES:
        notes.warn(
            file,
            ("steps",),
            N_("The group work is %(minutes)s minutes for eight people; plan at most %(most)s."),
            N_("Five minutes of slack let the meeting end on time."),
            minutes=round(work, 1),
            most=MOST_AGENDA_MINUTES,
        )
    whole = sum(step.seconds for step in episode.steps) / 60 + _LOBBY_MINUTES
    if whole > episode.minutes:
        notes.warn(
            file,
            ("minutes",),
            N_("The steps and the lobby take %(whole)s minutes, and the meeting is %(minutes)s."),
            N_("Shorten a step, or make the meeting longer."),
            whole=round(whole, 1),
            minutes=episode.minutes,
        )
    if not any(step.is_kept for step in episode.steps):
        notes.warn(
            file,
            ("steps",),
            N_("No step is kept: a late meeting could lose all of them."),
            N_("Write «kept: true» at those that make it a meeting."),
        )
    last = episode.steps[-1]
    if not _ENDINGS & set(last.shows) and last.activity not in ("commit", "decide"):
        notes.warn(
            file,
            ("steps", len(episode.steps) - 1),
            N_("The meeting ends without a date, a task or a commitment."),
            N_("Give its last step «shows: [next-date]»."),
        )


def _questions(episode: Episode, package: Package, file: str, notes: Notebook) -> None:
    taken_up = {question for step in episode.steps for question in step.takes_up}
    for question in episode.questions:
        if question not in taken_up:
            notes.warn(
                file,
                ("questions",),
                N_("No step takes up the question «%(question)s»."),
                N_("Add it to «takes_up» of the step that works on it."),
                question=question,
            )


def _film(episode: Episode, file: str, notes: Notebook) -> None:
    for fact in episode.film.fact_ids if episode.film is not None else ():
        if fact not in episode.facts:
            notes.warn(
                file,
                ("facts",),
                N_("The film shows «%(fact)s», and the group's paper does not name its source."),
                N_("Add it to «facts»."),
                fact=fact,
            )


def _count(text: str) -> int:
    return len([word for word in text.split() if any(letter.isalnum() for letter in word)])


def _words(episode: Episode, package: Package, notes: Notebook) -> None:
    for language, text in episode.texts.items():
        file = f"text/{language}/{episode.id}.yaml"
        for name, question in text.questions.items():
            _question_length(question, file, ("questions", name), notes)
    for step in episode.steps:
        for language, words in step.texts.items():
            file = f"text/{language}/{episode.id}.yaml"
            _question_length(words.question, file, ("steps", step.id, "question"), notes)
            if len(words.prompts) > MOST_PROMPTS:
                notes.warn(
                    file,
                    ("steps", step.id, "prompts"),
                    N_("There are %(count)s prompts; there is room for %(most)s."),
                    N_("Keep the best."),
                    count=len(words.prompts),
                    most=MOST_PROMPTS,
                )
            whole = _count(" ".join((words.question, words.instruction, *words.prompts)))
            if whole > MOST_WORDS_ON_SCREEN:
                notes.warn(
                    file,
                    ("steps", step.id),
                    N_("There are %(count)s words on the screen; %(most)s can be read."),
                    N_("Shorten the instruction."),
                    count=whole,
                    most=MOST_WORDS_ON_SCREEN,
                )


def _question_length(question: str, file: str, place: tuple[str, ...], notes: Notebook) -> None:
    count = _count(question)
    if count > MOST_QUESTION_WORDS:
        notes.warn(
            file,
            place,
            N_("The question has %(count)s words; at most %(most)s are heard."),
            N_("Cut it in two."),
            count=count,
            most=MOST_QUESTION_WORDS,
        )


def _languages(package: Package, notes: Notebook) -> None:
    for language in package.languages[1:]:
        for episode in (*package.episodes, *package.follow_ups):
            if language not in episode.texts:
                continue
            missing = [step.id for step in episode.steps if language not in step.texts]
            _missing(missing, f"text/{language}/{episode.id}.yaml", "steps", language, notes)
        file = f"text/{language}/programme.yaml"
        if language not in package.texts:
            notes.warn(
                file,
                (),
                N_("The words in «%(language)s» are missing."),
                N_("The package's first language stands in for it."),
                language=language,
            )
        for group, ids in (
            ("statements", [one.id for one in package.statements if language not in one.texts]),
            ("terms", [one.id for one in package.terms if language not in one.texts]),
            ("facts", [one.id for one in package.facts if language not in one.texts]),
        ):
            _missing(ids, file, group, language, notes)


def _missing(ids: list[str], file: str, group: str, language: str, notes: Notebook) -> None:
    if ids:
        notes.warn(
            file,
            (group,),
            N_("Under «%(group)s» words in «%(language)s» are missing for: %(ids)s."),
            N_("The package's first language stands in for it."),
            group=group,
            language=language,
            ids=", ".join(ids),
        )


def _sources(package: Package, notes: Notebook) -> None:
    known = {fact.id for fact in package.facts}
    for episode in (*package.episodes, *package.follow_ups):
        unknown = [fact for fact in episode.facts if fact not in known]
        if unknown:
            folder = "follow-ups" if episode.after_days else "episodes"
            notes.warn(
                f"{folder}/{episode.id}.yaml",
                ("facts",),
                N_("«%(id)s» rests on %(sources)s, which is not among the facts."),
                N_("Add the source to facts.yaml."),
                id=episode.id,
                sources=", ".join(unknown),
            )
    for group, things in (("statements", package.statements), ("terms", package.terms)):
        for thing in things:
            unknown = [source for source in thing.sources if source not in known]
            if unknown:
                notes.warn(
                    "programme.yaml",
                    (group,),
                    N_("«%(id)s» rests on %(sources)s, which is not among the facts."),
                    N_("Add the source to facts.yaml."),
                    id=thing.id,
                    sources=", ".join(unknown),
                )


def _freshness(package: Package, notes: Notebook, today: date) -> None:
    for fact in package.facts:
        if not is_fresh(fact.read_date, fact.fresh_months, today):
            notes.warn(
                "facts.yaml",
                ("facts",),
                N_("%(id)s was read on %(day)s and should be checked again."),
                N_("Read the source, and write the new date under «read»."),
                id=fact.id,
                day=fact.read_date.isoformat(),
            )


def is_fresh(read_date: date, fresh_months: int, today: date) -> bool:
    """True while a fact that was read on that day need not be checked again."""
    months = (today.year - read_date.year) * 12 + today.month - read_date.month
    return months < fresh_months or (months == fresh_months and today.day <= read_date.day)
