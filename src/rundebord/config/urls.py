from django.urls import include, path

from rundebord.config import pages

urlpatterns = [
    path("", pages.front, name="front"),
    path("sprak", pages.choose_language, name="language"),
    path("galleri", pages.gallery, name="gallery"),
    path("", include("rundebord.meetings.urls")),
]

handler400 = "rundebord.config.pages.bad_request"
handler403 = "rundebord.config.pages.forbidden"
handler404 = "rundebord.config.pages.not_found"
handler500 = "rundebord.config.pages.broken"
