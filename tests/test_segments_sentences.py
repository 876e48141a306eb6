"""Where sentences end: hard cases of news, dialogue, law, science, lists and damaged text."""

import pytest

from cleanup.document import Document
from cleanup.segments import after_abbreviation, sentence_at, sentences

# The sentences of each text, parted by a bar that is no part of it.
TITLES = [
    "Mr. Hale and Mrs. Veldt met Ms. Oduya.| They talked.",
    "Dr. Amara Conte saw him.| He was pale.",
    "Prof. Lind of Lund and Prof. Roos of Oslo agree.| Others do not.",
    "Gen. Ruiz spoke to Lt. Col. Baker and Maj. Orr.| Nobody moved.",
    "Sgt. Pell, Cpl. Orr and Capt. Dunn were hurt.| Two died.",
    "Sen. Marie Hale and Rep. Tom Orr voted no.| Gov. Baker signed it.",
    "The Rev. Paul Lind and the Hon. Ruth Orr came.| So did Pres. Baker.",
    "Messrs. Hale and Orr own it.| Supt. Lind runs it.",
    "It was Adm. Sir John Hale.| Fr. Tom blessed the ship.",
    "We stayed at St. Anne near Mt. Orr and Ft. Hale.| It snowed.",
    "He lives on Church St.| The house is red.",
    "The shop on Park Ave. was closed.| It rained.",
    "Robert Hale Jr. came late.| His father, Robert Hale Sr., did not.",
    "It was built by Hale Jr.| He died young.",
    "He thanked Dr. Lind.| She smiled.",
    "Insp. Orr asked Det. Baker.| Neither knew.",
]
INITIALS = [
    "J. R. R. Tolkien wrote it.| George W. Bush read it.",
    "J.R.R. Veldt and J.K. Orr are dead.| Long live A. A. Milne.",
    "The book by P. D. James sold well.| W. H. Auden praised it.",
    "John F. Kennedy and Lyndon B. Johnson met.| Robert S. McNamara took notes.",
    "They took vitamin C.| It did not help.",
    "He had a plan B.| The others had none.",
    "It was between him and I.| Then she left.",
    "Ask J. Edgar.| J.-P. Sartre knew.",
    "It fell to –5 °C.| Snow is expected.",
    "The yield of sample A.| The yield of sample B was lower.",
    "Malcolm X.| He was shot.",
    "They met in Washington, D.C.| The talks failed.",
    "Samuel L. Jackson and Michael J. Fox were there.| Both laughed.",
]
FIRMS_AND_PLACES = [
    "Hale Inc. and Orr Ltd. merged.| Shares rose.",
    "He works for Veldt Inc.| The firm makes nails.",
    "Lind Bros. Coffee is a brand of Orr & Co. Holdings.| It sells tea.",
    "The U.S. Senate, the U.K. Parliament and the U.N. Security Council met.| Nothing happened.",
    "He moved to the U.S.| He never came back.",
    "She left the U.S. in 2010.| In 2012 she returned.",
    "He moved to the U.S.| In 2010 he died.",
    "Trump Jr. In Hospital",
    "U.S. And China Agree On Trade",
    "HALIFAX, Mass. (AP) — The latest on the storm.| It passed.",
    "SANTA FE, N.M. (AP) — A cat came home.| It was fat.",
    "He is from Calif. and she from Ore., they said.| Both like it.",
    "It was D.C. Mayor Orr who spoke.| She won.",
    "The Acme Corp. Chief Executive Lind resigned.| Shares fell.",
    "Yahoo! News had it first.| Others followed.",
    "The A.C.M.E. group, an E.U. body, closed.| Good.",
]
TIMES_AND_NUMBERS = [
    "It began at 5 p.m. Monday and ended at 6 a.m. EST.| It rained.",
    "It began at 5 p.m.| The hall was full.",
    "It began at 5 p.m.| Paramedics came at six.",
    "The 10 p.m. News was late.| Nobody saw it.",
    "It opens at 8 a.m. Moscow time.| It closes at noon.",
    "On Jan. 3 and Feb. 14, 2020, and in Sept. 2021 it snowed.| In Dec. it thawed.",
    "See No. 5 and Nos. 6–8.| No. 9 is missing.",
    "He said no.| They left.",
    "It rose 3.5 percent to $1.2 billion.| Then it fell.",
    "Version v1.2.3 follows 1.2.| It is faster.",
    "The host is 10.0.0.1.| Log in.",
    "It was 1.| Then it was 2.",
    "The rate fell to 3. 5 percent.| It rose again.",
    "The party won in 2015.| 12 deputies left it.",
    "It is 9.30.| We start at 10.15.",
    "He paid Rs. 100 and Rs. 50,000.| It was a bribe.",
    "He ran it in 9.58.| Nobody was faster.",
    "Add 2 tbsp. sugar and 3 oz. butter.| Stir.",
    "It is approx. 5 km, i.e. 3 miles.| Walk.",
    "The board is 5 ft. long.| The other is longer.",
    "It grew by .5 percent.| That is little.",
]
QUOTATIONS = [
    "He said it was over.| “She left.”| Then he wept.",
    "“Why?” he asked.| Nobody knew.",
    "“Why?” Smith asked.| Nobody knew.",
    "“Why?” Maria van der Berg asked.| Nobody knew.",
    "“How could you?” Anna’s mother asked.| “Why not?” Orr, 45, asked.| So.",
    "“What’s Up, Doc?” was a hit.| “Was it fun?”| Yes.",
    "“Where are you going?” I asked.| He shrugged.",
    "“Stop!” the guard cried.| The man ran.",
    "“Is it over?”| She did not answer.",
    "“It is over.”| Smith said nothing more.",
    "“It is late,” he said.| “We should go.”",
    "“We are tired.| We want to go home,” she said.",
    'He called it "a lie".| Then he left.',
    'He called it "a lie."| Then he left.',
    "He called it ‘a lie’.| They didn’t.",
    "‘No!’ she said.| ‘Never.’",
    "She asked, “Who is there?” and opened.| Nobody was.",
    "“Who Wants It?” and “Why Not?” are shows.| Both are bad.",
    "“Really?!” said the boy.| “Really.”",
    "“He works for Veldt Inc.”| That was all.",
    "“I was born in the U.S.” Smith said so.",
    "«It is over.»| „We know.“| Good.",
    "“It was over.” — and then it was not.| So.",
    "He said: “Go.| Now.”| She went.",
    "“I…” she began.| “I can’t.”",
    "(“He lied.”)| She nodded.",
    "“‘It is over,’ he told me.”| She wept.",
    "“I heard him say, ‘It is over.’”| She wept.",
]
BRACKETS_AND_NOTES = [
    "He left (it was late).| She stayed.",
    "(He left.)| She stayed.",
    "The firm (Veldt Co.) Limited is old.| It is rich.",
    "He asked her (who else?) Monday night.| She agreed.",
    "It was founded in 1880.[1]| It closed in 1920.[2][3]| Now it is a museum.",
    "He said […] The rest is lost.",
    "It was late.| […] The sun rose.",
    "She wrote [in 1950.]| He read it.",
    "It **works.**| Try it.",
    "It is so.¹| It is not.†| Fine.",
    "The poet (b. 1950, d. 2010) was from Lund.| He wrote odes.",
    "Sen. Orr (D-Mass.) voted no.| Rep. Lind (R-Fla.) voted yes.",
    "He said *stop.*| They did not.",
]
LAW_AND_SCIENCE = [
    "Roe v. Wade and Hale vs. Orr were cited.| The court agreed.",
    "Under Art. 5, Sec. 2 and para. 3 it is void.| It was not.",
    "See 410 U.S. 113 (1973).| The holding stands.",
    "Hale v. Orr, 12 F. Supp. 2d 34, was cited.| It was reversed.",
    "The plaintiff, Veldt Inc., sued.| The defendant, Orr Ltd., won.",
    "It is modern art.| So is this.",
    "She works in tech.| Orr fell ill.| Lind did ten reps.| Nobody sat.",
    "He has an M.A. and an LL.M. in tax.| She has an M.B.A.| Nobody else has.",
    "Lind et al. (2010) found none.| Orr et al. did.",
    "It was shown by Lind et al.| However, it is disputed.",
    "See Fig. 3A, Figs. 4–6 and Eq. (7).| Table 2 lists all.",
    "E. coli and S. aureus grew.| B. subtilis did not.",
    "Some metals, e.g. Iron, rust.| Others, cf. Gold, do not.",
    "A sample (ca. 5 g) was heated to 30 °C.| It melted.",
    "Lind holds a Ph.D. from Lund.| Orr, M.D., does not.",
    "She has a Ph.D.| She teaches law.",
    "The values were p < .05.| Nothing else mattered.",
    "Rocks, sand, etc. were removed.| Water, etc.| Nothing stayed.",
    "Vol. 3, No. 4, pp. 12–15, ed. Lind.| Out of print.",
    "The genus (spp. 1–3) is rare.| It is protected.",
]
ELLIPSES_HEADLINES_LISTS = [
    "He waited... and waited.| Nobody came...| Then it rained.",
    "Well… maybe.| Well…| Maybe.",
    "Where are we going...?| Home.",
    "What?!| No!!| Yes…",
    "Ten ways to bake bread|\nMix the flour.| Add water.",
    "Storm hits coast: 3 dead, 5 missing|\n\nThe storm came at night.",
    "1. Mix the flour.| 2. Add the eggs.| 3. Bake.",
    "a. The buyer pays.| b. The seller delivers.",
    "1. e4 e5 2. Nf3 Nc6 3. Bb5 a6",
    "1. FC Lund won 3:1.| Orr scored twice.",
    "Q: Why did you leave?| A: I was tired.",
    "IV. Results|\nThe results were mixed.",
    "(1) The buyer pays.| (2) The seller delivers.",
    "• Salt.|\n• Sugar.",
    "– Where are you?| – Here.",
    "The reign of Edward IV.| Among his friends were poets.",
    "Great!| 😀 Thanks.",
    "What a day! !| Good.",
    "P.S. If you can, come.| N.B. We are late.",
]
DAMAGED = [
    "They raised doubts. about the treaty.| It was late.",
    "The fleet. and the army. of the north left.| It was late.",
    "It is the end.|The next day it rained.",
    "He asked why?|She did not know.",
    "He called it “a mistake. ”| Then he left.",
    "He called it “a mistake.“| Then he left.",
    "It is over .| They left .",
    "The war is over..| They left.",
    "He left.| iPhone sales rose.| eBay fell.",
    "Is it؟| Yes.| 他来了。| He came.",
    "He left.|“She stayed.”| So.",
]
HARD = [
    *(TITLES + INITIALS + FIRMS_AND_PLACES + TIMES_AND_NUMBERS + QUOTATIONS),
    *(BRACKETS_AND_NOTES + LAW_AND_SCIENCE + ELLIPSES_HEADLINES_LISTS + DAMAGED),
]


