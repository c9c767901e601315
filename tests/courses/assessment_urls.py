"""The house's addresses, and those of the self-assessment."""

from django.urls import include, path

from rundebord.courses import assessment_answering, assessment_pages

urlpatterns = [
    path("svar/<str:secret>", assessment_answering.answer, name="assessment-answer"),
    path("gruppe/<str:group>/egenvurdering", assessment_pages.result, name="assessment-result"),
    path("gruppe/<str:group>/egenvurdering/apne", assessment_pages.open_for_answers, name="assessment-open"),
    path("gruppe/<str:group>/egenvurdering/vis", assessment_pages.close_and_show, name="assessment-close"),
    path("", include("rundebord.config.urls")),
]

handler404 = "rundebord.config.pages.not_found"
