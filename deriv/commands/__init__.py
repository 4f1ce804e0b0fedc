"""The subcommands, one file each; what is heavy is imported when a command runs."""
from .build import build
from .check import check
from .derive import derive
from .lint import lint
from .new import new
from .pdf import pdf
from .schema import schema
from .serve import serve

ALL = (derive, build, serve, pdf, check, new, lint, schema)
