"""Which language a text or a piece of it is in, what of it was left untranslated, and what is off
for a text that is not English."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from support import cleanup_command

import cleanup
from cleanup import Settings
from cleanup.checks import untranslated
from cleanup.checks.foreign import foreign
from cleanup.document import Document, Evidence
from cleanup.engines import fasttext
from cleanup.engines.language import UNKNOWN, language, name_of, named, names_of_languages
from cleanup.engines.letters import told_by_letters

# "The mayor opened the bridge on Monday, but nobody was there."
SENTENCES = {
    "ar": "افتتح العمدة الجسر يوم الاثنين ولم يكن هناك أحد.",
    "be": "Мэр адкрыў мост у панядзелак, але там нікога не было.",
    "bg": "Кметът откри моста в понеделник, но там нямаше никого.",
    "ca": "L'alcalde va inaugurar el pont dilluns i no hi havia ningú per veure-ho.",
    "cs": "Starosta v pondělí otevřel most, ale nikdo tam nebyl a všichni byli zklamaní.",
    "da": "Borgmesteren åbnede broen mandag, og ingen var der for at se det.",
    "de": "Der Bürgermeister eröffnete am Montag die Brücke, aber niemand war da.",
    "el": "Ο δήμαρχος άνοιξε τη γέφυρα τη Δευτέρα, αλλά κανείς δεν ήταν εκεί.",
    "es": "El alcalde inauguró el puente el lunes y no había nadie para verlo.",
    "fa": "شهردار روز دوشنبه پل را افتتاح کرد اما کسی آنجا نبود.",
    "fi": "Pormestari avasi sillan maanantaina eikä kukaan ollut paikalla katsomassa.",
    "fr": "Le maire a ouvert le pont lundi, mais personne n'était là pour le voir.",
    "he": "ראש העיר פתח את הגשר ביום שני, אבל איש לא היה שם.",
    "hi": "महापौर ने सोमवार को पुल का उद्घाटन किया, लेकिन वहां कोई नहीं था।",
    "hr": "Gradonačelnik je u ponedjeljak otvorio most, ali nikoga nije bilo ondje.",
    "hu": "A polgármester hétfőn megnyitotta a hidat, de senki sem volt ott, hogy megnézze.",
    "id": "Walikota membuka jembatan pada hari Senin dan tidak ada orang yang datang melihatnya.",
    "is": "Borgarstjórinn opnaði brúna á mánudag og enginn var þar til að sjá það.",
    "it": "Il sindaco ha aperto il ponte lunedì, ma non c'era nessuno a vederlo.",
    "ja": "市長は月曜日に橋を開通させたが、誰もいなかった。",
    "ka": "მერმა ხიდი ორშაბათს გახსნა, მაგრამ იქ არავინ იყო.",
    "kk": "Қала әкімі дүйсенбіде көпірді ашты, бірақ онда ешкім болған жоқ.",
    "ko": "시장은 월요일에 다리를 개통했지만 아무도 없었다.",
    "nl": "De burgemeester opende maandag de brug en niemand was erbij om het te zien.",
    "no": "Ordføreren åpnet broen mandag, og ingen var der for å se det.",
    "pl": "Burmistrz otworzył most w poniedziałek, ale nikogo tam nie było.",
    "ps": "ښاروال د دوشنبې په ورځ پل پرانیست، خو هلته هېڅوک نه وو.",
    "pt": "O prefeito inaugurou a ponte na segunda-feira e ninguém estava lá para ver.",
    "ro": "Primarul a deschis podul luni, dar nimeni nu era acolo ca să vadă.",
    "ru": "Мэр открыл мост в понедельник, но никого там не было.",
    "sr": "Градоначелник је отворио мост у понедељак, али тамо није било никога.",
    "sv": "Borgmästaren öppnade bron på måndagen och ingen var där för att se det.",
    "sw": "Meya alifungua daraja siku ya Jumatatu na hakuna mtu aliyekuwepo kuliona.",
    "ta": "மேயர் திங்கட்கிழமை பாலத்தைத் திறந்தார், ஆனால் அங்கு யாரும் இல்லை.",
    "th": "นายกเทศมนตรีเปิดสะพานเมื่อวันจันทร์ แต่ไม่มีใครอยู่ที่นั่น",
    "tr": "Belediye başkanı köprüyü pazartesi günü açtı ama orada kimse yoktu.",
    "uk": "Мер відкрив міст у понеділок, але там нікого не було.",
    "ur": "میئر نے پیر کو پل کا افتتاح کیا لیکن وہاں کوئی نہیں تھا۔",
    "vi": "Thị trưởng đã khánh thành cây cầu vào thứ Hai và không có ai ở đó để xem.",
    "zh": "市长周一为大桥揭幕，但没有人到场观看。",
}
ENGLISH = (
    "The mayor opened the bridge on Monday, and nobody was there to see it but the police. It had "
    "cost more than the council had thought, and the town had waited for it for ten years."
)
SEGMENT = "residue/untranslated-segment"
ONLY = Settings(select=(SEGMENT,))


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_named(code: str) -> None:
    assert named(SENTENCES[code]) == code
    assert name_of(code) != name_of("nothing")


@pytest.mark.parametrize("code", SENTENCES)
def test_an_untranslated_sentence_is_found_with_its_language(code: str) -> None:
    sentence = SENTENCES[code]
    texts = [f"{ENGLISH}\n\n{sentence}\n\n{ENGLISH}\n"]
    if sentence[-1] in ".。।۔":
        texts += [f"{ENGLISH} {sentence} {ENGLISH}", f"{ENGLISH}\n{sentence}\n{ENGLISH}"]
    for text in texts:
        (found,) = cleanup.check(text, ONLY).findings
        assert text[found.span.start : found.span.end] == sentence
        assert found.message == f"A sentence that was not translated: {name_of(code)}"
        assert not found.fixes


@pytest.mark.parametrize("code", SENTENCES)
def test_a_document_is_named_and_its_families_are_told(code: str) -> None:
    report = cleanup.check(f"{SENTENCES[code]}\n\n" * 5)
    assert report.language == code
    assert {"grammar", "quotes", "splices"} <= set(report.off)
    assert not {"encoding", "loops", "markup", "repeats", "residue", "spacing"} & set(report.off)
    assert cleanup.check(ENGLISH).off == ()


def test_sentences_on_end_are_one_finding() -> None:
    german = "Der Bürgermeister eröffnete die Brücke. Warum? Das weiß bis heute niemand so genau."
    other = "Am Abend gab es dann noch ein Feuerwerk, das bis in die Nacht dauerte."
    text = f"{ENGLISH}\n\n{german}\n\n{ENGLISH} {german} {ENGLISH}\n\n{other}"
    found = cleanup.check(text, ONLY).findings
    assert [text[f.span.start : f.span.end] for f in found] == [german, german, other]
    assert [f.message.split(" not ")[0] for f in found] == [
        "A paragraph that was",
        "Sentences that were",
        "A sentence that was",
    ]


# Each is right, and near to what was not translated.
MEANT = {
    "quoted": "There stood “Wer nichts zu verlieren hat, der hat auch nichts zu fürchten.”",
    "with its author": "Wer nichts zu verlieren hat, hat auch nichts zu fürchten.\n— A. Veldt",
    "quoted in full": "“Wer nichts zu verlieren hat, der hat auch nichts zu fürchten.”",
    "italic": "*Wer nichts zu verlieren hat, der hat auch nichts zu fürchten.*",
    "set off": "    Wer nichts zu verlieren hat, der hat auch nichts zu fürchten.",
    "block quote": "> Wer nichts zu verlieren hat, der hat auch nichts zu fürchten.",
    "behind a colon": "In her own words: Wer nichts zu verlieren hat, hat auch nichts zu fürchten.",
    "in brackets": "He said no (Wer nichts zu verlieren hat, der hat auch nichts zu fürchten).",
    "explained": "Wer nichts zu verlieren hat, der hat auch nichts zu fürchten. (He has no fear.)",
    "saying": "Hier stehe ich, ich kann nicht anders.",
    "proverb": "Dime con quién andas y te diré quién eres.",
    "first line": "Longtemps, je me suis couché de bonne heure.",
    "verse": "Wer nie sein Brot am Fenster aß,\nwer nie die langen Nächte\nam Ufer saß und weinte.",
    "Latin": "Discipuli qui hic intrant nec aurum nec gloriam quaerunt sed verum.",
    "filler": "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.",
    "title": "Die alte Brücke und ihre Geschichte von den Anfängen bis heute",
    "book": "Veldt, A. (1987). Die alte Brücke und ihre Geschichte von damals bis heute.",
    "address": "Amt für Brücken und Straßen, Am Alten Markt 12, 8010 Graz, Österreich.",
    "names": "Мирослав Николић\nАнна Петровна Иванова\nΔήμος Αθηναίων",
    "title in another script": "Война и мир, Анна Каренина",
    "dialect": "Ah dinnae ken whit ye're daein wi thon wee bairn doon by the burn.",
    "romanised": "Watashi wa kinou tomodachi to issho ni eiga o mimashita.",
    "pinyin": "Wǒ zuótiān gēn péngyou yīqǐ qù kàn le yī chǎng diànyǐng.",
    "chant": "Hare hare rama rama hare krishna hare rama krishna krishna hare hare.",
    "plants": "Quercus robur, Fagus sylvatica, Tilia cordata, Acer campestre and Ulmus glabra.",
    "data": "nom prénom âge ville pays\tdurand\tluc\t34\tlyon\tfrance",
    "paths": "profiles/armor/usr.lib.dovecot.imap profiles/armor/usr.lib.dovecot.pop lib/dove.",
    "short": "Sic transit gloria mundi. Ça va sans dire. Auf Wiedersehen, liebe Freunde.",
    "menu": "Soupe à l'oignon, coq au vin, crème brûlée, tarte Tatin and café au lait.",
}


@pytest.mark.parametrize("case", MEANT)
def test_what_is_there_on_purpose_is_left_alone(case: str) -> None:
    for text in (
        f"{ENGLISH}\n\n{MEANT[case]}\n\n{ENGLISH}\n",
        f"{ENGLISH}\n{MEANT[case]}\n{ENGLISH}\n",
    ):
        assert cleanup.check(text, ONLY).findings == ()


def test_rules_for_english_say_nothing_of_foreign_sentences() -> None:
    german = "Die Anlage hat eine Vor- und Nachkontrolle der Brücken. und das «Werk» ist sehr alt."
    text = f"{ENGLISH}\n\n{german}\n\nThe council will talk about the cost of it in May.\n"
    assert {f.rule for f in cleanup.check(text).findings} == {SEGMENT}
    without = cleanup.check(text, Settings(ignore=(SEGMENT,))).findings
    assert without, "there is nothing to be quiet about"
    assert cleanup.clean(text, unsafe=True).after == text


def test_what_holds_for_every_language_is_still_said_of_foreign_sentences() -> None:
    german = "Der Bürgermeister eröffnete <b>die</b> neue Brücke \nund dankte ⟦0⟧ für die Hilfe.\n"
    always = {"spacing/trailing-space", "markup/html-residue", "residue/placeholder-leak"}
    for text in (f"{ENGLISH}\n\n{german}", german * 4):
        assert always <= {f.rule for f in cleanup.check(text).findings}


def test_scores_say_which_language_they_are_not_made_for(tmp_path: Path) -> None:
    done = cleanup_command("score", "00.txt", cwd=folder_of(tmp_path, 1))
    assert "made for English, not German" in done.stdout.decode()


def test_the_language_is_the_same_in_every_process_and_order() -> None:
    lines = "\n".join(f"{s}\n{s}" for s in SENTENCES.values())
    script = (
        "import sys, cleanup.engines.language as l\n"
        "lines = sys.stdin.read().split('\\n')\n"
        "print(sorted((s, l.named(s)) for s in lines[::int(sys.argv[1])]))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script, step],
            input=lines,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for step, seed in (("1", "1"), ("-1", "2"))
    }
    assert len(told) == 1


def test_letters_alone_tell_some_languages() -> None:
    told = {code for code, sentence in SENTENCES.items() if told_by_letters(sentence) == code}
    assert told >= set("be el he is ja ka kk ko ps sr ta th ur vi zh".split())
    assert told_by_letters("Bonjour à tous, dit le maire.") == ""
    assert told_by_letters("") == ""


def test_every_language_has_one_name() -> None:
    names = names_of_languages()
    assert list(names) == sorted(names)
    assert len(set(names.values())) == len(names)
    assert set(SENTENCES) < set(names)
    assert name_of("xx") == "another language"


def folder_of(tmp_path: Path, number: int) -> Path:
    for at in range(number):
        (tmp_path / f"{at:02}.txt").write_text(f"{SENTENCES['de']}\n" * 4, encoding="utf-8")
    (tmp_path / "ru.txt").write_text(f"{SENTENCES['ru']}\n" * 4, encoding="utf-8")
    (tmp_path / "story.txt").write_text(ENGLISH, encoding="utf-8")
    return tmp_path


def test_texts_in_one_language_share_a_note(tmp_path: Path) -> None:
    done = cleanup_command("check", ".", cwd=folder_of(tmp_path, 5))
    assert done.returncode == 0
    german, russian = done.stderr.decode().splitlines()
    assert german.startswith("note: 00.txt, 01.txt, 02.txt and 2 more: not English (German): ")
    assert "; off: assistant, boilerplate, calques, casing, grammar, names" in german
    assert russian.startswith("note: ru.txt: not English (Russian): ")


def test_a_run_that_knows_the_files_says_the_same(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "texts", 0) if (tmp_path / "texts").mkdir() else tmp_path
    folder_of(folder, 20)
    for path in folder.glob("*.txt"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    env = {"CLEANUP_CACHE_DIR": str(tmp_path / "cache")}
    runs = [
        cleanup_command("check", ".", "--output-format", "json", cwd=folder, env=env)
        for _ in range(3)
    ]
    assert len({(done.stdout, done.stderr) for done in runs}) == 1
    files = json.loads(runs[0].stdout)["files"]
    assert {file["language"] for file in files} == {"de", "en", "ru"}
    assert all(("quotes" in file["families_off"]) == (file["language"] != "en") for file in files)


def test_families_that_were_not_asked_for_are_not_off(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 1)
    done = cleanup_command("check", "--select", "spacing,quotes", "00.txt", cwd=folder)
    assert done.stderr.decode().endswith("; off: quotes\n")
    done = cleanup_command("check", "--select", "encoding", "00.txt", cwd=folder)
    assert done.stderr.decode().endswith("only rules that apply to it were used\n")


class FakeModel:
    """Tells every text for Welsh, and is as sure as it is told to be."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.asked: list[str] = []

    def predict(self, text: str) -> Any:
        assert "\n" not in text, "fastText takes one line at a time"
        self.asked.append(text)
        return ("__label__cy",), (self.share,)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeModel:
    """The model that is loaded from `model.ftz` of the folder, whatever is in it."""
    model = FakeModel(0.9)
    module = ModuleType("fasttext")
    module.load_model = lambda path: model  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "fasttext", module)
    (tmp_path / "model.ftz").write_bytes(b"any")
    fasttext.load.cache_clear()
    return model


