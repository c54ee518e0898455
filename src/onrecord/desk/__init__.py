"""The desk: the record in the browser."""

from onrecord.desk.brief import write_brief

__all__ = ["write_brief"]
