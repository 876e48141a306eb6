"""People found in a text, how near two names are, and what the evidence adds up to."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanup
from cleanup.document import Document, Evidence, Span
from cleanup.findings import Safety, State
from cleanup.names import gazetteer
from cleanup.names.dates import date_of
from cleanup.names.evidence import FIX, SUGGEST, WEIGHTS, Ground, inflected, verdict
from cleanup.names.folding import apart, near, very_near
from cleanup.names.gazetteer import People, Person, entity_key, known_entity, office_keys
from cleanup.names.mentions import in_office, mentions
from cleanup.names.offices import OFFICE
from cleanup.names.parallel import pairs
from cleanup.names.recognised import names_at
from cleanup.names.romanised import romanised_alike
from cleanup.names.spelling import distance, one_letter
from cleanup.settings import rulebook

SEEDS = Path(__file__).parent.parent / "seeds"
(BODY,) = SEEDS.glob("000_*.txt")
(DAMAGED,) = SEEDS.glob("002_*.txt")
PEOPLE = ("office-holder", "affiliated-person", "near-known-name", "unlike-reference")
NAMES = cleanup.Settings(
    select=tuple(f"names/{rule}" for rule in (*PEOPLE, "inconsistent-spelling"))
)


def found(text: str) -> list[tuple[str, str, str]]:
    """The names beside offices, the offices and their entities."""
    some = Document(text).view(in_office)
    return [(" ".join(m.words), m.office, m.entity) for m in some]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO Secretary General Mark Root spoke.", ("Mark Root", "secretary general", "nato")),
        ("NATO’s secretary-general, Mark Root, spoke.", ("Mark Root", "secretary general", "nato")),
        ("Mark Root, the NATO secretary general,", ("Mark Root", "secretary general", "nato")),
        ("Mark Root, chancellor of Germany, left.", ("Mark Root", "chancellor", "germany")),
        (
            "the president of the United States, Joe Hill.",
            ("Joe Hill", "president", "united states"),
        ),
        ("the head of the IMF, Anna Feld,", ("Anna Feld", "head", "imf")),
        ("Malta’s new Prime Minister Anna Feld’s plan", ("Anna Feld", "prime minister", "malta")),
        ("President of Arvia Anna Feld", ("Anna Feld", "president", "arvia")),
        ("Austria’s and Malta’s Chancellor Olaf Hill said", ("Olaf Hill", "chancellor", "malta")),
        (
            "European Commission President Ursula von der Hill left",
            ("Ursula von der Hill", "president", "european commission"),
        ),
        ("US President Joe Hill Monday said", ("Joe Hill", "president", "united states")),
    ],
)
def test_a_name_is_found_with_the_office_beside_it(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "NATO Secretary General Root spoke.",
        "The general Mark Root spoke; NATO said nothing.",
        "The head of the valley, where Mark Root lives, is green.",
        "She was chief among them.\nMark Root came later.",
        "The deputy secretary general of NATO, Mark Root, spoke.",
        "NATO deputy secretary general Mark Root spoke.",
    ],
)
def test_no_office_is_found_where_none_stands_beside_a_full_name(text: str) -> None:
    assert [m for m in found(text) if m[2]] == []


def test_an_office_with_a_name_behind_it_belongs_to_no_name_before_it() -> None:
    text = "He thanked Mark Root, NATO Secretary General Jens Hill said."
    assert found(text) == [("Jens Hill", "secretary general", "nato")]


def test_a_former_holder_is_told_from_the_holder() -> None:
    some = Document("Former NATO chief Mark Root met NATO chief Anna Feld.").view(in_office)
    assert [m.former for m in some] == [True, False]


def test_a_name_ends_before_a_genitive_and_before_what_is_no_name() -> None:
    text = "Mark Root’s plan. On Anna Feld Monday called. Jon A. Hill’s too."
    assert [" ".join(m.words) for m in mentions(Document(text))] == [
        "Mark Root",
        "Anna Feld",
        "Jon Hill",
    ]


@pytest.mark.parametrize(
    ("garbled", "right", "language"),
    [
        ("Root", "Rutte", "ar"),
        ("Bafel", "Pavel", "ar"),
        ("Lutte", "Rutte", "ja"),
        ("Torampu", "Trump", "ja"),
        ("Khollande", "Hollande", "ru"),
        ("Benet", "Bennett", "any"),
    ],
)
def test_what_a_language_cannot_tell_apart_is_near(garbled: str, right: str, language: str) -> None:
    assert near(garbled, right, language)
    assert apart(garbled, right) == apart(right, garbled)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Johnson", "Jackson"), ("Merz", "Scholz"), ("Smith", "Schmidt"), ("Un", "Il"), ("Li", "Le")],
)
def test_different_names_are_not_near(one: str, other: str) -> None:
    assert near(one, other) is None
    assert very_near(one, other) is None


def test_every_cost_is_of_a_known_language_and_less_than_another_letter() -> None:
    from cleanup.lists import entries
    from cleanup.names.folding import LANGUAGES

    for line in entries("name-sounds"):
        language, one, other, cost = line.split()
        assert language in LANGUAGES
        assert one != other
        assert 0 < float(cost) < 1, line
        assert re.fullmatch(r"[a-z]+\$?|_\$?", one), line


@pytest.mark.parametrize(
    ("one", "other", "entity"),
    [
        ("Zelenskyi", "Zelensky", "Ukraine"),
        ("Shoygu", "Shoigu", "Russia"),
        ("Mekdad", "Miqdad", "Syria"),
        ("Galant", "Gallant", "Israel"),
        ("Seok-youl", "Suk-yeol", "South Korea"),
        ("Abdollahian", "Abdullahyan", "Iran"),
    ],
)
def test_systems_of_romanisation_are_all_right(one: str, other: str, entity: str) -> None:
    person = Person("A B", entity=entity_key(entity))
    assert romanised_alike(one, other, person)
    assert one[-1] in "iy" or not romanised_alike(one, other, person._replace(entity="nato"))


@pytest.mark.parametrize("form", ["Ruttes", "Rutteism", "Bidenesque"])
def test_a_form_that_grammar_makes_is_no_garbled_name(form: str) -> None:
    assert inflected(form, "Rutte" if form[0] == "R" else "Biden")


def test_an_office_depends_on_who_has_it() -> None:
    assert "secretary general" in office_keys("chief", "nato")
    assert "secretary general" not in office_keys("chief", "germany")
    assert known_entity("Dutch") == known_entity("the Netherlands") == "netherlands"


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [
        ("Talks failed.\n30 October 2024\n", None, "2024-10-30"),
        ("Oct. 30, 2024\nTalks failed.", None, "2024-10-30"),
        ("Talks failed.\n2024-10-30 06:39:00", None, "2024-10-30"),
        ("Talks failed.\n2024-10-30", "2025-01-02", "2025-01-02"),
        (
            "Talks failed on 30 October 2024, and nobody was surprised that day, they said.",
            None,
            "",
        ),
        ("30 October 2024\nTalks failed.\n31 October 2024", None, ""),
        ("31 February 2024\nTalks failed.", None, ""),
        ("Talks failed.", None, ""),
    ],
)
def test_the_date_is_given_or_found_in_a_line_of_its_own(
    text: str, date: str | None, expected: str
) -> None:
    assert Document(text, evidence=Evidence(date=date)).view(date_of) == expected


def test_the_evidence_adds_up_to_a_fix_a_suggestion_or_nothing() -> None:
    assert verdict([Ground("office", ""), Ground("first name", ""), Ground("near", "")]) is (
        Safety.UNSAFE
    )
    assert verdict([Ground("first name", ""), Ground("very near", "")]) is Safety.DISPLAY
    assert verdict([Ground("very near", "")]) is None


# A surname and a first name are never enough, whatever they sound like.
def test_a_name_alone_never_makes_a_fix() -> None:
    names = ("first name", "first name hardly different", "same neighbours", "very near")
    assert max(WEIGHTS[n] for n in names[:2]) + WEIGHTS["very near"] < FIX
    assert WEIGHTS["same neighbours"] + WEIGHTS["first name"] + WEIGHTS["very near"] < FIX
    assert SUGGEST < FIX


@pytest.mark.parametrize("rule", ["office-holder", "unlike-reference", "affiliated-person"])
def test_a_card_says_what_each_ground_counts_for(rule: str) -> None:
    why = " ".join(rulebook().rules[f"names/{rule}"].why.split())
    said = {int(number) for number in re.findall(r"\+(\d)", why)}
    assert said
    assert said <= set(WEIGHTS.values())
    assert f"A fix needs {FIX}" in why


def test_the_seed_is_mended_alone() -> None:
    text = DAMAGED.read_text(encoding="utf-8")
    after = cleanup.clean(text, NAMES, unsafe=True).after
    assert after == (
        text.replace("Mark Root", "Mark Rutte")
        .replace("\nRoot believed", "\nRutte believed")
        .replace("Bruce Klinger,", "Bruce Klingner,")
    )
    warned = {
        text[f.span.start : f.span.end]
        for f in cleanup.check(text, NAMES).findings
        if f.rule == "names/inconsistent-spelling"
    }
    assert warned == {"Camphusen", "Camphausen"}
    assert cleanup.check(BODY.read_text(encoding="utf-8"), NAMES).findings == ()


def test_the_seed_is_mended_by_a_reference_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleanup.names.people.known", People)
    text, body = DAMAGED.read_text(encoding="utf-8"), BODY.read_text(encoding="utf-8")
    assert "Rutte" not in cleanup.clean(text, NAMES, unsafe=True).after
    after = cleanup.clean(text, NAMES, unsafe=True, references=[body]).after
    assert after == text.replace("Mark Root", "Mark Rutte").replace("\nRoot b", "\nRutte b")


@pytest.mark.parametrize(
    "text",
    [
        "NATO Secretary General Mark Root-has left.",
        "NATO Secretary General Mark Root-ed left.",
        "NATO Secretary General Mark RootHas left.",
        "NATO Secretary General MARK ROOT left.",
        "NATO Secretary General Mark Ruttes left.",
        "Former NATO Secretary General Anna Root left.",
        "Mark Root left, and the NATO summit went on.",
        "Ukrainian President Vladimir Zelenskiy left.",
        "North Korean leader Kim Jong-il left.",
    ],
)
def test_joined_words_variants_and_other_people_are_left_alone(text: str) -> None:
    assert cleanup.clean(text, NAMES, unsafe=True, date="2025-02-01").after == text


def test_a_later_surname_follows_where_it_can_mean_one_person_only() -> None:
    first = "NATO Secretary General Mark Root spoke."
    right = "NATO Secretary General Mark Rutte spoke."
    pairs_ = {
        " Root said no.": " Rutte said no.",
        " Mr Root left.": " Mr Rutte left.",
        " Mark Root’s plan won.": " Mark Rutte’s plan won.",
        " Root vegetables were served.": " Root vegetables were served.",
        " Square Root said so.": " Square Root said so.",
        " The Root Foundation paid.": " The Root Foundation paid.",
        " Anna Root said no. Root said yes.": " Anna Root said no. Root said yes.",
    }
    for later, expected in pairs_.items():
        assert cleanup.clean(first + later, NAMES, unsafe=True).after == right + expected


def test_accents_are_written_where_the_text_has_any() -> None:
    text = "Spanish Prime Minister Pedro Sanshez spoke."
    fixed = cleanup.clean(text, NAMES, unsafe=True).after
    assert fixed == "Spanish Prime Minister Pedro Sanchez spoke."
    fixed = cleanup.clean(f"{text} In Málaga.", NAMES, unsafe=True).after
    assert fixed == "Spanish Prime Minister Pedro Sánchez spoke. In Málaga."


def test_a_surname_alone_follows_one_of_three_words() -> None:
    text = "Turkish president Recep Tayip Ardogan spoke; Ardogan left."
    after = cleanup.clean(text, NAMES, unsafe=True, date="2021-01-01").after
    assert after == "Turkish president Recep Tayip Erdogan spoke; Erdogan left."


def test_a_row_from_memory_is_shown_and_not_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ("Anna Veldt", "", "", "prime minister", "Malta", "", "", "", gazetteer.RECALLED)
    monkeypatch.setattr("cleanup.names.people.known", lambda: People([row]))
    (only,) = cleanup.check("Malta’s Prime Minister Anna Feldt left.", NAMES).findings
    assert only.state is State.CANDIDATES


def test_a_name_that_is_known_is_touched_by_no_other_family() -> None:
    text = "Boutros Boutros-Ghali and Abdullah Abdullah met Ban Ki-moon."
    assert cleanup.clean(text, unsafe=True).after == text
    known = "We saw Abdullah Abdullah there."
    (span,) = names_at(Document(known), Span(9, 12))
    assert known[span.start : span.end] == "Abdullah Abdullah"


def test_two_texts_tell_the_same_or_a_name_is_another() -> None:
    reference = "After two years of repairs harbour master Olaf Bjornsen on Friday opened the pier."
    same = "Harbour master Olaf Bjarnsen opened the pier on Friday after two years of repairs."
    other = "In the third act the tenor Olaf Bjarnsen sang as nobody had ever sung before."
    assert [(p.wrong, p.right) for p in pairs(Document(same), reference)] == [
        ("Bjarnsen", "Bjornsen")
    ]
    assert list(pairs(Document(other), reference)) == []


OFFICE_WORDS = sorted({word for office in gazetteer.offices() for word in office.split()})
WORDS_AND_MARKS = st.tuples(
    st.sampled_from([*OFFICE_WORDS, "of", "for", "X", "é", "'s"]),
    st.sampled_from([str, str.title, str.upper]),
    st.sampled_from([" ", "-", ", ", ". ", "", " of ", " A", "\n"]),
)


@given(st.text("abé'", max_size=7), st.text("abé'", max_size=7))
def test_one_letter_apart_is_a_distance_of_one(one: str, other: str) -> None:
    assert one_letter(one, other) == (distance(one, other) == 1)


@given(st.lists(WORDS_AND_MARKS, max_size=12))
def test_offices_are_found_as_their_pattern_finds_them(
    words: list[tuple[str, Callable[[str], str], str]],
) -> None:
    text = "".join(form(word) + mark for word, form, mark in words)
    found = list(OFFICE.finditer(text, 0, len(text)))
    by_pattern = list(re.compile(OFFICE.source).finditer(text))
    assert [m.span("office") for m in found] == [m.span("office") for m in by_pattern]
    assert [m.span() for m in found] == [m.span() for m in by_pattern]
    assert all(OFFICE.match(text, m.start()) for m in by_pattern)


def test_every_office_is_found_by_its_words() -> None:
    for office in gazetteer.offices():
        (only,) = OFFICE.finditer(f"The {office} of it", 0, len(office) + 10)
        assert only["office"] == office
