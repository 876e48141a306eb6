"""Names against the source text: which word is meant, how it is spelled, and what is left alone."""

import json
from pathlib import Path

import pytest

import cleanup
from cleanup.findings import Safety
from cleanup.names.importing import import_names
from cleanup.names.latin import in_latin, letters, pinyin, romanised, taste, unmarked
from cleanup.names.sounds import NEARLY, alike, sound, unlike, word_pairs

TABLE = """\
native\tenglish\tcount
גרשוני\tgershuni\t6
דוד\tdavid\t40
שפירין\tshapirin\t5
שפירין\tspirin\t4
дюкалов\tdyukalov\t1
марво\tmarveau\t1
마르보\tmarveau\t2
マルヴォー\tmarveau\t2
巴伦塔\tballenta\t5
رفعون\trafoun\t5
호르빈\thorwin\t5
ラングレル\tlangrell\t5
"""
HEBREW = "ד״ר גרשוני פתח את המרפאה ביום ראשון בבוקר."
# In no index, and each more like a word of the texts below than what is in the index.
OTHERS = "גרסון גרשון גרשווין בראשית גאורגים גרמנים גנואה גרייר גרנדין גרם מסאלה גושן גשן ג'ריינט"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names")
    (folder / "names.tsv").write_text(TABLE, encoding="utf-8")
    import_names(folder / "names.tsv", folder / "names.index")
    return folder / "names.index"


def found(text: str, source: str | None, *indexes: Path) -> list[tuple[str, list[str], bool]]:
    """The names found: the word, what is shown, and whether a fix can be applied."""
    settings = cleanup.Settings(select=("names",), names=indexes)
    findings = cleanup.check(text, settings, source=source).findings
    return [
        (
            text[f.span.start : f.span.end],
            [fix.edits[0].replacement for fix in f.fixes],
            f.fix is not None and f.fix.safety is Safety.UNSAFE,
        )
        for f in findings
    ]


@pytest.mark.parametrize(
    ("text", "source", "right"),
    [
        ("Dr. Gorshani opened the clinic on Sunday.", HEBREW, "Gershuni"),
        ("“Gorshani’s clinic is new,” she said on Sunday.", HEBREW, "Gershuni"),
        ("It is the clinic of David Gorshani, they said.", f"{HEBREW} דוד", "Gershuni"),
        ("The bridge is by Dukalov, who lives in Tver.", "Мост Дюкалова из Твери.", "Dyukalov"),
        ("The goal was scored by Marvou in the end.", "Гол забил Марво.", "Marveau"),
        ("The goal was scored by Balenda in the end.", "巴伦塔在比赛结束时进了球。", "Ballenta"),
        ("The goal was scored by Lafoun in the end.", "سجل رفعون الهدف في النهاية.", None),
        ("The goal was scored by Refoan in the end.", "سجل رفعون الهدف في النهاية.", "Rafoun"),
        ("The goal was scored by Hurbin in the end.", "호르빈은 마지막에 골을 넣었다.", "Horwin"),
        ("The goal was scored by Langurel in the end.", "ゴールはラングレル。", "Langrell"),
    ],
)
def test_a_garbled_name_gets_the_spelling_that_dominates(
    text: str, source: str, right: str | None, index: Path
) -> None:
    assert [new for _, new, sure in found(text, source, index) if sure] == (
        [[right]] if right else []
    )


def test_several_spellings_are_shown_and_not_chosen_from(index: Path) -> None:
    got = found("The baker Shefiren sold bread in the street.", "האופה שפירין מוכר לחם.", index)
    assert got == [("Shefiren", ["Shapirin", "Spirin"], False)]


def test_without_a_source_or_an_index_nothing_is_found(index: Path) -> None:
    text = "Dr. Gorshani opened the clinic on Sunday."
    assert found(text, HEBREW) == []
    assert found(text, None, index) == []
    assert found(text, "", index) == []
    assert found(text, "Dr. Gorshani opened the clinic.", index) == []
    assert found("", HEBREW, index) == []


