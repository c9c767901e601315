"""One step of an episode: its structure, and its words in each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rundebord.programmes.format.cursor import At
from rundebord.programmes.format.findings import N_
from rundebord.programmes.format.package import (
    ACTIVITIES,
    COMMITMENT_FIELDS,
    KINDS,
    LAYOUTS,
    METHODS,
    SHOWS,
    VOTE_KINDS,
    Script,
    Step,
    StepText,
    When,
)

STEP_KEYS = (
    "id",
    "method",
    "activity",
    "minutes",
    "person_seconds",
    "floor",
    "rank",
    "kept",
    "layout",
    "columns",
    "rows",
    "becomes",
    "source",
    "statements",
    "vote",
    "hands",
    "choose",
    "shows",
    "takes_up",
)
STEP_TEXT_KEYS = ("name", "question", "instruction", "prompts", "columns", "rows", "statements", "script")
SCRIPT_KEYS = ("good", "when")
WHEN_KEYS = ("happens", "do")
AREAS = "areas"
LATER = "later"
_USUAL_HEADS = 8
_LONGEST_STEP = 120


def step_of(
    entry: At,
    words: Mapping[str, At],
    first: str,
    earlier: Sequence[str],
    questions: Sequence[str],
    statements: Mapping[str, bool],
) -> Step:
    """The step. ``earlier``: ids of the steps before it; ``statements``: the package's, and if each is sensitive."""
    entry.only(STEP_KEYS)
    name = entry.id()
    method, activity = entry.choice("method", METHODS), entry.choice("activity", ACTIVITIES)
    seconds, person_seconds = _length(entry, method)
    floor = entry.number("floor", lowest=0, highest=_LONGEST_STEP, default=seconds / 60 / 2)
    if floor * 60 > seconds:
        entry.fault(
            N_("The floor is %(floor)s minutes, and the step is %(minutes)s."),
            N_("The floor is the least that is worth holding; make it shorter."),
            key="floor",
            floor=floor,
            minutes=round(seconds / 60, 1),
        )
    columns, rows = entry.ids("columns"), entry.ids("rows")
    layout = entry.choice("layout", LAYOUTS, "list")
    _check_layout(entry, activity, layout, columns, rows)
    step_statements = entry.ids("statements")
    vote = entry.choice("vote", VOTE_KINDS, "open")
    texts = _texts(entry, name, words, first, columns, rows, activity)
    own = {one for text in texts.values() for one in text.statements}
    _check_statements(entry, activity, vote, step_statements, own, statements)
    return Step(
        id=name,
        method=method,
        activity=activity,
        seconds=seconds,
        floor_seconds=min(seconds, round(floor * 60)),
        rank=round(entry.number("rank", lowest=1, highest=9, default=5)),
        is_kept=entry.yes("kept"),
        person_seconds=person_seconds,
        layout=layout,
        columns=columns,
        rows=rows,
        becomes=entry.choice("becomes", KINDS, "line"),
        source=_source(entry, earlier),
        statements=step_statements,
        vote=vote,
        hands=round(entry.number("hands", lowest=1, highest=5, default=2 if activity == "vote" else 0)),
        choose=round(entry.number("choose", lowest=1, highest=9, default=0)),
        shows=_among(entry, "shows", SHOWS),
        takes_up=_among(entry, "takes_up", questions),
        texts=texts,
    )


def _length(entry: At, method: str) -> tuple[int, int]:
    if not entry.has("person_seconds"):
        return round(entry.number("minutes", lowest=0.5, highest=_LONGEST_STEP) * 60), 0
    person_seconds = round(entry.number("person_seconds", lowest=15, highest=600))
    if method != "round":
        entry.fault(
            N_("Only a round is as long as there are people."),
            N_("Write «minutes», or make the method «round»."),
            key="person_seconds",
        )
    if entry.has("minutes"):
        entry.fault(
            N_("A round has «person_seconds» or «minutes», not both."), N_("Take one of them away."), key="minutes"
        )
    return person_seconds * _USUAL_HEADS, person_seconds


