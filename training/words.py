"""Make dyad_words.tsv and trigger_words.tsv: which words tell what an actor does to a recipient, and what is done.

    python -m training.words --sentences ../shared/data/events --out src/onrecord/resources

The first is learned from PLV's training half and our own sentences with dyads; scikit-learn does the fitting. Terms
that stand in one sentence only are left out, and types weigh alike however many sentences they have. Prints what
cross-validation over PLV's training half gives. The second counts the triggers of our labelled events, but for the
kept-back fifth.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import KFold

from onrecord.article import Span
from onrecord.find.dyad_words import PARTS, UNIT, terms
from onrecord.find.trigger_words import stem_of
from onrecord.reading import TYPES
from training.corpus import DYADS, Segment, Story, dyads, passages, plv, sentences
from training.marks import EVENTS

FEWEST = 3
"""How often a trigger must be labelled to be in the table."""

SMOOTH = 4.0
"""Events of the usual types that are added to those counted."""

STRENGTH = 10.0
"""The inverse of the L2 penalty."""


def spans(segments: Sequence[Segment], story: Story) -> list[Span]:
    """Segments of a story as spans."""
    return [Span(p, a, b, story.paragraphs[p][a:b]) for p, a, b in segments]


class Model:
    """TF-IDF of each part and the regression over both."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self.vectorizers = {
            part: TfidfVectorizer(analyzer=lambda found, part=part: found[part], sublinear_tf=True, min_df=2)
            for part in PARTS
        }
        found = self._terms(stories)
        for vectorizer in self.vectorizers.values():
            vectorizer.fit(found)
        self.regression = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=5000)
        self.regression.fit(self._values(stories), [story.dyads[0].types[0] for story in stories])

    def predict(self, stories: Sequence[Story]) -> list[int]:
        """The number of the type of each story's dyad."""
        found: list[int] = self.regression.predict(self._values(stories)).tolist()
        return found

    def lines(self) -> list[str]:
        """The table: part, term, inverse document frequency, the weights of the types; first what they start from."""
        classes = [roots.index(kind) for roots in [self.regression.classes_.tolist()] for kind in map(_root, TYPES)]
        start = _numbers(self.regression.intercept_[classes])
        found = [f"sentence\t\t0\t{start}"]
        column = 0
        for part, vectorizer in self.vectorizers.items():
            terms = vectorizer.get_feature_names_out()
            for term, rarity in zip(terms, vectorizer.idf_, strict=True):
                weights = self.regression.coef_[:, column][classes]
                found.append(f"{part}\t{term}\t{rarity:.3f}\t{_numbers(weights)}")
                column += 1
        return found

    def _terms(self, stories: Sequence[Story]) -> list[dict[str, list[str]]]:
        asked = [(story, story.dyads[0]) for story in stories]
        return [
            terms(dict(enumerate(story.paragraphs)), spans(dyad.actors, story), spans(dyad.recipients, story))
            for story, dyad in asked
        ]

    def _values(self, stories: Sequence[Story]) -> csr_matrix:
        found = self._terms(stories)
        return hstack([vectorizer.transform(found) for vectorizer in self.vectorizers.values()]).tocsr()


def _root(kind: str) -> int:
    """The first type of the root that a type belongs to: RETREAT counts as CONCEDE."""
    return TYPES.index("CONCEDE" if kind == "RETREAT" else kind)


def _numbers(weights: np.ndarray) -> str:
    return "\t".join(str(round(float(weight) * UNIT)) for weight in weights)


def trigger_lines(stories: Iterable[Story]) -> list[str]:
    """The stem of each trigger that occurs three times or more, and its log-odds of the types."""
    counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for story in stories:
        for event in story.events or ():
            number, start, end = event.trigger[0]
            counts[stem_of(story.paragraphs[number][start:end])][event.type] += 1
    everything = sum(counts.values(), Counter[int]())
    usual = np.array([everything[kind] / everything.total() for kind in range(len(TYPES))])
    lines = []
    for stem, count in sorted(counts.items()):
        if stem and count.total() >= FEWEST:
            here = (np.array([count[kind] for kind in range(len(TYPES))]) + SMOOTH * usual) / (count.total() + SMOOTH)
            lines.append(f"{stem}\t{_numbers(np.log(here / usual))}")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=Path, required=True, help="folder with PLV's training half")
    parser.add_argument("--out", type=Path, required=True, help="folder of the tables")
    options = parser.parse_args()
    real, own = plv(options.sentences / "plv"), dyads(DYADS)
    wanted: list[int] = []
    found: list[int] = []
    for train, test in KFold(5, shuffle=True, random_state=1).split(real):
        model = Model([*(real[n] for n in train), *own])
        wanted += [real[n].dyads[0].types[0] for n in test]
        found += model.predict([real[n] for n in test])
    print(f"macro-F1 over PLV's training half, five folds: {100 * f1_score(wanted, found, average='macro'):.1f}")
    head = "inverse document frequency\t" + "\t".join(TYPES)
    note = f"# Made by training/words.py; weights in {UNIT} to one; the line without a term is where each type starts."
    _write(options.out / "dyad_words.tsv", [f"# part\tterm\t{head}", note, *Model([*real, *own]).lines()])
    note = f"# Made by training/words.py; log-odds in {UNIT} to one."
    triggers = trigger_lines([*passages(EVENTS, held=False), *sentences(options.sentences)])
    _write(options.out / "trigger_words.tsv", ["# stem\t" + "\t".join(TYPES), note, *triggers])


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {sum(not line.startswith('#') for line in lines)} lines")


if __name__ == "__main__":
    main()
