import pytest

from onrecord.find.form import quoted_form


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (['"We never fired,"', '"Not one shell."'], "direct"),
        (["“The bridge is closed,”"], "direct"),
        (["''We will not leave,''"], "direct"),
        (["that the bridge was closed"], "indirect"),
        (['that the raid was "a crime" by the army'], "mixed"),
        (["that the children's ward wasn't hit"], "indirect"),
        (["‘We are leaving,’"], "direct"),
    ],
)
def test_quotation_marks_tell_the_form(content: list[str], form: str) -> None:
    assert quoted_form(content) == form
