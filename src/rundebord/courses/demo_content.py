"""What the made-up group has said. Constructed: nobody has said it, and it says so wherever it is shown."""

from __future__ import annotations

from typing import Final

PROGRAMME: Final = "digital-transformasjon"
NAME: Final = "Eksempelgruppa (konstruert)"
MEMBERS: Final = (
    ("Direktøren", "Hele virksomheten"),
    ("Økonomisjefen", "Økonomi"),
    ("HR-sjefen", "Medarbeidere"),
    ("Fagdirektøren", "Saksbehandling"),
    ("Regionsjef nord", "Førstelinja"),
    ("Digitalsjefen", "Digitale tjenester"),
    ("Kommunikasjonssjefen", "Kommunikasjon"),
    ("Juridisk direktør", "Jus"),
)
"""The first is the top leader. Roles and no names: nobody is to be taken for somebody."""
SENTENCE: Final = "Hos oss betyr det at folk slipper å fortelle oss det vi allerede vet"
REWORDED: Final = "Hos oss betyr det at ingen må fortelle oss det samme to ganger"
BOXES: Final = (
    ("Søknaden er en PDF som må skrives ut", "papir"),
    ("Arkivet er skannet", "papir"),
    ("Vi svarer samme dag når alt er fylt ut", "bedre"),
    ("Førstelinja ser hele saken", "bedre"),
    ("Fornyelsen går av seg selv", "ny"),
)
DIFFERENCES: Final = (
    "Om det er saksbehandlingen eller regelverket som er flaskehalsen",
    "Hvor mye vi kan slutte med før noe erstatter det",
)
AREAS: Final = (
    "å stoppe det som ikke virker lenger",
    "å bestemme sammen hva som kommer først",
    "å høre på førstelinja før vi bestemmer",
    "å ta gevinsten ut i linja",
    "å ta med juristen fra starten",
)
TERM: Final = "Gevinst: noe brukeren eller vi merker etterpå"
LATER: Final = "Felles innlogging for de små tjenestene"
TASK_LINES: Final = (
    "Det stopper opp når vedlegget er i feil format. Da ringer jeg.",
    "Det stopper opp når to avdelinger venter på hverandre.",
    "Det stopper opp når ingen vet hvem som kan si ja.",
)
ABSENT_LINE: Final = "Jeg ville sagt at fristen er det folk spør oss om, ikke skjemaet."
OBSTACLES: Final = (
    ("Vi utsetter når noen er uenige", "hindrer"),
    ("Vi bestiller nytt uten å slå av det gamle", "hindrer"),
    ("Vi ringer hverandre før det blir en sak", "hjelper"),
)
TABLE: Final = (
    ("gevinst", "hvem", "Fagdirektøren"),
    ("gevinst", "vet", "Nå, ja"),
    ("risiko", "hvem", "Juridisk direktør"),
)
REQUIREMENTS: Final = (
    "Det kreves av oss at vi sier nei til noe hver måned",
    "Det kreves av oss at én eier gevinsten, med navn",
    "Det kreves av oss at vi spør førstelinja først",
)
GOALS: Final = (
    ("Vi har sluttet med tre rutiner ingen savner", "Førstelinja kan nevne alle tre"),
    ("Ledermøtet velger hva som kommer først, hver måned", "Lista ligger på intranettet"),
)
