"""What no fix may change: addresses, code, names of files, numbers with units, versions, IDs."""

import pytest

import cleanup

ADDRESSES = """
https://example.com/a.b?c=d&e=f_(g)/h#i
http://example.org/The/the/the
http://example.org/x--y/a..b
ftp://example.org/The.the
www.example.org/a,b
example.com
news.example.co.uk/a/b
desk.one+two@mail.example.org
@Lund_desk
@desk@mastodon.example
#NorthKorea
#the_the
"""
CODE_AND_FILES = """
`the the`
`He left .She stayed`
`a  b ,c`
`do n't`
`“ a “`
`x = [1 , 2 ] ..`
report-2.pdf
Final_Report.The.txt
notes.toml
archive.tar.gz
src/main/app.py
./run..sh
~/.config/app.toml
/usr/lib/python3/x.so
/srv/the/The.the
C:\\Users\\Lund\\a..b\\The.txt
foo_bar()
foo.bar(x)
os.path.join
std::vector
x->y
__init__
$HOME
--no-cache
Node.js
C++
"""
NUMBERS = """
3.5 km
30 °C
30°C
5'10"
6"
1,200.50
12 000 km
$3.50
3.5 %
10:30
12:30:45.678
1/2
10–12
24/7
2x4
1.5e-3
±5
p < 0.05
CO2
1990s
’90s
21st
§ 5
No. 5
Jan. 3
"""
VERSIONS_AND_IDS = """
2.0.1
v1.2.3
v2.0.0-rc.1+build.5
10.0.0.1
192.168.0.1/24
2001:db8::1
00:1A:2B:3C:4D:5E
AB-1234
INV/2024/0012
CVE-2024-12345
ISBN 978-3-16-148410-0
123e4567-e89b-12d3-a456-426614174000
a3f5c9d
0xFF
doi:10.1000/182
arXiv:2401.05749
COVID-19
F-16
+1 (555) 010-9999
2024-10-30T06:39:00Z
30.10.2024
"""
# Damage on both sides, that safe and unsafe fixes mend.
DAMAGED = """
The council met on Monday. about the {} in the the old town hall near the river.
They said that {} was late , and nobody at the meeting knew why it had happened .
He told reporters  that “the {} ” would be closed by Friday. Then he left the the room.
Read {}, he wrote in limited way, and they did n't answer it's not clear why they waited.
The vote raised doubts. about {}. and the treaty among members.. of the council of the town.
The experts explained:Radio Lund had {} first ,and the council eased the sanctionsThe banks.
It was {}. the council met. they waited for an hour in the the rain, and went home.
Here stands {} ,and nobody said a word.They waited .Then they went to the the harbour .
"""
REST = """\
Nothing else happened on that day, and the council of the town met again in May.

The mayor said that it was a good day for all of them.
"""


def rows(block: str) -> list[str]:
    return block.strip().splitlines()


@pytest.mark.parametrize(
    "thing", [*rows(ADDRESSES), *rows(CODE_AND_FILES), *rows(NUMBERS), *rows(VERSIONS_AND_IDS)]
)
def test_no_fix_changes_what_is_no_prose(thing: str) -> None:
    texts = [f"{frame.format(thing)} {REST}" for frame in rows(DAMAGED)]
    cleanings = [cleanup.clean(text, unsafe=True) for text in texts]
    assert [c.after for c in cleanings if thing not in c.after] == []
    # The damage beside it is mended, mostly: some rules keep off lines that look like code.
    assert sum(bool(c.applied) for c in cleanings) * 2 >= len(texts)


CODE_BLOCKS = [
    '```\nfor x in the the list ; do\n    echo "hello" .. the the\ndone , really .Then\n```',
    "```python\nthe the = foo .bar( a , b )\nHe left .She stayed\n```",
    "~~~\n$ run the the . .\n$ stop ,now\n~~~",
]
WORDS = "The town council met in the the old hall on Monday, and nobody had asked why."


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("block", CODE_BLOCKS)
def test_a_block_of_code_in_a_plain_text_stays(block: str, end: str) -> None:
    block = block.replace("\n", end)
    cleaning = cleanup.clean(f"{WORDS}{end}{end}{block}{end}{end}{WORDS}{end}", unsafe=True)
    assert block in cleaning.after
    assert "the the old" not in cleaning.after


@pytest.mark.parametrize("fence", ["```", "```text", "~~~"])
def test_an_article_between_fences_is_no_code(fence: str) -> None:
    text = f"{WORDS}\n\n{fence}\n{WORDS}\nIt was late . They went home.\n{fence[:3]}\n\n{WORDS}\n"
    assert "the the old" not in cleanup.clean(text, unsafe=True).after


def test_a_fence_that_is_never_closed_keeps_nothing_from_being_mended() -> None:
    text = f"{WORDS}\n\n```python\n{WORDS}\n```sh\n{WORDS}\n"
    assert "the the old" not in cleanup.clean(text, unsafe=True).after


@pytest.mark.parametrize("shift", range(0, 34, 2))
def test_code_in_a_very_long_line_stays_wherever_that_is_taken_apart(shift: int) -> None:
    sentence = "The old town met and spoke of it. "
    code = "They ran the old one `so. Then the cafÃ© met`, and saw. "
    text = (sentence * 300)[shift:] + code + sentence * 299
    assert code in cleanup.clean(text, unsafe=True).after
