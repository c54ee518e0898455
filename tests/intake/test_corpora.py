"""The intake on the demo in the package, and on the real articles where they are at hand."""

from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.intake import Rejected, read_articles

DEMO = Path(str(files("onrecord"))) / "resources" / "demo"
SHARED = Path(__file__).parents[3] / "shared" / "corpora"


def test_the_demo_is_read_whole() -> None:
    rejected: list[Rejected] = []
    articles = {Path(article.origin).name: article for article in read_articles(DEMO, on_bad=rejected.append)}
    assert not rejected
    assert len(articles) == len(list(DEMO.glob("*.txt"))) >= 40
    assert all(article.date and article.outlet for article in articles.values())
    copy = articles["0414-globedispatch-it-was-ours.txt"]
    assert (copy.agency, copy.dateline, copy.damage.quotation_marks) == ("NCA", "VARRA", True)
    assert "Kölm" in "\n".join(articles["0411-varragazette-battery-log.txt"].paragraphs)


@pytest.mark.skipif(not SHARED.exists(), reason="the real articles are not at hand")
def test_the_first_article() -> None:
    (article,) = read_articles(SHARED / "first")
    assert (article.outlet, article.agency, article.dateline) == ("mynorthwest.com", "AP", "MOSCOW")
    assert article.furniture == {13, 14}
    assert all(article.damage.to_json().values())
