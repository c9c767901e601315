"""One person answers the self-assessment, by a link that opens nothing else, and sees their own answers once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from rundebord.courses.assessment import answer_assessment, assessment_with_link, statements_of
from rundebord.courses.assessment_browser import SentForms, has_answered_here, remember_answered
from rundebord.courses.assessment_shown import AssessmentShown
from rundebord.courses.doors import package_of
from rundebord.courses.models import Assessment
from rundebord.groups.access import is_key_of
from rundebord.groups.models import Group
from rundebord.kernel.identifiers import new_secret
from rundebord.meetings.core.words import RATES
from rundebord.programmes.format.package import Package, Statement, in_language
from rundebord.programmes.queries import NoProgramme

_FIELD = "s-"
_sent = SentForms()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gzip_page
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """The questions, or one sentence when there is nothing to answer; posted, the answers are counted once."""
    try:
        assessment = assessment_with_link(secret)
    except UnicodeError:
        assessment = None
    if assessment is None:
        return _said(
            request,
            _("This link opens nothing"),
            _("It may be mistyped, or too old. Ask whoever sent it for a new one."),
            status=404,
        )
    # A phone that has never been here reads what its group reads.
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(assessment.group.language)
    if request.method == "POST":
        return _take(request, assessment)
    if assessment.closed_at is not None or assessment.answered >= assessment.heads:
        return _refused(request, assessment, "assessment-closed" if assessment.closed_at else "all-have-answered", 200)
    is_again = "en-til" in request.GET
    if has_answered_here(request, assessment.secret) and not is_again:
        return _already(request, assessment, 200)
    return _form(request, assessment, is_again=is_again)


def _take(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    answers = {
        name.removeprefix(_FIELD): value
        for name in request.POST
        if name.startswith(_FIELD) and (value := request.POST.get(name, ""))
    }
    form, is_again = request.POST.get("form", ""), "again" in request.POST
    with _sent.lock:
        if _sent.has_just(form, answers):
            return _thanks(request, assessment, answers)
        if _sent.has(form):
            return _already(request, assessment, 409)
        if has_answered_here(request, assessment.secret) and not is_again:
            notice = _("This browser has answered before. Are you somebody else, send once more.")
            return _form(request, assessment, is_again=True, answers=answers, notice=notice, status=409)
        refused = answer_assessment(assessment=assessment, answers=answers)
        if refused is None:
            _sent.add(form, answers)
    if refused is not None and refused.reason == "nothing-answered":
        notice = _("You have answered none of them. Answer one at least, or just close the page.")
        return _form(request, assessment, is_again=is_again, notice=notice, status=422)
    if refused is not None:
        return _refused(request, assessment, refused.reason, 422 if refused.reason == "no-such-answer" else 409)
    response = _thanks(request, assessment, answers)
    remember_answered(request, response, assessment.secret)
    return response


def _form(
    request: HttpRequest,
    assessment: Assessment,
    *,
    is_again: bool,
    answers: Mapping[str, str] | None = None,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "questions": _questions(assessment, answers or {}),
        "is_again": is_again,
        "notice": notice,
        "form": new_secret(),
    }
    return render(request, "courses/assessment_answer.html", context, status=status)


def _thanks(request: HttpRequest, assessment: Assessment, answers: Mapping[str, str]) -> HttpResponse:
    """One's own answers, to oneself: from what was posted, for nobody could find them again."""
    context = {
        "assessment": assessment,
        "questions": _questions(assessment, answers),
        "count": count_sentence(assessment),
        "has_place": assessment.closed_at is None and assessment.answered < assessment.heads,
        "result": result_address(request, assessment.group),
    }
    return render(request, "courses/assessment_thanks.html", context)


def _questions(assessment: Assessment, answers: Mapping[str, str]) -> list[dict[str, Any]]:
    return questions_of(statements_of(assessment, package_or_404(assessment.group)), answers)


def questions_of(statements: Sequence[Statement], answers: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The statements in the active language, numbered from 1, and what is answered to each."""
    language = translation.get_language() or ""
    words = {**{rate: rate for rate in RATES}, "dont-know": _("don't know"), "": _("skipped")}
    questions = []
    for number, statement in enumerate(statements, 1):
        its_language, its_words = in_language(statement.texts, language)
        value = (answers or {}).get(statement.id, "")
        questions.append(
            {
                "number": number,
                "name": f"{_FIELD}{statement.id}",
                "language": its_language,
                "words": its_words,
                "value": value,
                "said": words.get(value, ""),
                "is_said": bool(value),
            }
        )
    return questions


def _refused(request: HttpRequest, assessment: Assessment, reason: str, status: int) -> HttpResponse:
    was_sent = request.method == "POST"
    not_counted = _("Your answers were not counted.") if was_sent else ""
    titles = {
        "assessment-closed": (
            _("The result is shown already"),
            _("More answers are not taken: two results side by side could tell what one person answered."),
        ),
        "all-have-answered": (
            _("Everybody has answered"),
            _("As many have answered as the group said they are. If you are more, the group can change the number."),
        ),
    }
    title, sentence = titles.get(
        reason,
        (_("We could not read that"), _("The page sent something that could not be read. Load the page again.")),
    )
    said = f"{not_counted} {sentence}".strip()
    return _said(request, title, said, result=result_address(request, assessment.group), status=status)


def _already(request: HttpRequest, assessment: Assessment, status: int) -> HttpResponse:
    return _said(
        request,
        _("This browser has answered"),
        f"{count_sentence(assessment)} {_('When the group shows the result, everybody sees it at the same time.')}",
        result=result_address(request, assessment.group),
        again=f"{request.path}?en-til",
        status=status,
    )


def _said(request: HttpRequest, title: str, sentence: str, *, status: int, **more: str) -> HttpResponse:
    context = {"title": title, "sentence": sentence, **more}
    return render(request, "courses/assessment_said.html", context, status=status)


def package_or_404(group: Group) -> Package:
    """The programme that the group follows; 404 if there is none."""
    try:
        return package_of(group)
    except NoProgramme:
        raise Http404 from None


def count_sentence(assessment: Assessment | AssessmentShown) -> str:
    """«5 av 8 har svart.»"""
    said = {"answered": assessment.answered, "heads": assessment.heads}
    return (
        ngettext(
            "%(answered)s of %(heads)s has answered.", "%(answered)s of %(heads)s have answered.", said["answered"]
        )
        % said
    )


def result_address(request: HttpRequest, group: Group) -> str:
    """The way to the result for a browser that may see it, else ""."""
    return reverse("assessment-result", args=[group.public_id]) if is_key_of(request, group.secret) else ""