def test_a_model_of_fasttext_names_languages_instead(fake: FakeModel, tmp_path: Path) -> None:
    path = tmp_path / "model.ftz"
    text = f"{ENGLISH}\n\n{SENTENCES['fi']}\n"
    settings = Settings(select=(SEGMENT,), language_model=path)
    (found,) = cleanup.check(text, settings).findings
    assert found.message.endswith(": Welsh")
    assert fake.asked == [SENTENCES["fi"]]
    assert cleanup.check(f"{SENTENCES['fi']}\n" * 5, settings).language == "cy"
    # What letters tell is not asked about.
    assert named(SENTENCES["ka"], path) == "ka"
    fake.share = 0.2
    assert named(SENTENCES["fi"], path) == "und"
    assert cleanup.check(text, settings).findings == ()


def test_a_model_that_cannot_be_used_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake: FakeModel
) -> None:
    with pytest.raises(ValueError, match="no such file"):
        Settings(language_model=tmp_path / "gone.ftz").selected()

    def broken(path: str) -> None:
        raise ValueError(f"{path} has wrong file format!")

    sys.modules["fasttext"].load_model = broken  # type: ignore[attr-defined]
    fasttext.load.cache_clear()
    with pytest.raises(ValueError, match="is no model of fastText"):
        Settings(language_model=tmp_path / "model.ftz").selected()
    monkeypatch.setitem(sys.modules, "fasttext", None)
    with pytest.raises(ValueError, match=r"pip install 'cleanup-text\[fasttext\]'"):
        Settings(language_model=tmp_path / "model.ftz").selected()
    with pytest.raises(ValueError, match="language_model must be the path of a file, not 3"):
        Settings(language_model=3)  # type: ignore[arg-type]