@pytest.mark.parametrize("marked", HARD)
def test_a_hard_text_is_cut_as_a_reader_would_cut_it(marked: str) -> None:
    document = Document(marked.replace("|", ""))
    found = document.view(sentences)
    parts = [document.text[span.start : span.end] for span in found]
    assert parts == [part.strip() for part in marked.split("|")]
    # The sentence at a place is one of them.
    assert all(sentence_at(document, span.start) == span for span in found)


def test_there_are_many_hard_texts_and_none_stands_twice() -> None:
    assert len(set(HARD)) == len(HARD) >= 120


# Kept in one although a reader would cut: no mark tells the name from the sentence.
KEPT = [
    "They take vitamin C. Doctors say that it helps.",
    "He moved to the U.S. Relatives came to see him.",
    "he left. she stayed. it rained.",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_may_be_one_sentence_is_kept_in_one(text: str) -> None:
    assert len(Document(text).view(sentences)) == 1


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Mr. Hale", True),
        ("No. 5", True),
        ("no. They", False),
        ("fell ill. He", False),
        ("Ill. farmers", True),
        ("W. Bush", True),
        ("U.S. Senate", True),
        ("30 °C. It", False),
        ("the end. It", False),
    ],
)
def test_the_stop_of_a_short_form_is_told(text: str, short: bool) -> None:
    assert after_abbreviation(text, text.rindex(".")) == short
