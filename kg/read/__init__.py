"""Files, folders and standard input as documents; what cannot be read is a finding with the reason."""

from kg.read.documents import ReadError, documents
from kg.read.files import paths

__all__ = ["ReadError", "documents", "paths"]
