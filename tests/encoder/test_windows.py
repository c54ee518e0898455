from onrecord.encoder.session import shipped
from onrecord.encoder.windows import Window, around, batches, pack

TOKENIZER = shipped().tokenizer


def text_of(window: Window, texts: dict[int, str]) -> list[str]:
    return [texts[p][a:b] for p, a, b in (place for place in window.places if place is not None)]


def test_pieces_point_at_their_characters() -> None:
    texts = {-1: "Ferry hit", 0: "The mayor, Ana Duarte, spoke."}
    (window,) = pack(texts.items(), TOKENIZER)
    assert text_of(window, texts)[:5] == ["Ferry", "hit", "The", "mayor", ","]
    assert window.places[0] is None
    assert window.places[-1] is None
    assert len(window.ids) == len(window.places)


def test_paragraphs_are_whole_and_each_read_once() -> None:
    texts = {n: f"Paragraph number {n} tells of the harbour and of the strike there." for n in range(40)}
    windows = pack(texts.items(), TOKENIZER, limit=64)
    assert all(len(window) <= 64 for window in windows)
    seen = [place[0] for window in windows for place in window.places if place]
    assert seen == sorted(seen)
    where = {n: {i for i, w in enumerate(windows) if any(p and p[0] == n for p in w.places)} for n in texts}
    assert all(len(found) == 1 for found in where.values())


def test_a_long_paragraph_is_cut_between_sentences_and_nothing_is_lost() -> None:
    text = " ".join(f"Sentence {n} is about the bridge." for n in range(60))
    windows = pack([(0, text)], TOKENIZER, limit=64)
    assert len(windows) > 1
    assert all(len(window) <= 64 for window in windows)
    pieces = [piece for window in windows for piece in text_of(window, {0: text})]
    assert "".join(pieces) == text.replace(" ", "")
    assert all(text_of(window, {0: text})[-1] == "." for window in windows)


def test_empty_paragraphs_vanish() -> None:
    assert pack([(0, ""), (1, "  ")], TOKENIZER) == []


def test_what_is_around_a_cue_is_its_paragraph_then_what_follows() -> None:
    texts = {0: "One two three four.", 1: "Five six seven eight.", 2: "Nine ten."}
    (window,) = pack(texts.items(), TOKENIZER)
    second = next(t for t, place in enumerate(window.places) if place and place[0] == 1)
    low, high = around(window, second, second + 1, most=8)
    assert {p[0] for p in window.places[low:high] if p} == {1}
    low, high = around(window, second, second + 1, most=12)
    assert {p[0] for p in window.places[low:high] if p} == {1, 2}
    low, high = around(window, second, second + 1, most=100)
    assert (low, high) == (0, len(window))


def test_batches_hold_each_window_once_and_keep_to_the_limit() -> None:
    windows = [Window((0,) * size, (None,) * size) for size in (10, 200, 30, 30, 90, 250)]
    found = list(batches(windows, most_pieces=300))
    assert sorted(index for batch in found for index in batch) == list(range(6))
    assert all(len(batch) * max(len(windows[i]) for i in batch) <= 300 for batch in found)
