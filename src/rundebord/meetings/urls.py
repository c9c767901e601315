from django.urls import path

from rundebord.meetings.screens import afar, door, host, phone, shared

urlpatterns = [
    path("start", shared.start, name="start"),
    path("mote/<str:meeting>", shared.meeting, name="meeting"),
    path("mote/<str:meeting>/skjerm", shared.present, name="meeting-present"),
    path("mote/<str:meeting>/kommando", shared.command, name="meeting-command"),
    path("mote/<str:meeting>/veileder", host.host, name="host"),
    path("mote/<str:meeting>/veileder/na", host.host_present, name="host-present"),
    path("mote/<str:meeting>/veileder/kommando", host.host_command, name="host-command"),
    path("mote/<str:meeting>/qr", host.qr, name="meeting-qr"),
    path("mote/<str:meeting>/dor", door.change_door, name="door"),
    path("mote/<str:meeting>/dor/qr", door.door_qr, name="door-qr"),
    path("mote/<str:meeting>/film", door.film, name="film-at"),
    path("mote/<str:meeting>/deltaker", phone.phone, name="phone"),
    path("mote/<str:meeting>/deltaker/na", phone.present, name="phone-present"),
    path("mote/<str:meeting>/deltaker/skjerm", afar.afar, name="phone-afar"),
    path("mote/<str:meeting>/deltaker/skjerm/na", afar.present, name="phone-afar-present"),
    path("mote/<str:meeting>/deltaker/kommando", phone.command, name="phone-command"),
    path("mote/<str:meeting>/deltaker/klar", phone.ready, name="phone-ready"),
    path("mote/<str:meeting>/deltaker/sted", phone.place, name="phone-place"),
    path("mote/<str:meeting>/deltaker/lede", phone.ask_lead, name="phone-lead"),
    path("stemme", phone.ballot, name="ballot"),
    path("b", phone.join, name="join"),
    path("b/<str:code>", phone.join_code, name="join-code"),
    path("b/plass/<str:link>", phone.same_seat, name="phone-same"),
    path("v/<str:meeting>/<str:key>", host.host_link, name="host-link"),
]
