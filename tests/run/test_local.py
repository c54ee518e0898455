import pytest

from onrecord import Article, Reader, Reading
from onrecord.intake import prepare
from onrecord.run import local
from onrecord.run.local import read_all


def articles(count: int) -> list[Article]:
    return [
        prepare(
            title=f"Talks, day {n}", date="2031-03-07", url=f"https://courier.example/{n}",
            paragraphs=(f"The envoy said on day {n} that the talks would resume.", "The hall was empty by nine."),
        )
        for n in range(count)
    ]  # fmt: skip


def test_workers_give_what_one_process_gives_in_the_same_order() -> None:
    alone = list(read_all(articles(11), workers=1))
    together = list(read_all(articles(11), workers=2))
    assert together == alone
    assert [item.article.title for item in together] == [f"Talks, day {n}" for n in range(11)]


def test_readings_are_passed_on_in_their_place() -> None:
    mixed: list[Article | Reading] = [*articles(11)]
    mixed[4] = Reading(articles(11)[4])
    found = list(read_all(mixed, workers=2))
    assert found[4] is mixed[4]
    assert [item.article.title for item in found] == [f"Talks, day {n}" for n in range(11)]


def test_an_article_that_the_reader_breaks_on_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    class Brittle(Reader):
        def read(self, article: Article) -> Reading:
            if article.title == "Talks, day 1":
                raise ZeroDivisionError("by the hall")
            return super().read(article)

    monkeypatch.setattr(local, "Reader", Brittle)
    good, bad, other = read_all(articles(3), workers=1)
    assert isinstance(good, Reading)
    assert isinstance(other, Reading)
    assert isinstance(bad, local.Failed)
    assert bad.article.title == "Talks, day 1"
    assert "ZeroDivisionError: by the hall" in bad.reason


def test_nothing_in_nothing_out() -> None:
    assert list(read_all([], workers=2)) == []
