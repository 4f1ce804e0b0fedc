"""The subcommands, one file each; what is heavy is imported when a command runs."""
from .check import check
from .lint import lint
from .new import new
from .schema import schema

ALL = (check, new, lint, schema)