def test_the_command_says_what_is_wrong_with_a_model(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 1)
    (folder / "cleanup.toml").write_text('language-model = "gone.ftz"\n')
    done = cleanup_command("check", "00.txt", cwd=folder)
    assert done.returncode == 2
    error = done.stderr.decode()
    assert error.startswith("error: ")
    assert "gone.ftz" in error
    assert error.count("\n") == 1


MODEL = os.environ.get("CLEANUP_FASTTEXT_MODEL", "")


@pytest.mark.skipif(not MODEL, reason="CLEANUP_FASTTEXT_MODEL names no model (lid.176.ftz)")
def test_a_real_model_names_the_same_languages() -> None:
    pytest.importorskip("fasttext")
    wrong = {code for code, s in SENTENCES.items() if named(s, Path(MODEL)) not in (code, "und")}
    assert wrong == set()
    unsure = [code for code, s in SENTENCES.items() if named(s, Path(MODEL)) == "und"]
    assert len(unsure) <= 5
    assert named("Hwaetle brimbor quassel twibbly mirkwen dornish.", Path(MODEL)) == "und"


def test_a_model_is_part_of_the_key_of_an_outcome(fake: FakeModel, tmp_path: Path) -> None:
    from cleanup.digests import Digests

    def key(model: Path | None) -> bytes:
        return Digests(Evidence(language_model=model)).folder("", "")

    (tmp_path / "other.ftz").write_bytes(b"other")
    keys = {key(None), key(tmp_path / "model.ftz"), key(tmp_path / "other.ftz")}
    assert len(keys) == 3


