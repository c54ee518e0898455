"""On Record: reads news reports as they come and keeps a sourced record: who said what, who did what to whom.

from onrecord import Reader, open_record, read_articles

reader = Reader()
with open_record("onrecord.db") as record:
    for article in read_articles("articles/"):
        record.add(reader.read(article), reader=reader.version)
    for line in record.find("troops", act="deny"):
        print(line.date, line.speaker, line.content)
"""

from onrecord.article import Article, Span
from onrecord.intake import read_articles
from onrecord.reader import Reader
from onrecord.reading import Actor, Event, Reading, Statement
from onrecord.record import Record, open_record

__all__ = [
    "Actor",
    "Article",
    "Event",
    "Reader",
    "Reading",
    "Record",
    "Span",
    "Statement",
    "open_record",
    "read_articles",
]
