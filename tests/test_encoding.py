"""Mojibake of many kinds is read back, and right text of many languages is left alone."""

import time
from unittest.mock import patch

import pytest

import cleanup
from cleanup import Settings
from cleanup.checks import encoding_mojibake
from cleanup.checks.encoding_mojibake import repairs
from cleanup.checks.encoding_tables import TABLES, WINDOWS
from cleanup.document import Document
from cleanup.prefilter import stretches

ENCODING = Settings(select=("encoding",))
MADE_OF = {
    "English": "It isn’t the café’s “naïve” piña colada – it’s São Paulo’s, at £5 or €6…",
    "French": "L’été, l’hôtel où Zoë a déjà mangé des crêpes était à côté du théâtre.",
    "German": "Die Bäume müßten größer sein, schön wär’s; Köln und Zürich liegen weiter.",
    "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "Russian": "Съешь ещё этих мягких французских булок, да выпей чаю.",
    "Greek": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.",
    "Japanese": "いろはにほへと、散りぬるを。",
}
RIGHT = """\
The Romanian letter “Â” sounds like “Î”; the letter Â is rare, and the letter Ã is Portuguese.
“BOA MANHÔ, disse a IRMÔ… A LÃ É BOA; SÃO PAULO; AMANHÃ; NÃO; VOCÊ…
An area of 10 Å² or 5 Å³, bonds of 1.5 Å–1.9 Å; CAFÉ®, PELÉ², JOSÉ¹, fiancé¹², É™, Ò™.
“Café”“Bar” and “fiancé”—“fiancée”; Pará´s d´Ávila; ``voilà´´; Nestlé”, Lancôme’s.
ŁÓDŹ ŻÓŁW RÓŻA MIĘSO KSIĘŻYC ÚŽASNÝ RŮŽE MÔŽE GĂŞTE MĂŞTI ÎNŞELĂTOR ŞŢ, Fuß’ und Gruß…
├── École ║é║ │à│ ╔══╗ ¯\\_(ツ)_/¯ ʕ•ᴥ•ʔ ♪♫ √π √2 x×² 5×³√8 ¬p ∧ ¬q Ö½ Ü² Ø°
Привет! «Война и мир» — роман. ВІКІ. Ελληνικά ΆΈΉ «Ώ» 日本語「テスト」 한국어 עברית العربية
Łódź, Dvořák, Guðmundsdóttir, Việt Thắng, Ngô Đình Diệm, İstanbul Şişli, Ðorđe, Þór
25 °C ± 2 µm £5 ¥100 § 3 ½ cup 10 µg/m³ ©2024 ®™ 20°–30° 5’6” 3′ 4″ «Ã» (Ã) Ã’s «Â» Â: Ã…
ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ
¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ “”‘’–—…•†‡‰‹›€™ŠŒŽšœžŸ
""".splitlines()


def misread(text: str, encoding: str) -> str:
    """`text` in UTF-8, read in an encoding whose gaps are filled."""
    table = next(t for t in TABLES if t.encoding == encoding)
    characters = {number: c for c, number in table.bytes.items()}
    return "".join(characters.get(byte, chr(byte)) for byte in text.encode())


@pytest.mark.parametrize("language", MADE_OF)
@pytest.mark.parametrize("encoding", [*WINDOWS[:2], "cp850", "cp437"])
def test_what_was_read_in_the_wrong_encoding_is_read_back(language: str, encoding: str) -> None:
    damaged = misread(MADE_OF[language], encoding)
    assert damaged != MADE_OF[language]
    assert cleanup.clean(damaged, ENCODING).after == MADE_OF[language]


def test_an_entity_that_cannot_be_meant_is_left_to_the_user() -> None:
    text = "It was the mayor&sup1;s mill, and 20 m&sup2; of it were his."
    assert cleanup.clean(text).after == "It was the mayor&sup1;s mill, and 20 m² of it were his."


def test_what_was_read_wrongly_twice_is_read_back() -> None:
    damaged = misread(misread(MADE_OF["English"], "cp1252"), "cp1252")
    assert cleanup.clean(damaged, ENCODING).after == MADE_OF["English"]


@pytest.mark.parametrize("line", RIGHT)
def test_right_text_is_not_mojibake(line: str) -> None:
    assert list(repairs(line)) == []


def test_a_closing_mark_that_lost_its_last_byte_is_known_where_a_quotation_is_open() -> None:
    open_one = "â€œWe wonâ€™t,â€ he said â€“ and left."
    assert cleanup.clean(open_one, ENCODING).after == "“We won’t,” he said – and left."
    nothing_open = "He left.â€ The coâ€operative stayed."
    assert cleanup.clean(nothing_open, ENCODING).after == nothing_open


@pytest.mark.parametrize("between", ["A word or two. ", "Łódź ", "Ð¢Ð²ÐµÑ€ÑŒ Ð¢Ð²ÐµÑ€ÑŒ ", "é "])
def test_a_long_line_is_read_in_parts(between: str) -> None:
    line = f"CafÃ© {between * 700}itâ€™s {between * 2000}Ã  la carte at the cafÃ©. "
    wanted = line.replace("Ã©", "é").replace("â€™", "’").replace("Ã ", "à")
    wanted = wanted.replace("Ð¢Ð²ÐµÑ€ÑŒ", "Тверь")
    with patch.object(encoding_mojibake, "repairs", side_effect=repairs) as read:
        assert cleanup.clean(line * 2, ENCODING).after == wanted * 2
    assert max(len(call.args[0]) for call in read.call_args_list) < len(line)


def test_two_encodings_with_two_readings_are_for_a_person() -> None:
    # As Windows-1250 it would have å for á.
    damaged = misread("Skáldið Guðrún Lára bað um mál.", "iso8859-2")
    cleaning = cleanup.clean(damaged, ENCODING)
    assert cleaning.after == damaged
    assert cleaning.left


@pytest.mark.parametrize(
    "topic", ["UTF-8", "Windows-1252", "character sets", "Unicode", "mojibake"]
)
def test_a_text_about_encodings_is_not_mended_unasked(topic: str) -> None:
    text = f"This is about {topic}. If you see cafÃ© for a café, the page was read wrongly."
    cleaning = cleanup.clean(text, ENCODING)
    assert cleaning.after == text
    assert [f.rule for f in cleaning.left] == ["encoding/mojibake"]


def test_an_entity_that_a_text_is_about_is_not_decoded_unasked() -> None:
    text = "In HTML, &amp; stands for an ampersand and &lt; for a less-than sign."
    assert cleanup.clean(text, ENCODING).after == text


def test_damaged_letters_are_mended_in_quoted_speech() -> None:
    text = "“The cafÃ© is RaÃºl’s,” he said, “and the oﬃce is mine.”"
    assert cleanup.clean(text, ENCODING).after == (
        "“The café is Raúl’s,” he said, “and the office is mine.”"
    )


@pytest.mark.parametrize("piece", ["The cafÃ© isnâ€™t open. ", "â€™", "â€ ", "&nbsp; ", "a\u200b"])
def test_a_long_line_takes_no_longer_for_its_length(piece: str) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        cleanup.check(piece * times, ENCODING)
        return time.process_time() - began

    seconds(10)
    assert seconds(4_000) < 20 * (seconds(500) + 0.02)


def test_the_trigger_of_mojibake_is_rare_in_right_english() -> None:
    text = "“It isn’t,” she said—“not here” – the café’s naïve “no”… £5, 20 °C.\n" * 100
    document = Document(text)
    assert len(document.view(stretches)) > 5
    assert cleanup.check(text, ENCODING).findings == ()
