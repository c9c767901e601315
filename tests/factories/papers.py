"""Papers as a group's course makes them: whole, from the middle of the first meeting, with too much to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from hypothesis import strategies as st

from rundebord.documents.content import Area, Bullets, Labels, Paper, Section, Table, Terms, Words

LABELS = Labels(
    definition="Hos oss betyr det",
    requires="Hva kreves av oss",
    improves="Hva vil vi bli bedre på",
    reaches="Hvordan når vi målene",
    appendix="Vedlegg",
    goal="Mål",
    sign="Kjennetegn",
    month="Innen",
    action="Tiltak",
    owner="Eier",
    date="Frist",
    first_step="Første skritt",
    stop="Dette slutter vi med",
    status="Status",
    nothing_yet="Ikke bestemt ennå",
    nobody_yet="Ingen ennå",
    area="Område",
    page="Side %(page)s av %(pages)s",
)

_DATA = Area(
    name="Dele data på tvers av avdelinger",
    goal="Innbyggeren oppgir det samme bare én gang.",
    sign="Skjemaet for flytting spør ikke lenger om adresse, sivilstand eller inntekt.",
    month="juni 2027",
    action="Kartlegge hvilke opplysninger vi ber om to ganger, og fjerne de tre vanligste.",
    owner="Kari Nordmann",
    date="15. januar 2027",
    first_step="Hente listen over felt i de fem mest brukte skjemaene.",
    stop="Egne registre i regneark hos hver avdeling.",
    notices=("Fristen er ute",),
)
_GAINS = Area(
    name="Eie gevinsten sammen",
    goal="Hver satsing har én i ledergruppen som svarer for gevinsten.",
    sign="Alle ni satsinger i tildelingsbrevet står med navn i virksomhetsplanen.",
    month="mars 2027",
    action="Fordele satsingene mellom oss, og ta dem opp på hvert tredje ledermøte.",
    owner="Ola Čoarvi-Šuorbma",
    date="1. februar 2027",
    first_step="Be om en side om hver satsing fra prosjektlederne.",
    stop="Styringsgrupper uten noen fra ledergruppen.",
    status="Endret: tre satsinger er slått sammen til én",
)

_REQUIRES = (
    "At vi sier nei til noe, så de som skal endre arbeidet sitt, får tid til det.",
    "At fagavdelingene eier endringen, og at IT er med fra første dag.",
    "At vi tåler å vise frem det som ikke er ferdig.",
)

_SAID = (
    "Saksbehandlingen går fortere, men på samme måte som før",
    "Min avdeling treffes av nye krav til arkiv og deling av data",
    "Vi slipper å be innbyggerne om det samme to ganger",
    "Det er IT som eier det – og vi som merker det",
    "Papir blir data → data blir til færre spørsmål",
    "Den som bytter studiested midt i køen, må ringe oss",
    "Ingen av oss vet hvem som eier gevinsten",
    "Vi har ett skjema mindre",
)

_APPENDIX = (
    Section("Dette så vi ulikt på", (Bullets(("Om vi skal vente på felles løsning", "Hvem som bestemmer takten")),)),
    Section(
        "Forslag til områder",
        (Words("Tolv hender på åtte personer. De to øverste ble valgt."),),
    ),
    Section(
        "Alt som kreves av oss",
        (
            Bullets(
                (
                    *_REQUIRES,
                    "At vi følger pengene",
                    "At vi kan forskriften bedre enn leverandøren",
                    "At tillitsvalgte er med",
                    "At noen får lov til å feile",
                    "At vi møter brukerne selv",
                )
            ),
        ),
        2,
    ),
    Section(
        "Hvem må samarbeide?",
        (
            Table(
                ("Område", "Fag", "IT", "Økonomi", "Kommunikasjon"),
                (
                    ("Dele data på tvers av avdelinger", "leder an", "må bidra", "må vite", "må vite"),
                    ("Eie gevinsten sammen", "må bidra", "må bidra", "leder an", ""),
                ),
            ),
            Words("Fag leder an i arbeidet med å dele data; IT må bidra."),
        ),
    ),
    Section(
        "Ord vi bruker",
        (
            Terms(
                (
                    ("gevinst", "Det noen merker når arbeidet er endret, ikke når systemet er levert."),
                    ("deling av data", "At en annen kan bruke det vi vet, uten å spørre oss."),
                    ("orden i eget hus", ""),
                )
            ),
        ),
    ),
    Section("Møte 1: Hva er det?", (Words("Holdt 1. oktober 2026. Åtte var med."),)),
    Section("Hos oss betyr det at …", (Bullets(_SAID),), 2),
    Section("Møte 2: Hva står i veien?", (Words("Holdt 29. oktober 2026. Sju var med."),)),
    Section("Hva hindrer oss", (Bullets(tuple(f"{text} – også hos oss" for text in _SAID)),), 2),
    Section("Møte 3: Hva gjør vi?", (Words("Holdt 24. november 2026. Åtte var med."),)),
    Section("Om seks måneder ser andre at …", (Bullets(tuple(f"Ikke lenger: {text}" for text in _SAID)),), 2),
    Section("Til senere", (Bullets(("Hva gjør vi med fellesløsningen?", "Hvem tar arkivet?")),), 2),
)


def a_whole_paper() -> Paper:
    """After three meetings: two areas, three requirements, eight in the appendix, a map, three meetings' lines."""
    return Paper(
        language="nb",
        title="Vårt felles utgangspunkt",
        group="Ledergruppen i Direktoratet for gode tjenester",
        programme="Digital transformasjon",
        standing="Etter møte 3 av 3 · skrevet ut 24. november 2026 kl. 10.42",
        definition="Vi løser oppdraget på en ny måte fordi data, teknologi og lov gjør det mulig, ikke bare den gamle "
        "måten på skjerm.",
        requires=_REQUIRES,
        areas=(_DATA, _GAINS),
        promise="Dette gjør jeg selv: Jeg tar opp gevinstene i hvert styringsmøte, og spør ikke om fremdrift først.",
        next_meeting="Dere møtes igjen 15. januar 2027",
        appendix=_APPENDIX,
        colophon="Laget med Rundebord. Verktøyet er ikke laget, brukt eller godkjent av DFØ. Notatene slettes "
        "24. mai 2027.",
        labels=LABELS,
    )


