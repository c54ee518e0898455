"""The record on disk: every statement, who made it, and where it stands in which article."""

from onrecord.record.lines import ArticleRow, Line, Printing, Quarantined, Speaker, Status
from onrecord.record.store import Record, open_record

__all__ = ["ArticleRow", "Line", "Printing", "Quarantined", "Record", "Speaker", "Status", "open_record"]
