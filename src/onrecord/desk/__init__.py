"""The desk: the record in the browser."""

from onrecord.desk.brief import BriefSummary, write_brief

__all__ = ["BriefSummary", "write_brief"]
