"""What is left of markup that is made to be looked at and nothing else."""

from __future__ import annotations

import pytest

from rundebord.meetings.screens.read_only import to_look_at


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("<blink>Nytt</blink><p>Kjent</p>", "<p>Kjent</p>"),
        ('<p onclick="x()" data-command="y" contenteditable id="line-1" title="z">Ord</p>', "<p>Ord</p>"),
        ('<p>Les <a href="/hemmelig">her</a></p><a class="ds-button" href="/x">Gå</a>', "<p>Les her</p>"),
        ('<p hidden>Skjult</p><div><p hidden>Skjult <b>mer</b></p>Synlig</div>', "<div>Synlig</div>"),
        ('<button aria-pressed="false">Nei</button>', ""),
        ('<button aria-pressed="true">Ja</button>', '<span class="chosen">Ja</span>'),
        ('<input class="ds-input" value="utkast"><input type="hidden" value="x">', ""),
        ('<input class="cell" value="&lt;i&gt;">', '<span class="cell" dir="auto">&lt;i&gt;</span>'),
        ("<select><option>–</option><option selected>Mai</select>", '<span class="cell" dir="auto">Mai</span>'),
        ('<select><option value="">–</option><option>Mai</option></select>', '<span class="cell" dir="auto">–</span>'),
        ('<textarea class="sentence" name="x">Hos &lt;oss&gt;</textarea>', '<p class="sentence">Hos &lt;oss&gt;</p>'),
        ("<script>alert(1)</script><style>p{}</style><iframe>x</iframe><p>Ord</p>", "<p>Ord</p>"),
        ('<svg viewBox="0"><path d="M0"/><script>x</script></svg>', '<svg viewBox="0"><path d="M0"></path></svg>'),
        (
            "<details open><summary>Teksten</summary><p>Ord</p></details>",
            '<details open=""><summary>Teksten</summary><p>Ord</p></details>',
        ),
        ("<dialog open><p>Ord</p></dialog>", ""),
        ('<div class="line-tools"><span>Verktøy</span></div><p>Ord</p>', "<p>Ord</p>"),
        ("</p></div><p>Uten <br>start</p>", "<p>Uten start</p>"),
    ],
)  # fmt: skip
def test_only_what_is_known_to_be_harmless_is_left(html: str, seen: str) -> None:
    assert to_look_at(html) == seen
