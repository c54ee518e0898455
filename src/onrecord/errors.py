"""What can go wrong, as a tree; every message names the place and says what to do.

    OnRecordError
    ├── InputError        a path, an option or an article that cannot be read; names file and place
    ├── ModelError        the model in the package is missing or does not fit the program
    ├── RecordError       the record cannot be opened, or asked for something it does not hold
    └── WorkerError       a worker process died

The command line prints the message and ends with exit status 2.
"""

from __future__ import annotations


class OnRecordError(Exception):
    """Base of every error that a user can mend."""


class InputError(OnRecordError):
    """Something given to the program cannot be read."""


class ModelError(OnRecordError):
    """The model files in the package are missing or do not fit."""


class RecordError(OnRecordError):
    """The record cannot be opened, or does not hold what was asked for."""


class WorkerError(OnRecordError):
    """A worker process died."""
