from django.urls import path

from rundebord.courses import (
    assessment_answering,
    assessment_pages,
    demo_pages,
    keeping_pages,
    pages,
    paper_pages,
    settings_pages,
)

urlpatterns = [
    path("prov", demo_pages.demo, name="demo"),
    path("g/<str:secret>", pages.group_link, name="group-link"),
    path("gruppe/<str:group>", pages.group, name="group"),
    path("gruppe/<str:group>/mote", pages.open_next, name="group-open"),
    path("gruppe/<str:group>/angre", pages.undo, name="group-undo"),
    path("gruppe/<str:group>/utgave", pages.move_version, name="group-version"),
    path("gruppe/<str:group>/linje", pages.keep_line, name="group-line"),
    path("gruppe/<str:group>/linje/slett", pages.delete_line, name="group-line-delete"),
    path("gruppe/<str:group>/for-deg/<str:episode>", pages.catch_up, name="catch-up"),
    path("gruppe/<str:group>/hvem", settings_pages.people, name="group-people"),
    path("gruppe/<str:group>/datoer", settings_pages.dates, name="group-dates"),
    path("gruppe/<str:group>/kalender.ics", settings_pages.calendar, name="group-calendar"),
    path("gruppe/<str:group>/lenke", settings_pages.share, name="group-share"),
    path("gruppe/<str:group>/lenke.svg", settings_pages.share_qr, name="group-share-qr"),
    path("gruppe/<str:group>/utgangspunkt", paper_pages.paper, name="paper"),
    path("gruppe/<str:group>/utgangspunkt.pdf", paper_pages.paper_file, {"kind": "pdf"}, name="paper-pdf"),
    path("gruppe/<str:group>/utgangspunkt.docx", paper_pages.paper_file, {"kind": "docx"}, name="paper-word"),
    path("gruppe/<str:group>/sletting", keeping_pages.keeping, name="group-keeping"),
    path("gruppe/<str:group>/slett", keeping_pages.delete, name="group-delete"),
    path("gruppe/<str:group>/alt", keeping_pages.written, name="group-written"),
    path("gruppe/<str:group>/alt/slett", keeping_pages.erase, name="group-erase"),
    path("gruppe/<str:group>/egenvurdering", assessment_pages.result, name="assessment-result"),
    path("gruppe/<str:group>/egenvurdering/apne", assessment_pages.open_for_answers, name="assessment-open"),
    path("gruppe/<str:group>/egenvurdering/vis", assessment_pages.close_and_show, name="assessment-close"),
    path("svar/<str:secret>", assessment_answering.answer, name="assessment-answer"),
]
