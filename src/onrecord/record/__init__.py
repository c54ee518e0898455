"""The record on disk: every statement and event, who made it, and where it stands in which article."""

from onrecord.record.lines import ArticleRow, EventLine, Line, Party, Printing, Quarantined, Speaker, Status
from onrecord.record.store import Record, open_record

__all__ = [
    "ArticleRow",
    "EventLine",
    "Line",
    "Party",
    "Printing",
    "Quarantined",
    "Record",
    "Speaker",
    "Status",
    "open_record",
]
