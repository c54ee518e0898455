"""Deeds beside words: what was done, by which party to which, and who says so. Pure functions of lines.

A statement stands beside a deed only where the deed, or another mention of it in the article, is told in that
statement's content. What two parties say of each other elsewhere may be about something else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.article import Article
from onrecord.desk.copies import MANY_LETTERS, outlets_of, together
from onrecord.desk.marks import anchor, is_firm, slug
from onrecord.desk.people import Naming
from onrecord.desk.tables import Entry
from onrecord.desk.words import around, distinct, letters, speaker_key
from onrecord.reading import STANDINGS
from onrecord.record import EventLine, Party

GLOSSES = {
    "AGREE": "agrees, offers or promises to do something",
    "CONSULT": "meets, visits, telephones or negotiates",
    "SUPPORT": "backs, recognises or signs, without giving anything",
    "CONCEDE": "gives way in words: eases, accepts, apologises",
    "COOPERATE": "works together: trade, joint exercises, shared intelligence",
    "AID": "gives help: money, arms, food, medicine, shelter",
    "RETREAT": "draws back: withdraws, releases, disarms, ceases fire, lets in, resigns",
    "REQUEST": "asks, demands or orders",
    "ACCUSE": "accuses, condemns or investigates",
    "REJECT": "refuses what was asked or proposed",
    "THREATEN": "threatens",
    "PROTEST": "demonstrates, strikes, blocks or riots",
    "SANCTION": "cuts ties: imposes sanctions, expels, convicts, breaks off",
    "MOBILIZE": "readies or moves troops, weapons or police",
    "COERCE": "compels or represses: seizes, arrests, restricts, deports, withholds",
    "ASSAULT": "uses violence: attacks, shells, abducts, kills, destroys",
}
"""PLOVER's types, each in a few words."""

REALITIES = {"actual": "done", "future": "planned", "hypothetical": "possible", "negated": "not done"}
"""What the words say of an act, as the page names it."""

KINDS = ("done", "said to be done", "disputed", "denied", "planned", "possible", "not done")
"""What can be said of a deed in a word or two, in the order in which they are counted."""


@dataclass(frozen=True)
class Deed:
    """An event as a list shows it, once for all who print it, with the statements that it is told in.

    `actors` and `recipients` are parties; `teller` is who says it in the line's own article, `None` where that is the
    article itself or nobody is told; `outlets` and `copies` are as of an `Entry`.
    """

    line: EventLine
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    said: tuple[Entry, ...] = ()
    teller: str | None = None
    outlets: tuple[str, ...] = ()
    copies: tuple[EventLine, ...] = ()

    @property
    def target(self) -> str:
        """The id of its mark in the page."""
        return anchor(self.line.article, self.line.event)

    @property
    def firm(self) -> bool:
        """Whether it was done, and the article says so itself."""
        return is_firm(self.line.reality, self.line.standing)

    @property
    def reality(self) -> str:
        return REALITIES[self.line.reality]

    @property
    def standing(self) -> str:
        """On whose word it is there: "claimed by Oru"."""
        standing = self.line.standing
        return f"{standing} by {self.teller}" if self.teller and standing in ("claimed", "denied") else standing

    @property
    def kind(self) -> str:
        """The one of `KINDS` that it is."""
        if self.line.standing in ("disputed", "denied"):
            return self.line.standing
        return self.reality if self.firm or self.line.reality != "actual" else "said to be done"

    @property
    def doers(self) -> str:
        """Who acts, as the article names them; its words where they are nobody in particular."""
        return ", ".join(distinct(party.name for party in self.line.actors)) or self.line.actor_text

    @property
    def done_to(self) -> str:
        """To whom it is done, as `doers`."""
        return ", ".join(distinct(party.name for party in self.line.recipients)) or self.line.recipient_text


@dataclass(frozen=True)
class Dyad:
    """What one party did to another, newest first; "" stands for a side that is not told.

    `counts` are by kind and of all its deeds, `left_out` counts those that a large brief does not list. `rest` says
    that these are the deeds of all other pairs together.
    """

    actor: str
    recipient: str
    id: str
    counts: Mapping[str, int]
    deeds: tuple[Deed, ...]
    left_out: int = 0
    rest: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def sort(self) -> str:
        """Whether both sides are told: "pair", "side" or "rest"."""
        if self.rest:
            return "rest"
        return "pair" if self.actor and self.recipient else "side"

    def named(self, deed: Deed) -> bool:
        """Whether a deed's own names tell more than those of the two parties."""
        return self.rest or (deed.doers, deed.done_to) != (self.actor, self.recipient)


def deeds(
    mentions: Sequence[EventLine],
    said: Mapping[tuple[str, str], Entry],
    sites: Mapping[str, Sequence[str]],
    naming: Naming,
) -> list[Deed]:
    """The events, oldest first, each once for all its mentions and for all who print the same words.

    `mentions` are events with their repetitions. `said` are the statements by article and id, `sites` the outlets that
    print each article.
    """
    told: dict[tuple[str, str], list[EventLine]] = defaultdict(list)
    for line in mentions:
        told[line.article, line.same_as or line.event].append(line)
    first = [line for line in mentions if line.same_as is None]
    places = _places(first)
    return [
        _deed(copies, told, said, sites, naming)
        for copies in together(first, lambda line: _words(line, places[line.article, line.event]))
    ]