RIGHT = [
    "Dr. Gershuni opened the clinic on Sunday morning.",
    "Dr. Gershouni and Dr. Gershunni opened the clinic.",
    "Gershuni’s clinic is new. The Gershunis are proud of it.",
    "The doctor opened the clinic. Dr. Gershuni, not Gorshani, was there.",
    "GORSHANI: I open the clinic on Sunday.",
    "1. e4 e5 2. Nf3 Nc6 3. Bb5 a6 4. Ba4 Nf6 5. O-O Be7",
    "Cast on 40 sts. Row 1: K2, P2. Row 2: Purl. Rep rows 1–2 till 10 in.",
    "| Team | Points |\n|---|---|\n| Garson | 40 |\n| Gershon | 38 |",
    "Shall I compare thee to a summer's day?\nThou art more lovely, Goshen, and more fair.",
    "From: ann@gorshani.example\nTo: desk@paper.example\nSubject: Clinic",
    "See https://gorshani.example/Gorshani and `Gorshani()` for more.",
    "He read from Genesis, and she from Gershwin's letters.",
    "In January the Germans beat the Georgians 3–1 in Genoa.",
    "Ingredients: 200 g Gruyère, 1 tbsp. Grenadine, Garam masala.",
    "Great Unsaid, Lord Goshawk, Sir Geraint, Miss Green, Ms. Grace.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_alone(text: str, index: Path) -> None:
    assert found(text, f"{HEBREW} {OTHERS}.", index) == []


def test_a_right_name_is_not_taken_for_another_one_of_the_source(index: Path) -> None:
    # Nobody has the first name in the index; it sounds more like its own word than like the other.
    source = "גרשום וגרשוני פתחו את המרפאה."
    assert found("Gershom and his partner opened the clinic.", source, index) == []


@pytest.mark.parametrize(
    "source",
    [
        "ביום שני אמר דוד גרשוני שמאוחר.",
        "В понедельник Давид Гершуни сказал, что поздно.",
        "Встретились с Давидом Гершуни.",
        "月曜日、ダヴィド・ゲルシュニは言った。",
        "周一，戴维·格舒尼说很晚了。",
    ],
)
def test_a_full_name_known_in_several_languages_is_put_right(source: str, tmp_path: Path) -> None:
    entry = {
        "name": "David Gershuni",
        "native": ["דוד גרשוני", "Давид Гершуни", "ダヴィド・ゲルシュニ", "戴维·格舒尼"],
    }
    (tmp_path / "names.jsonl").write_text(json.dumps(entry), encoding="utf-8")
    import_names(tmp_path / "names.jsonl", tmp_path / "names.index")
    text = "On Monday David Gershonay said that it was late."
    got = [("Gershonay", ["Gershuni"], True)]
    assert found(text, source, tmp_path / "names.index") == got


def test_what_the_user_gives_as_right_is_left_alone(index: Path, tmp_path: Path) -> None:
    text = "Dr. Gorshani opened the clinic on Sunday."
    settings = cleanup.Settings(names=(index,), select=("names",))
    reference = "It was Gorshani’s idea."
    assert not cleanup.check(text, settings, source=HEBREW, references=[reference]).findings
    people = tmp_path / "people.toml"
    people.write_text('[[person]]\nname = "Nir Gorshani"\n', encoding="utf-8")
    assert found(text, HEBREW, index, people) == []
    pinyin = "The painter Zhang Ruohui showed forty pictures."
    assert not cleanup.check(pinyin, source="张若兰", references=["Zhang Ruohui"]).findings


def test_a_name_counts_where_its_line_stands_in_the_source(index: Path) -> None:
    filler = "The rain went on, and nobody in the village thought that it would ever end. " * 4
    text = f"{filler}\n\nGorshani said it was late, and went home.\n\n{filler}\n\n{filler}"
    native = "הגשם נמשך ואיש בכפר לא חשב שייפסק אי פעם. " * 6
    here, there = [native] * 4, [native] * 4
    here[1] = HEBREW
    there[3] = HEBREW
    assert found(text, "\n\n".join(here), index) == [("Gorshani", ["Gershuni"], True)]
    assert found(text, "\n\n".join(there), index) == []


def test_a_name_that_is_right_elsewhere_is_put_right_if_the_source_has_it_as_often(
    index: Path,
) -> None:
    source = "גרשוני פתח את המרפאה. גרשוני חייך."
    text = "Gershuni opened the clinic on Sunday. Gorshani smiled."
    assert found(text, source, index) == [("Gorshani", ["Gershuni"], True)]
    assert found(text, "גרשוני פתח את המרפאה וחייך.", index) == []


def test_accents_are_written_as_the_text_does(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("native\tenglish\tcount\nברזל\tbérzél\t9\n", encoding="utf-8")
    import_names(tmp_path / "t.tsv", tmp_path / "t.index")
    source = "השף ברזל בישל מרק."
    plain = found("The chef Birzol cooked a soup for everybody.", source, tmp_path / "t.index")
    assert plain == [("Birzol", ["Berzel"], True)]
    marked = "The chef Birzol cooked a soup for André and everybody."
    assert found(marked, source, tmp_path / "t.index")[0][1] == ["Bérzél"]


def test_cleaning_settles_and_changes_only_the_name(index: Path) -> None:
    settings = cleanup.Settings(names=(index,))
    text = "Dr. Gorshani opened the clinic. “Gorshani is kind,” said Gorshani’s aunt.\n"
    source = HEBREW * 3
    once = cleanup.clean(text, settings, unsafe=True, source=source)
    assert once.after == text.replace("Gorshani", "Gershuni")
    assert cleanup.clean(once.after, settings, unsafe=True, source=source).after == once.after
    assert cleanup.clean(text, settings, source=source).after == text


PINYIN = [
    ("Zhang Ruohui", "张若兰", "Ruolan", True),
    ("Zhang Ruohui and Zhang Ruolan", "张若兰", None, False),
    ("Zhang Ruohui", "张若兰和张若慧", None, False),
    ("Zhang Ruohui", "張若蘭", None, False),
    ("Zhang Ruohui", "李若兰", None, False),
    ("Zhang Ruo", "张若兰", None, False),
    ("Lü Nüjuan", "吕女娟", None, False),
    ("Chang Jo-lan", "张若兰", None, False),
    ("Zhang Ruohui", "张若兰は京都にいる", None, False),
    ("Wang Leehom", "王力宏", None, False),
    ("Zhang Roulan", "张若兰", "Ruolan", True),
    ("Zhang Rualan", "张若兰", "Ruolan", False),
]


@pytest.mark.parametrize(("text", "source", "right", "sure"), PINYIN)
def test_a_chinese_name_is_read_as_its_characters_are(
    text: str, source: str, right: str | None, sure: bool
) -> None:
    got = found(f"The painter {text} showed forty pictures.", f"画家{source}展出了作品。")
    assert [(new, fixed) for _, new, fixed in got] == ([([right], sure)] if right else [])


SLAVIC = [
    ("Skvorsov", "Скворцова", "Skvortsov"),
    ("Skvortsoff", "Скворцова", None),
    ("Skvorzov", "Скворцова", None),
    ("Kharkiv", "Харьков", None),
    ("Tchaikovsky", "Чайковский", None),
    ("Rachmaninoff", "Рахманинов", None),
    ("Scriabin", "Скрябин", None),
    ("Asimov", "Азимов", None),
    ("Darwin", "Дарвин", None),
    ("Franklin", "Франклин", None),
    ("Katarina", "Катерина", None),
    ("Klitschko", "Кличко", None),
    ("Lukashenka", "Лукашенко", None),
    ("Zhukovskaya", "Жуковской", None),
]


@pytest.mark.parametrize(("name", "native", "right"), SLAVIC)
def test_a_slavic_name_keeps_its_letters(name: str, native: str, right: str | None) -> None:
    got = found(
        f"On Monday the guests met {name} at the lake.", f"Гости встретили {native} у озера."
    )
    assert got == ([(name, [right], False)] if right else [])


def test_names_of_one_sound_are_told_from_others() -> None:
    for name, native in (
        ("Gorshani", "גרשוני"),
        ("Burguan", "бургуэн"),
        ("Langurel", "ラングレル"),
        ("Hurbin", "호르빈"),
        ("Balenda", "巴伦塔"),
    ):
        assert unlike(sound(name), sound(native)) <= NEARLY, name
        assert unlike(sound("Kimutakis"), sound(native)) > 1, name


def test_a_garbled_form_is_alike_and_another_name_is_not() -> None:
    assert alike("Gorshani", "Gershuni")
    assert not alike("Gershuni", "Gershuni")
    assert not alike("Goshen", "Gershuni")
    assert not alike("Smith", "Schmidt-Rottluff")


def test_what_is_a_matter_of_taste() -> None:
    for one, other in (
        ("Tomy", "Tommy"),
        ("Shmuely", "Shmueli"),
        ("Hadassa", "Hadassah"),
        ("Haliwa", "Haliva"),
    ):
        assert taste(one) == taste(other)
    assert taste("Gorshani") != taste("Gershuni")


def test_ways_to_write_cyrillic_and_chinese() -> None:
    for native, name in (
        ("дюков", "Dyukov"),
        ("журавлев", "Zhuravlyov"),
        ("арсеньева", "Arsenyeva"),
        ("александр", "Alexander"[:7] + "r"),
    ):
        assert romanised(native, name), name
    assert not romanised("дюков", "Dukov")
    assert romanised("ясмила", "Jasmila", anywhere=True)
    assert not romanised("ясмила", "Jasmila")
    assert romanised("若兰", "Ruolan")
    assert not romanised("若兰", "Ruohui")
    assert (in_latin("собянин"), in_latin("жуковский")) == ("sobyanin", "zhukovsky")
    assert pinyin("若") == ("ruo",)
    assert pinyin("樂") == ()
    assert (letters("Žbanić"), unmarked("Žbanić")) == ("zhbanic", "Zbanic")


def test_words_of_full_names_are_paired_if_they_sound_alike() -> None:
    assert word_pairs("דוד גרשוני", "David Gershuni") == [
        ("דוד", "David"),
        ("גרשוני", "Gershuni"),
    ]
    assert word_pairs("דוד גרשוני", "Gershuni David") == []
    assert word_pairs("דוד גרשוני", "David ben Gershuni") == []
    assert word_pairs("金敏", "Kim Min") == []


def test_wrong_arguments_are_errors() -> None:
    for date in ("2024-13-01", "20240101", "yesterday", ""):
        with pytest.raises(ValueError, match="no date in the form YYYY-MM-DD"):
            cleanup.check("Text.", date=date)
    with pytest.raises(TypeError, match="source must be a text"):
        cleanup.check("Text.", source=Path("x.txt"))  # type: ignore[arg-type]
    cleanup.clean("Text.", date="2024-02-29", source="")
