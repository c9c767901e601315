from django.urls import path

from rundebord.meetings.screens import host, shared

urlpatterns = [
    path("start", shared.start, name="start"),
    path("mote/<str:meeting>", shared.meeting, name="meeting"),
    path("mote/<str:meeting>/skjerm", shared.present, name="meeting-present"),
    path("mote/<str:meeting>/kommando", shared.command, name="meeting-command"),
    path("mote/<str:meeting>/veileder", host.host, name="host"),
    path("mote/<str:meeting>/veileder/na", host.host_present, name="host-present"),
    path("mote/<str:meeting>/qr", host.qr, name="meeting-qr"),
    path("v/<str:meeting>/<str:key>", host.host_link, name="host-link"),
]
