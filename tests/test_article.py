from onrecord import Article, Span
from onrecord.article import TITLE, content_id, text_digest


def article(*paragraphs: str, title: str = "Ferry hit", url: str = "https://a.example/1") -> Article:
    return Article(content_id(title, None, url, paragraphs), title, None, url, paragraphs)


def test_a_span_is_the_slice_of_its_paragraph() -> None:
    ferry = article("The mayor spoke.", "Nobody answered.")
    assert ferry.span(1, 0, 6) == Span(1, 0, 6, "Nobody")
    assert ferry.span(1, 0, 6).text == "Nobody"
    assert ferry.span(TITLE, 0, 5).text == "Ferry"


def test_ids_follow_from_the_content() -> None:
    assert article("One.").id == article("One.").id
    assert article("One.").id != article("Two.").id
    assert article("One.").id != article("One.", url="https://b.example/1").id


def test_the_text_digest_ignores_order_and_place_but_no_letter() -> None:
    assert text_digest(article("One.", "Two.")) == text_digest(article("Two.", "One.", url="https://b.example/1"))
    assert text_digest(article("One.", "Two.")) != text_digest(article("One.", "Two!"))


def test_json_goes_there_and_back() -> None:
    ferry = article("One.", "Two.")
    assert Article.from_json(ferry.to_json()) == ferry