def _places(lines: Iterable[EventLine]) -> dict[tuple[str, str], int]:
    """How many events of the same trigger stand before each in its sentence: two attacks in one are not copies."""
    seen: Counter[tuple[str, str, str]] = Counter()
    places = {}
    for line in sorted(lines, key=lambda line: line.spans.trigger):
        place = (line.article, line.sentence, line.trigger)
        places[line.article, line.event] = seen[place]
        seen[place] += 1
    return places


def _words(line: EventLine, place: int) -> tuple[str, ...]:
    """What lines have in common that are one."""
    sentence = letters(line.sentence)
    words = (line.type, line.reality, sentence, letters(line.trigger), str(place))
    if len(sentence) > MANY_LETTERS:
        return words
    return (*words, *(speaker_key(party.name) for party in (*line.actors, *line.recipients)))


def _deed(
    copies: Sequence[EventLine],
    told: Mapping[tuple[str, str], Sequence[EventLine]],
    said: Mapping[tuple[str, str], Entry],
    sites: Mapping[str, Sequence[str]],
    naming: Naming,
) -> Deed:
    # A copy that lost a quotation mark, or the denial further down, must not make a fact of a claim.
    line = min(copies, key=lambda line: (-STANDINGS.index(line.standing), line.date or ""))
    others = tuple(copy for copy in copies if copy is not line)
    holding: dict[str, Entry] = {}
    for copy in (line, *others):
        for mention in told[copy.article, copy.event]:
            entry = said.get((mention.article, mention.said_in or ""))
            if entry:
                holding.setdefault(entry.target, entry)
    own = said.get((line.article, line.said_in or ""))
    return Deed(
        line,
        _parties(line.actors, naming),
        _parties(line.recipients, naming),
        tuple(holding.values()),
        (own.line.speaker or own.line.source or None) if own else line.said_by,
        outlets_of((line, *others), sites),
        others,
    )


def _parties(told: Iterable[Party], naming: Naming) -> tuple[str, ...]:
    return tuple(distinct(naming.party(party.name, party.country) for party in told))


def dyads(found: Sequence[Deed], *, pairs: int = 15, most: int | None = None) -> list[Dyad]:
    """What was done by pair of parties: those with most deeds first, then those of one side, then all others together.

    There are at most `pairs` of each. A deed of several parties counts for each pair of them. `most` is the number of
    deeds listed in one pair, `None` for all; counts are of all.
    """
    by_pair: dict[tuple[str, str], list[Deed]] = defaultdict(list)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for deed in found:
        for name in (*deed.actors, *deed.recipients):
            spellings[speaker_key(name)][name] += 1
        for pair in _pairs(deed):
            by_pair[pair].append(deed)
    ranked = sorted(by_pair, key=lambda pair: (-len(by_pair[pair]), pair))
    shown = [pair for pair in ranked if all(pair)][:pairs]
    shown += [pair for pair in ranked if any(pair) and not all(pair)][:pairs]
    names = {key: counts.most_common(1)[0][0] for key, counts in spellings.items()} | {"": ""}
    groups = [_dyad(names[actor], names[recipient], by_pair[actor, recipient], most) for actor, recipient in shown]
    listed = set(shown)
    rest = [deed for deed in found if listed.isdisjoint(_pairs(deed))]
    return [*groups, _dyad("", "", rest, most, rest=True)] if rest else groups


def _pairs(deed: Deed) -> list[tuple[str, str]]:
    """The keys of who acts and of whom it is done to; where several meet, nobody is paired with itself."""
    sides = [distinct(speaker_key(name) for name in side) or [""] for side in (deed.actors, deed.recipients)]
    pairs = [(actor, recipient) for actor in sides[0] for recipient in sides[1]]
    return [pair for pair in pairs if pair[0] != pair[1]] or pairs[:1]


def _dyad(actor: str, recipient: str, own: Sequence[Deed], most: int | None, *, rest: bool = False) -> Dyad:
    # The order of the text stays within a day.
    newest = sorted(own, key=lambda deed: deed.line.date or "", reverse=True)[:most]
    id = "--".join(["deeds", *(slug(speaker_key(name)) if name else "" for name in (actor, recipient))])
    return Dyad(actor, recipient, id, Counter(deed.kind for deed in own), tuple(newest), len(own) - len(newest), rest)


def told_in(line: EventLine, article: Article) -> tuple[str, str, str]:
    """The event's trigger as its sentence has it, with the words before and after it."""
    trigger = line.spans.trigger
    text = article.text(trigger.paragraph)
    # The sentence may stand in the paragraph twice; the trigger is in the last one that begins before it.
    start = max(text.rfind(line.sentence, 0, trigger.start + len(line.sentence)), 0)
    sentence = text[start : max(start + len(line.sentence), trigger.end)]
    return around(sentence, trigger.start - start, trigger.end - start)
