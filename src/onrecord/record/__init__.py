"""The record on disk: statements, events, figures, places and times, and where each stands in which article."""

from onrecord.record.lines import (
    ArticleRow,
    EventLine,
    FigureLine,
    Line,
    Party,
    PlaceLine,
    Printing,
    Quarantined,
    Speaker,
    Status,
)
from onrecord.record.store import Record, open_record

__all__ = [
    "ArticleRow",
    "EventLine",
    "FigureLine",
    "Line",
    "Party",
    "PlaceLine",
    "Printing",
    "Quarantined",
    "Record",
    "Speaker",
    "Status",
    "open_record",
]
