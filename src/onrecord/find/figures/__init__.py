"""Figures: every quantity an article gives, with its range, bound, unit and what it counts.

Read by rules and tables from the words alone. `numbers` gives a value, `units` the unit, `amounts` both together and
ranges; `bounds` and `counted` tell how it is meant and what it counts, `meaning` puts them together; `names` and
`judging` tell the numbers that are no figures; `neighbours` what figures tell of each other; `finder` does it all.
"""

from onrecord.find.figures.finder import find_figures

__all__ = ["find_figures"]