def _check_layout(entry: At, activity: str, layout: str, columns: Sequence[str], rows: Sequence[str]) -> None:
    if activity == "commit":
        for stranger in [one for one in columns if one not in COMMITMENT_FIELDS]:
            entry.fault(
                N_("«%(column)s» is no field of a commitment."),
                N_("The fields are: %(known)s."),
                key="columns",
                column=stranger,
                known=", ".join(COMMITMENT_FIELDS),
            )
        return
    wanted = {"columns": (2, 3), "table": (1, 3)}.get(layout, (2, 3) if activity == "sort" else (0, 0))
    if not wanted[0] <= len(columns) <= wanted[1]:
        entry.fault(
            N_("There are %(count)s columns, and here it can be %(lowest)s to %(highest)s."),
            N_("layout: list has none, columns 2 to 3, table 1 to 3; sort has 2 to 3."),
            key="columns",
            count=len(columns),
            lowest=wanted[0],
            highest=wanted[1],
        )
    if (layout == "table") != bool(rows):
        entry.fault(N_("Rows belong to layout: table, which needs them."), N_("Add or remove «rows»."), key="rows")


def _check_statements(
    entry: At, activity: str, vote: str, chosen: Sequence[str], own: set[str], known: Mapping[str, bool]
) -> None:
    if activity == "rate" and not chosen:
        entry.fault(N_("A rate step needs statements."), N_("List their ids under «statements»."), key="statements")
    for one in chosen:
        if one not in own and one not in known:
            entry.fault(
                N_("There is no statement «%(id)s»."),
                N_("Add it to programme.yaml, or write its words at the step."),
                key="statements",
                id=one,
            )
        elif known.get(one) and vote == "open":
            entry.fault(
                N_("«%(id)s» is sensitive, and is never answered by hand."),
                N_("Write «vote: unnamed»."),
                key="statements",
                id=one,
            )


def _source(entry: At, earlier: Sequence[str]) -> tuple[str, ...]:
    known = (AREAS, LATER, *earlier)
    return _among(entry, "source", known)


def _among(entry: At, key: str, known: Sequence[str]) -> tuple[str, ...]:
    found = entry.ids(key)
    for stranger in [one for one in found if one not in known]:
        entry.fault(
            N_("«%(id)s» under «%(key)s» is not known here."),
            N_("It can be: %(known)s."),
            key=key,
            id=stranger,
            known=", ".join(known) or "–",
        )
    return tuple(one for one in found if one in known)


def _texts(
    entry: At,
    name: str,
    words: Mapping[str, At],
    first: str,
    columns: Sequence[str],
    rows: Sequence[str],
    activity: str,
) -> dict[str, StepText]:
    found = {}
    for language, place in words.items():
        its = place.under(name)
        if its.value is None:
            if language == first and not place.is_given_up:
                entry.fault(
                    N_("The step «%(id)s» has no words in %(language)s."),
                    N_("Write them under «steps» in text/%(language)s."),
                    id=name,
                    language=language,
                )
            continue
        found[language] = _text(its, () if activity == "commit" else columns, rows)
    return found or {first: StepText("", "", "", (), {}, {}, {}, Script("", ()))}


def _text(its: At, columns: Sequence[str], rows: Sequence[str]) -> StepText:
    its.only(STEP_TEXT_KEYS)
    script = its.under("script")
    if its.has("script"):
        script.only(SCRIPT_KEYS)
    for key, known in (("columns", columns), ("rows", rows)):
        written = its.word_map(key)
        if set(written) != set(known):
            its.fault(
                N_("The words under «%(key)s» are for %(written)s, and the step has %(known)s."),
                N_("Give each of them its words, and no others."),
                key=key,
                written=", ".join(sorted(written)) or "–",
                known=", ".join(known) or "–",
            )
    return StepText(
        name=its.words("name"),
        question=its.words("question"),
        instruction=its.words("instruction"),
        prompts=its.word_list("prompts"),
        columns=its.word_map("columns"),
        rows=its.word_map("rows"),
        statements=its.word_map("statements"),
        script=Script(script.words("good", is_needed=False), tuple(_when(one) for one in script.entries("when"))),
    )


def _when(entry: At) -> When:
    entry.only(WHEN_KEYS)
    return When(entry.words("happens"), entry.words("do"))