def an_early_paper() -> Paper:
    """In the middle of the first meeting: a group without a name, and nothing decided but one line."""
    return replace(
        a_whole_paper(),
        group="",
        standing="Midt i møte 1 av 3 · skrevet ut 1. oktober 2026 kl. 9.20",
        definition="",
        requires=(),
        areas=(),
        promise="",
        next_meeting="",
        appendix=(Section("Hos oss betyr det at …", (Bullets(_SAID[:1]),)),),
    )


def a_half_decided_paper() -> Paper:
    """Two areas are chosen; one has an action that nobody owns, the other only a name."""
    half = replace(_DATA, owner="", date="", first_step="", stop="", notices=("Mangler eier",))
    return replace(a_whole_paper(), areas=(half, Area("Eie gevinsten sammen")), promise="")


def a_crowded_paper(times: int = 3) -> Paper:
    """Three areas, eight requirements, and every sentence ``times`` as long as one would like."""
    whole = a_whole_paper()
    return replace(
        whole,
        definition=" ".join([whole.definition] * times),
        requires=tuple(" ".join([text] * times) for text in (*_REQUIRES, *_SAID[:5])),
        areas=tuple(_longer(area, times) for area in (_DATA, _GAINS, replace(_DATA, name="Våge å slutte i tide"))),
        promise=" ".join([whole.promise] * times),
    )


def _longer(area: Area, times: int) -> Area:
    return replace(
        area,
        **{
            name: " ".join([getattr(area, name)] * times)
            for name in ("goal", "sign", "action", "first_step", "stop", "status")
            if getattr(area, name)
        },
    )


def with_lines(count: int) -> Paper:
    """A paper with so many lines in its appendix, in three meetings."""
    lines = tuple(f"{_SAID[number % len(_SAID)]} ({number})" for number in range(count))
    third = count // 3 + 1
    sections = tuple(Section(f"Møte {n + 1}", (Bullets(lines[n * third : (n + 1) * third]),)) for n in range(3))
    return replace(a_whole_paper(), appendix=(*_APPENDIX, *sections))


def texts_of(paper: Paper) -> Iterator[str]:
    """Every text that the paper holds, but for its language and its own labels."""
    yield from (paper.title, paper.group, paper.programme, paper.standing, paper.definition, *paper.requires)
    for area in paper.areas:
        yield from (getattr(area, one.name) for one in fields(area) if one.name != "notices")
        yield from area.notices
    yield from (paper.promise, paper.next_meeting, paper.colophon)
    for section in paper.appendix:
        yield section.heading
        for block in section.blocks:
            if isinstance(block, Bullets):
                yield from block.lines
            elif isinstance(block, Terms):
                yield from (text for pair in block.pairs for text in pair)
            elif isinstance(block, Table):
                yield from (text for row in (block.headings, *block.rows) for text in row)
            else:
                yield block.text


def papers(texts: st.SearchStrategy[str], labels: st.SearchStrategy[Labels] | None = None) -> st.SearchStrategy[Paper]:
    """Papers of every form, with those texts in every field."""
    few = st.lists(texts, max_size=4).map(tuple)
    areas = st.lists(st.builds(Area, *[texts] * 10, few), max_size=5).map(tuple)
    tables = st.integers(1, 6).flatmap(
        lambda columns: st.builds(
            Table, st.tuples(*[texts] * columns), st.lists(st.tuples(*[texts] * columns), max_size=3).map(tuple)
        )
    )
    pairs = st.lists(st.tuples(texts, texts), max_size=3).map(tuple)
    blocks = st.one_of(st.builds(Bullets, few), st.builds(Terms, pairs), tables, st.builds(Words, texts))
    sections = st.builds(Section, texts, st.lists(blocks, max_size=3).map(tuple), st.sampled_from([1, 2]))
    return st.builds(
        Paper,
        language=st.sampled_from(["nb", "nn", "en"]),
        title=texts,
        group=texts,
        programme=texts,
        standing=texts,
        definition=texts,
        requires=st.lists(texts, max_size=9).map(tuple),
        areas=areas,
        promise=texts,
        next_meeting=texts,
        appendix=st.lists(sections, max_size=4).map(tuple),
        colophon=texts,
        labels=st.just(LABELS) if labels is None else labels,
    )


ORDINARY = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzæøåčđŋšŧžéöABCÆØÅČŠ0123456789.,:;!?«»()–-…→%/&'\"", min_size=1, max_size=40),
    max_size=12,
).map(" ".join)
"""What Norwegians type, words too long to stand on a line included."""
WHATEVER = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.text("שלוםسلام👍🏽👨‍👩‍👧漢字\u200b\u202e\ufeff\x00\n\r\t\ue000 a", max_size=60),
    st.integers(1, 4000).map(lambda length: "W" * length),
    st.sampled_from(["#set page(width: 1pt)", "$x$ *b* _i_ `c` @ref <label> \\", "<w:p/>&amp;", "{{ 7 }}", "%(page)s"]),
)
"""What nobody should type: half characters, controls, markup, a word as long as a page."""
