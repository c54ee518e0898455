from onrecord import Article
from onrecord.intake import prepare
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
    alone = [reading.to_json() for reading in read_all(articles(11), workers=1)]
    together = [reading.to_json() for reading in read_all(articles(11), workers=2)]
    assert together == alone
    assert [reading["article"]["title"] for reading in together] == [f"Talks, day {n}" for n in range(11)]


def test_nothing_in_nothing_out() -> None:
    assert list(read_all([], workers=2)) == []
