"""Files, folders and standard input as documents; what cannot be read is a finding with the reason."""

from kg.read.documents import NOTES, ReadError, documents, progress
from kg.read.files import paths
from kg.read.progress import Progress

__all__ = ["NOTES", "Progress", "ReadError", "documents", "paths", "progress"]
