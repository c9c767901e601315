from django.urls import path

from rundebord.meetings.screens import shared

urlpatterns = [
    path("start", shared.start, name="start"),
    path("g/<str:secret>", shared.group_link, name="group-link"),
    path("mote/<str:meeting>", shared.meeting, name="meeting"),
    path("mote/<str:meeting>/skjerm", shared.present, name="meeting-present"),
    path("mote/<str:meeting>/kommando", shared.command, name="meeting-command"),
]
