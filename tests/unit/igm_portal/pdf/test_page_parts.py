"""What a page says is read part by part, without what belongs to the screen alone."""

import pytest

from igm_portal.pdf.page_parts import PagePart, page_parts

PAGE = """
<section><h2>Wie &amp; wat</h2>
  <ul><li>Twee
    <strong>mensen</strong>. <span class="igm-no-print">· <a href="/">Bekijk</a></span></li>
  <li>Vrij<br>willig.</li></ul>
  <p class="igm-no-print">Kies</p>
  <table><caption class="igm-visually-hidden">Teams</caption>
    <tr><th>Team</th><th>Mensen</th></tr>
    <tr><th>Oost</th>
      <td><span class="igm-table__label" aria-hidden="true">Mensen: </span>9</td></tr></table>
  <h3>Onder</h3><ul><li>Laag.</li></ul></section>
"""


def test_headings_lines_and_tables_come_in_their_order() -> None:
    assert page_parts(PAGE) == [
        PagePart(
            2,
            "Wie & wat",
            ["Twee mensen.", "Vrijwillig."],
            [["Team", "Mensen"], ["Oost", "9"]],
        ),
        PagePart(3, "Onder", ["Laag."]),
    ]


@pytest.mark.parametrize("html", ["<ul><li>a</li></ul>", "<h2>a</h2><p><b>x</p></b>"])
def test_a_page_that_cannot_be_read_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match=r"heading|closed"):
        page_parts(html)