def test_a_short_or_empty_text_is_english() -> None:
    for text in ("", "\n", "Comments", "12 345", "Rutte, Scholz, Macron, Meloni"):
        assert Document(text).view(language) == "en"


def test_a_cipher_asks_no_detector_whatever_english_stands_behind_it() -> None:
    cipher = "Gur zvyyre fnvq gung abar bs uvf uraf unq ynvq na rtt orsber abba gung jrrx"
    finnish = "Pormestari avasi sillan maanantaina eikä kukaan ollut paikalla katsomassa"
    for behind in (".", ", according to Anna Feld."):
        assert foreign(cipher + behind) is None
        assert foreign(finnish + behind) is not None


def test_a_detector_that_knows_none_of_several_sentences_is_asked_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def never(sentence: str, model: Path | None) -> str:
        asked.append(sentence)
        return UNKNOWN

    monkeypatch.setattr(untranslated, "named", never)
    cipher = "Qre Zvgntf jnegrg nhs qra Noraq hafvpugone orv Anpug {} jvr vzzre fb."
    english = "The mayor opened the bridge on Monday, and nobody was there to see it."
    german = "Aber die Bürger waren nicht zufrieden und wollten mehr wissen."
    puzzles = [cipher.format("klmno"[n % 5] * (n + 3)) for n in range(12)]
    text = "\n\n".join(line for puzzle in puzzles for line in (english, puzzle))
    found = cleanup.check(f"{text}\n\n{english}\n\n{german}\n\n{english}").findings
    assert 0 < len(asked) <= 4
    # What its words show to be German needs no detector.
    (one,) = (f.message for f in found if f.rule == SEGMENT)
    assert one == "A sentence that was not translated: German"
