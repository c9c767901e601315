"""A phone that takes part: in by a code, one seat, what the present step asks for, and nothing else."""

from __future__ import annotations

from typing import Literal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rundebord.groups.access import let_seat_in, seat_in, seat_link, seat_of_link
from rundebord.kernel.refused import Refused
from rundebord.live.frame import mark_of
from rundebord.meetings.balloting import cast, make_ready, mark_of_option
from rundebord.meetings.core.agenda import options_of
from rundebord.meetings.core.phones import refused_from_phone
from rundebord.meetings.core.words import StepId
from rundebord.meetings.forms import Nonsense, phone_command_of
from rundebord.meetings.operations import NoSuchMeeting, clock, give_command, present_state
from rundebord.meetings.presenter import refusal_sentence
from rundebord.meetings.queries import door_of, present_meeting
from rundebord.meetings.screens.addresses import address_for_others
from rundebord.meetings.screens.answers import judged, shown_now
from rundebord.meetings.screens.drawing import render_phone
from rundebord.meetings.screens.guessing import guesses
from rundebord.meetings.screens.regions import present_phone, seat_name, seat_token
from rundebord.meetings.screens.words import words_for_phones, words_for_scripts
from rundebord.meetings.seats import (
    Seat,
    ask_to_lead,
    here_in,
    leads,
    meeting_with_code,
    seat_of,
    seats_called,
    seen,
    set_remote,
    take_seat,
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """The code is asked for, and leads on; a wrong one is said calmly, and guessing is slowed down."""
    typed = request.POST.get("code", "") if request.method == "POST" else ""
    code = "".join(letter for letter in typed if letter.isdigit())
    if request.method != "POST":
        return _ask_code(request, "", 200)
    return redirect("join-code", code) if len(code) == 6 else _ask_code(request, _wrong(typed), 422)


def _wrong(typed: str) -> str:
    said = typed.strip()[:20]
    return _("«%(code)s» is no code. It has six digits, and stands on the shared screen.") % {"code": said}


def _ask_code(request: HttpRequest, fault: str, status: int) -> HttpResponse:
    return render(request, "meetings/phone/code.html", {"fault": fault}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join_code(request: HttpRequest, code: str) -> HttpResponse:
    """Who are you? One tap where the group takes part without names. A phone that has its seat is let straight in."""
    address = request.META.get("REMOTE_ADDR", "")
    if not guesses.may_try(address):
        response = _ask_code(request, _("Too many wrong codes from here. Wait a minute, and try again."), 429)
        response["Retry-After"] = "60"
        return response
    meeting = meeting_with_code(code)
    if meeting is None:
        guesses.missed(address)
        sentence = _("The code %(code)s leads to no meeting that is open. Look at the shared screen again.")
        return _ask_code(request, sentence % {"code": code[:20]}, 404)
    translation.activate(door_of(meeting).language)
    if seat_of(meeting, seat_in(request, meeting)) is not None:
        return redirect("phone", meeting)
    if request.method != "POST":
        return _ask_name(request, meeting, code)
    name, member = request.POST.get("name", ""), request.POST.get("member", "")
    same = _the_same(request, meeting, name, member)
    if isinstance(same, HttpResponse):
        return same
    seat = same or take_seat(meeting, name=name, member=member, is_remote=bool(request.POST.get("remote")))
    if isinstance(seat, Refused):
        return _ask_name(request, meeting, code, fault=refusal_sentence(seat), name=name, status=422)
    response = redirect("phone", meeting)
    let_seat_in(request, response, meeting, seat)
    return response


def _the_same(request: HttpRequest, meeting: str, name: str, member: str) -> str | HttpResponse | None:
    """The seat that somebody of this name has already, if they say that it is theirs. They are asked once."""
    here = here_in(meeting)
    if not here.has_names:
        return None
    state = present_state(meeting)
    known = next((one for one in state.members.values() if one.id == member), None)
    taken = seats_called(meeting, known.name if known is not None else name)
    if not taken:
        return None
    said = known.name if known is not None else name.strip()
    if leads(meeting, taken[0]):
        # Whoever has the code could otherwise take the role by saying a name.
        fault = _("%(name)s leads the meeting from another phone. Use its own link to go on here, or another name.")
        return _ask_name(request, meeting, here.code, fault=fault % {"name": said}, status=422)
    if request.POST.get("same") == "1":
        return taken[0]
    context = {"name": said, "member": member, "code": here.code}
    return render(request, "meetings/phone/same.html", context)


def _ask_name(
    request: HttpRequest, meeting: str, code: str, *, fault: str = "", name: str = "", status: int = 200
) -> HttpResponse:
    here = here_in(meeting)
    state, package = present_meeting(meeting)
    taken = {seat.member for seat in here.seats}
    context = {
        "code": code,
        "title": package.episode(state.episode).title(translation.get_language() or "nb")[1],
        "has_names": here.has_names,
        "members": [(one.id, one.name, one.id in taken) for one in state.present.values()],
        "fault": fault,
        "name": name,
    }
    return render(request, "meetings/phone/name.html", context, status=status)


@require_GET
@never_cache
def same_seat(request: HttpRequest, link: str) -> HttpResponse:
    """Another device of one person has the same seat from now on: it does not count twice."""
    found = seat_of_link(link)
    if found is None or seat_of(*found) is None:
        raise Http404
    response = redirect("phone", found[0])
    response["Referrer-Policy"] = "no-referrer"
    let_seat_in(request, response, *found)
    return response


def own_seat(request: HttpRequest, meeting: str) -> tuple[Seat, str]:
    """The seat of this browser, and the meeting's language. One and the same 404 for foreign and for unknown."""
    try:
        language = door_of(meeting).language
    except (NoSuchMeeting, UnicodeError):
        raise Http404 from None
    seat = seat_of(meeting, seat_in(request, meeting))
    if seat is None:
        raise Http404
    translation.activate(language)
    seen(seat)
    return seat, language


def page_of_seat(
    request: HttpRequest, meeting: str, seat: Seat, language: str, kind: Literal["phone", "phone-afar"], version: int
) -> dict[str, object]:
    """What the scripts of a seat's page know from the start; ``kind`` is its address, and ends with its view."""
    return {
        "meeting": meeting,
        "present": reverse(f"{kind}-present", args=[meeting]),
        "mark": mark_of(version),
        "now": round(clock.now().timestamp() * 1000),
        "seat": seat_token(meeting, language, kind.rpartition("-")[2], seat.id),
        "csrf": get_token(request),
        "words": {**words_for_scripts(), **words_for_phones()},
        "number": seat.number,
        "member": seat.member,
        "isRemote": seat.is_remote,
    }


@require_GET
@never_cache
def phone(request: HttpRequest, meeting: str) -> HttpResponse:
    """The phone's page: it follows the meeting by itself until the close."""
    seat, language = own_seat(request, meeting)
    screen = present_phone(meeting, language)
    page = page_of_seat(request, meeting, seat, language, "phone", screen.version)
    context = {
        "page": {**page, "commands": reverse("phone-command", args=[meeting])},
        "region": render_phone(screen),
        "screen": screen,
        "meeting": meeting,
        "who": seat_name(seat),
        "is_remote": seat.is_remote,
        "other_device": address_for_others(request, reverse("phone-same", args=[seat_link(meeting, seat.id)])),
    }
    return render(request, "meetings/phone/phone.html", context)


@require_GET
@never_cache
def present(request: HttpRequest, meeting: str) -> HttpResponse:
    """The present step as JSON, for browsers that streams do not reach; 204 if ``?v=`` is the present mark."""
    seat, language = own_seat(request, meeting)
    return shown_now(request, meeting, f"phone:{language}", seat_token(meeting, language, "phone", seat.id))


@require_POST
def command(request: HttpRequest, meeting: str) -> HttpResponse:
    """What this step lets a phone do has been judged and is on disk; anything else is refused in a sentence."""
    seat, _language = own_seat(request, meeting)
    state = present_state(meeting)

    def option_of(mark: str) -> str:
        step = state.current
        options = options_of(state, state.step(step)) if step is not None else ()
        return next((option for option in options if mark_of_option(option) == mark), "")

    try:
        command_id, wish = phone_command_of(request.POST, seat.id, option_of)
        no = refused_from_phone(state, wish, is_remote=seat.is_remote)
        if no is not None:
            return JsonResponse({"refused": refusal_sentence(no)}, status=422)
        answer = give_command(meeting=meeting, command=wish, command_id=command_id)
    except Nonsense as fault:
        return JsonResponse({"refused": str(fault)}, status=422)
    return judged(meeting, answer)


@require_POST
def ready(request: HttpRequest, meeting: str) -> HttpResponse:
    """An answer lies ready on this phone, or is taken back; what it is, is not said. Answers with the ticket for it."""
    seat, _language = own_seat(request, meeting)
    person = request.POST.get("person", "1")
    found = make_ready(
        meeting=meeting,
        seat=seat.id,
        step=StepId(request.POST.get("step", "")[:100]),
        statement=request.POST.get("statement", "")[:100],
        person=int(person) if person.isascii() and person.isdigit() and len(person) < 3 else 0,
        is_ready=request.POST.get("yes") == "1",
    )
    if isinstance(found, Refused):
        return JsonResponse({"refused": refusal_sentence(found)}, status=422)
    return JsonResponse({"ticket": found})


@csrf_exempt
@require_POST
def ballot(request: HttpRequest) -> HttpResponse:
    """The answer is counted. It comes with a ticket and without cookies, so that nothing tells whose it is."""
    translation.activate(request.POST.get("language", "") if _is_known(request.POST.get("language", "")) else "nb")
    no = cast(request.POST.get("ticket", "")[:2_000], request.POST.getlist("mark")[:20])
    return JsonResponse({"refused": refusal_sentence(no)}, status=422) if no else JsonResponse({"counted": True})


def _is_known(language: str) -> bool:
    return language in dict(settings.LANGUAGES)


@require_POST
def ask_lead(request: HttpRequest, meeting: str) -> HttpResponse:
    """The screens say that this person asks to lead."""
    seat, _language = own_seat(request, meeting)
    ask_to_lead(meeting, seat.id)
    return JsonResponse({})


@require_POST
def place(request: HttpRequest, meeting: str) -> HttpResponse:
    """The person sits in the room, or follows from afar."""
    seat, _language = own_seat(request, meeting)
    set_remote(meeting, seat.id, is_remote=request.POST.get("remote") == "1")
    return redirect("phone", meeting)
