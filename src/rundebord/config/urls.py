from django.urls import include, path

from rundebord.config import pages, programme_pages

urlpatterns = [
    path("", pages.front, name="front"),
    path("sprak", pages.choose_language, name="language"),
    path("galleri", pages.gallery, name="gallery"),
    path("program", programme_pages.programme, name="programme"),
    path("program/<str:programme>", programme_pages.programme_page, name="programme-page"),
    path("program/<str:programme>/ordliste", programme_pages.glossary_page, name="glossary"),
    path("program/<str:programme>/fakta", programme_pages.facts_page, name="facts"),
    path("program/<str:programme>/<str:episode>", programme_pages.episode_page, name="episode-page"),
    path("program/<str:programme>/<str:episode>/veileder", programme_pages.guide_page, name="guide"),
    path("", include("rundebord.meetings.urls")),
    path("", include("rundebord.courses.urls")),
]

handler400 = "rundebord.config.pages.bad_request"
handler403 = "rundebord.config.pages.forbidden"
handler404 = "rundebord.config.pages.not_found"
handler500 = "rundebord.config.pages.broken"
