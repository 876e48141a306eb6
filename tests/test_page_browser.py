"""The page in a real browser: looked at, clicked through and typed at, light and dark, wide and
narrow, on paper and without scripts.

With CLEANUP_SHOTS=FOLDER the screenshots are kept there, for people to look at.
"""

import functools
import http.server
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from damaged_articles import article, many_findings
from nasty import NASTY
from pages import page
from support import cleanup_command

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
# Asks until it holds: what a click unfolds is laid out with the next picture of the page.
expect = sync_api.expect
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on the path")

SEEDS = Path(__file__).parent.parent / "seeds"
SEED, OTHER = "002_98a44184ff506160.txt", "000_b5dcb3be022ef2a8.txt"
WIDE, MIDDLE, PHONE = (1400, 900), (1100, 800), (390, 844)
# What a screenshot of a page with anything on it weighs at least, in bytes.
LEAST = 20_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages of both seeds, of fifty articles, and of what is hard."""
    folder = tmp_path_factory.mktemp("pages")
    for seed, name in ((SEED, "two"), (OTHER, "zero")):
        shutil.copy(SEEDS / seed, folder / seed)
        cleanup_command("fix", seed, "-o", f"{name}.txt", "--report", f"{name}.html", cwd=folder)
    for number in range(50):
        path = folder / "desk" / f"week {number // 10}" / f"{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(number), "utf-8")
    (folder / "desk" / "photo.jpg").write_bytes(b"\xff\xd8")
    cleanup_command("fix", "desk", "--output-dir", "clean", cwd=folder)
    (folder / "nasty.html").write_text(page(NASTY), "utf-8")
    (folder / "many.html").write_text(page(many_findings(5000, 10)), "utf-8")
    return folder


@pytest.fixture
def show(browser: Any, pages: Path) -> Iterator[Callable[..., Any]]:
    """Opens a page. At the end nothing may have been complained of, or asked for from anywhere."""
    opened: list[tuple[Any, list[str], list[str]]] = []

    def one(
        name: str, size: tuple[int, int] = WIDE, scheme: str = "light", scripts: bool = True
    ) -> Any:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            java_script_enabled=scripts,
        )
        sheet = context.new_page()
        said: list[str] = []
        asked: list[str] = []
        sheet.on("console", lambda message: said.append(message.text))
        sheet.on("pageerror", lambda error: said.append(str(error)))
        sheet.on("dialog", lambda dialog: said.append(dialog.message))
        sheet.on("request", lambda request: asked.append(request.url))
        sheet.goto((pages / name).as_uri())
        opened.append((sheet, said, asked))
        return sheet

    yield one
    for sheet, said, asked in opened:
        assert said == []
        assert len(asked) == 1, asked
        sheet.context.close()


def shot(sheet: Any, name: str) -> None:
    """A screenshot, which must show something; kept where they are collected."""
    folder = os.environ.get("CLEANUP_SHOTS")
    path = Path(folder, f"{name}.png") if folder else None
    assert len(sheet.screenshot(path=path)) > LEAST


# The text whose colour does not stand out from what is behind it, by the formula of WCAG 2.2
# (1.4.3): 4.5 to 1, or 3 to 1 for large text.
FAINT = """() => {
  const part = (c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const rgb = (s) => s.match(/[\\d.]+/g).map(Number);
  const light = (c) => {
    const [r, g, b] = c.map((v) => part(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] === 1) return c;
      if (c[3] > 0) throw new Error("a background that lets others through");
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (walk.nextNode()) {
    const text = walk.currentNode.data.trim();
    const e = walk.currentNode.parentElement;
    if (!text || !e.getClientRects().length || e.closest("script")) continue;
    const style = getComputedStyle(e);
    const pair = [light(rgb(style.color)), light(behind(e))].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    seen += 1;
    if (ratio < (large ? 3 : 4.5)) faint.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return {seen, faint: [...faint]};
}"""


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [
        *(("two.html", size, scheme) for size in (WIDE, PHONE) for scheme in ("light", "dark")),
        *(("two.html", MIDDLE, "dark"), ("zero.html", WIDE, "light"), ("zero.html", PHONE, "dark")),
        *(("clean/report.html", WIDE, "light"), ("clean/report.html", WIDE, "dark")),
        *(("clean/report.html", PHONE, "dark"), ("nasty.html", PHONE, "light")),
    ],
)
def test_a_page_can_be_looked_at(
    show: Callable[..., Any], name: str, size: tuple[int, int], scheme: str
) -> None:
    sheet = show(name, size, scheme)
    label = f"{Path(name).parent.name}{Path(name).stem}-{size[0]}-{scheme}"
    shot(sheet, label)
    if sheet.locator(".index").count():
        sheet.click(".index tbody tr:nth-child(2) a")
    for view in ("inline", "sides"):
        sheet.click(f"[data-view={view}]")
        sheet.keyboard.press("j")
        # Nothing has to be scrolled sideways to be read.
        assert sheet.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = sheet.evaluate(FAINT)
        assert found["seen"] > 40
        assert found["faint"] == []
        shot(sheet, f"{label}-{view}")


def test_text_that_does_not_stand_out_would_be_seen(show: Callable[..., Any]) -> None:
    sheet = show("zero.html")
    sheet.evaluate("document.querySelector('h1').style.color = '#aaaaaa'")
    (faint,) = sheet.evaluate(FAINT)["faint"]
    assert faint.startswith("H1. 2.")


def current(sheet: Any) -> list[str]:
    """The ids of the entries that are chosen."""
    return list(sheet.eval_on_selector_all(".side .entry.on", "all => all.map((e) => e.id)"))


def entries(sheet: Any, more: str = "") -> int:
    """How many entries there are; `:visible` counts those that are not filtered out."""
    return int(sheet.locator(f".side .entry{more}").count())


SEEN = """(selector) => [...document.querySelectorAll(selector)].some((e) => {
  const r = e.getBoundingClientRect();
  const list = e.closest(".side");
  const box = list ? list.getBoundingClientRect() : {top: 0, bottom: innerHeight};
  const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
  return r.width && r.top >= top && r.bottom <= bottom;
})"""


def seen(sheet: Any, selector: str) -> bool:
    """Whether one of these comes to stand where it can be seen, in the list if it is in there."""
    return comes(sheet, SEEN, selector)


def comes(sheet: Any, what: str, given: object = None) -> bool:
    """Whether an expression comes to be true. The page cannot be left to ask itself again and
    again, which Playwright does with `eval`: its policy forbids that, so that only what is true at
    once would be found to be."""
    for _ in range(200):
        if sheet.evaluate(what, given):
            return True
        sheet.wait_for_timeout(50)
    return False


def test_keys_go_from_finding_to_finding(show: Callable[..., Any]) -> None:
    sheet = show("two.html")
    total = entries(sheet)
    assert sheet.inner_text("#count") == f"{total} findings"
    for number in range(1, total + 1):
        sheet.keyboard.press("j" if number % 2 else "n")
        assert current(sheet) == [f"f{number}"]
        assert sheet.inner_text("#count") == f"{number} of {total}"
        assert seen(sheet, ".text a.on")
        assert seen(sheet, ".side .entry.on .head")
        # Where the keyboard is, is where one looks.
        assert str(number) in sheet.evaluate("document.activeElement.dataset.f").split()
        # What was out of sight is laid out with the next picture of the page.
        assert comes(sheet, "document.querySelector('.entry.on .why').innerText")
    sheet.keyboard.press("j")
    assert current(sheet) == ["f1"]
    sheet.keyboard.press("k")
    sheet.keyboard.press("p")
    assert current(sheet) == [f"f{total - 1}"]
    sheet.keyboard.press("Escape")
    assert current(sheet) == []
    expect(sheet.locator(".why")).to_have_count(0)


def test_buttons_do_the_same(show: Callable[..., Any]) -> None:
    sheet = show("two.html")
    sheet.click("#next")
    sheet.click("#next")
    sheet.click("#previous")
    assert current(sheet) == ["f1"]
    expect(sheet).to_have_url(re.compile("#f1$"))
    assert "Finding 1 of" in sheet.inner_text("#status")


def test_everything_can_be_reached_and_used_with_the_keyboard_alone(
    show: Callable[..., Any],
) -> None:
    sheet = show("two.html")
    reached = []
    for _ in range(14):
        sheet.keyboard.press("Tab")
        reached.append(sheet.evaluate("document.activeElement.outerHTML.slice(0, 60)"))
        outline = sheet.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", reached
    for wanted in ("skip", "data-view", "previous", "next", "<summary>Filter", "<summary>Keys"):
        assert any(wanted in one for one in reached), wanted


def test_keys_can_be_switched_off(show: Callable[..., Any]) -> None:
    sheet = show("two.html")
    sheet.click("#keys summary")
    sheet.uncheck("#keyed")
    sheet.keyboard.press("Escape")
    sheet.keyboard.press("j")
    assert current(sheet) == []
    sheet.keyboard.press("Control+j")
    assert current(sheet) == []


def test_a_click_on_a_change_shows_its_entry_and_back(show: Callable[..., Any]) -> None:
    sheet = show("two.html")
    mark = sheet.locator(".text a.change", has=sheet.locator("del")).first
    mark.click()
    number = mark.get_attribute("data-f")
    assert current(sheet) == [f"f{number}"]
    sheet.click(".entry.offered:last-child .head a:first-child")
    (chosen,) = current(sheet)
    assert seen(sheet, f".text a.on[data-f~='{chosen[1:]}']")
    rule = sheet.locator(".entry.on .rule")
    rule.click()
    expect(sheet.locator(":target h3")).to_have_text(str(rule.text_content()))


def test_the_filter_by_family_and_safety(show: Callable[..., Any]) -> None:
    sheet = show("two.html")
    every = entries(sheet, ":visible")
    sheet.click("#filter summary")
    sheet.uncheck("[name=safety][value=person]")
    sheet.uncheck("[name=safety][value=unsafe]")
    safe = entries(sheet, "[data-s=safe]")
    assert entries(sheet, ":visible") == safe < every
    assert sheet.inner_text("#count") == f"{safe} findings"
    assert sheet.inner_text("#filtered") == ": on"
    sheet.uncheck("[name=family][value=punctuation]")
    quotes = entries(sheet, "[data-s=safe]:not([data-y=punctuation])")
    assert entries(sheet, ":visible") == quotes < safe
    sheet.keyboard.press("Escape")
    for _ in range(quotes):
        sheet.keyboard.press("j")
        assert sheet.locator(".entry.on").get_attribute("data-s") == "safe"
        assert sheet.locator(".entry.on").get_attribute("data-y") != "punctuation"
    # Marks of what is filtered out no longer stand out; that it is a change can still be seen.
    off = sheet.locator(".text a.off")
    assert off.count() > 0
    assert off.first.evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgba(0, 0, 0, 0)"
    sheet.click("#filter summary")
    sheet.click("#none")
    assert entries(sheet, ":visible") == 0
    sheet.keyboard.press("j")
    assert current(sheet) == []
    sheet.click("#all")
    assert entries(sheet, ":visible") == every
    sheet.mouse.click(5, 5)
    assert not sheet.evaluate("document.querySelector('#filter').open")


def test_side_by_side_shows_both_texts(show: Callable[..., Any], pages: Path) -> None:
    sheet = show("two.html")
    sheet.click("[data-view=sides]")
    expect(sheet.locator(".text:not(.rows)")).not_to_be_visible()
    cells = sheet.locator(".rows > p")
    halves = [
        "\n".join(filter(None, (cells.nth(i).inner_text() for i in range(at, cells.count(), 2))))
        for at in (0, 1)
    ]
    plain = [half.replace("␣", " ").replace("⏎", "") for half in halves]
    assert plain[0] == (pages / SEED).read_text("utf-8").strip()
    assert plain[1] == (pages / "two.txt").read_text("utf-8").strip()
    ids = sheet.eval_on_selector_all("[id]", "all => all.map((e) => e.id)")
    assert len(ids) == len(set(ids))
    for number in range(1, 6):
        sheet.keyboard.press("j")
        assert current(sheet) == [f"f{number}"]
        assert seen(sheet, ".rows a.on")
    sheet.keyboard.press("v")
    expect(sheet.locator(".text:not(.rows)")).to_be_visible()
    expect(sheet.locator(".rows")).not_to_be_visible()
    assert seen(sheet, ".text:not(.rows) a.on")


def test_a_phone_shows_the_finding_at_its_foot(show: Callable[..., Any]) -> None:
    sheet = show("two.html", PHONE)
    expect(sheet.locator("#dock")).not_to_be_visible()
    for number in range(1, 8):
        sheet.click("#next")
        assert current(sheet) == [f"f{number}"]
        assert seen(sheet, "#dock .head")
        mark = sheet.locator(".text a.on").first.bounding_box()
        dock = sheet.locator("#dock").bounding_box()
        bar = sheet.locator("nav").bounding_box()
        assert bar["y"] + bar["height"] <= mark["y"] + 1
        assert mark["y"] + mark["height"] <= dock["y"]
    sheet.click("#dock button")
    expect(sheet.locator("#dock")).not_to_be_visible()
    sheet.click("#filter summary")
    sheet.uncheck("[name=safety][value=person]")
    box = sheet.locator("#filter > div").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]


def test_a_folder_opens_from_its_table(show: Callable[..., Any]) -> None:
    sheet = show("clean/report.html")
    expect(sheet.locator(".index tbody tr")).to_have_count(50)
    assert "photo.jpg" in sheet.inner_text(".notes")
    expect(sheet.locator("article:visible")).to_have_count(0)
    sheet.click(".index tbody tr:nth-child(7) a")
    expect(sheet.locator(".folded[open]")).to_have_count(1)
    assert seen(sheet, "#a7 .text p:first-child")
    sheet.keyboard.press("j")
    # One reads on where one is.
    expect(sheet.locator("#a7 .entry.on")).to_have_count(1)
    sheet.keyboard.press("v")
    expect(sheet.locator("#a7 .rows")).to_be_visible()
    sheet.click(".folded:nth-of-type(9) summary")
    expect(sheet.locator("#a9 .rows")).to_be_visible()


def test_the_table_is_sorted_by_a_click(show: Callable[..., Any]) -> None:
    sheet = show("clean/report.html")

    def column(at: int) -> list[str]:
        cells = sheet.locator(f".index tbody tr > :nth-child({at})")
        return list(cells.all_inner_texts())

    for at in (2, 6):
        sheet.click(f".index thead th:nth-child({at}) button")
        values = [float(value) for value in column(at)]
        assert values == sorted(values, reverse=True)
        sheet.click(f".index thead th:nth-child({at}) button")
        values = [float(value) for value in column(at)]
        assert values == sorted(values)
    sheet.click(".index thead th:first-child button")
    assert column(1) == sorted(column(1))
    expect(sheet.locator("[aria-sort=ascending]")).to_have_count(1)


def test_an_article_can_do_nothing_to_the_page(show: Callable[..., Any]) -> None:
    sheet = show("nasty.html", PHONE)
    assert sheet.title() == "0.txt – cleanup"
    text = sheet.inner_text(".text")
    assert "<script>document.title='taken'</script><img src=x" in text
    assert "U+202E" in text
    assert "U+001B" in text
    assert "</p></div></main></style></title>" in text
    # What is stacked on one letter stays on its line.
    stacked = sheet.locator(".text p", has_text="algo").first
    assert stacked.evaluate("(e) => getComputedStyle(e).overflow") == "clip"
    sheet.keyboard.press("k")
    total = entries(sheet)
    assert total > 1000
    assert current(sheet) == [f"f{total}"]
    assert seen(sheet, ".text a.on")


def test_a_page_of_five_thousand_findings_can_be_used(show: Callable[..., Any]) -> None:
    sheet = show("many.html")
    assert sheet.inner_text("#count") == "5,000 findings"
    for _ in range(5):
        sheet.keyboard.press("j")
    assert current(sheet) == ["f5"]
    sheet.evaluate("location.hash = '#f4321'")
    assert comes(sheet, "document.querySelector('.entry.on')?.id === 'f4321'")
    assert seen(sheet, ".text a.on")
    assert seen(sheet, ".side .entry.on .head")
    sheet.keyboard.press("v")
    expect(sheet.locator(".rows > p")).to_have_count(1000)
    sheet.click("#filter summary")
    sheet.click("#none")
    assert sheet.inner_text("#count") == "0 findings"


def test_it_can_be_read_without_scripts(show: Callable[..., Any]) -> None:
    sheet = show("two.html", scripts=False)
    expect(sheet.locator("nav")).not_to_be_visible()
    assert sheet.locator(".text del").first.is_visible()
    sheet.locator(".text a.change").first.click()
    assert seen(sheet, ".entry:target")
    sheet.locator(".entry:target .head a:first-child").click()
    assert seen(sheet, ".text a:target")
    shot(sheet, "without-scripts")
    folder = show("clean/report.html", scripts=False)
    folder.click(".index tbody tr:nth-child(7) a")
    assert seen(folder, "#a7 .text p:first-child")


def test_on_paper_all_of_it_is_there_and_marks_have_numbers(show: Callable[..., Any]) -> None:
    for scheme in ("light", "dark"):
        sheet = show("clean/report.html", scheme=scheme)
        sheet.emulate_media(media="print", color_scheme=scheme)
        expect(sheet.locator("nav")).not_to_be_visible()
        white = "rgb(255, 255, 255)"
        assert sheet.evaluate("getComputedStyle(document.body).backgroundColor") == white
        assert sheet.evaluate(FAINT)["faint"] == []
        paper = sheet.pdf(format="A4")
        assert paper.startswith(b"%PDF")
        # Fifty texts with their findings, not the table alone.
        assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page/") > 50
    number = sheet.locator(".text a[data-f]").first
    content = number.evaluate("(e) => getComputedStyle(e, '::after').content")
    assert content.strip('"') == number.get_attribute("data-f")


def test_from_a_server_it_asks_for_nothing_else_either(browser: Any, pages: Path) -> None:
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            asked.append(self.path)

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=pages)
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        sheet = browser.new_page()
        said: list[str] = []
        sheet.on("console", lambda message: said.append(message.text))
        sheet.goto(f"http://127.0.0.1:{server.server_port}/clean/report.html#f40")
        assert comes(sheet, "document.querySelector('.entry.on')?.id === 'f40'")
        sheet.wait_for_timeout(300)
        sheet.close()
        assert said == []
        assert asked == ["/clean/report.html"]
    finally:
        server.shutdown()
        server.server_close()
