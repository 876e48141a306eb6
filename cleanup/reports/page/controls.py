"""What a page is worked with: the view, the way from finding to finding, the filter, the keys.

It takes scripts, so it is hidden until they run.
"""

from collections.abc import Mapping

from .article import NEEDS, SAFE, UNSAFE
from .entries import NEEDED
from .markup import attribute, count, prose

_SAFETIES = {SAFE: "safe", UNSAFE: "unsafe", NEEDS: NEEDED}
_KEYS = (
    (("j", "n"), "next finding"),
    (("k", "p"), "previous finding"),
    (("v",), "inline or side by side"),
    (("f",), "filter"),
    (("Esc",), "let go of the finding"),
)


def toolbar(findings: int, safeties: Mapping[str, int], families: Mapping[str, int]) -> str:
    """The bar that stays in view; the mappings say how many findings each box stands for."""
    keys = "".join(
        f"<dt>{' '.join(f'<kbd>{key}</kbd>' for key in some)}</dt><dd>{what}</dd>"
        for some, what in _KEYS
    )
    filters = _boxes(
        "Safety", "safety", {k: name for k, name in _SAFETIES.items() if k in safeties}, safeties
    ) + _boxes("Family", "family", {name: name for name in sorted(families)}, families)
    return f"""<nav class="bar-top" aria-label="Findings" hidden>
<div class="views" role="group" aria-label="View">
<button type="button" data-view="inline" aria-pressed="true">Inline</button>
<button type="button" data-view="sides" aria-pressed="false">Side by side</button></div>
<div class="steps"><button type="button" id="previous" aria-label="Previous finding">←</button>
<span id="count">{count(findings, "finding")}</span>
<button type="button" id="next" aria-label="Next finding">→</button></div>
<details class="menu" id="filter"><summary>Filter<span id="filtered"></span></summary><div>
{filters}<p><button type="button" id="all">All</button>
<button type="button" id="none">None</button></p></div></details>
<details class="menu" id="keys"><summary>Keys</summary><div><dl>{keys}</dl>
<label><input type="checkbox" id="keyed" checked> these keys work</label></div></details>
</nav>
"""


def _boxes(title: str, name: str, values: Mapping[str, str], sizes: Mapping[str, int]) -> str:
    rows = "".join(
        f'<label><input type="checkbox" name="{name}" value="{attribute(value)}" checked>'
        f"{prose(known_as)}<small>{sizes[value]:,}</small></label>\n"
        for value, known_as in values.items()
    )
    return f"<fieldset><legend>{title}</legend>\n{rows}</fieldset>\n"
