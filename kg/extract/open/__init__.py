"""What a sentence says beyond the lexicon: subject, phrase and object in the words of the text."""

from kg.extract.open.claims import fills, triples

__all__ = ["fills", "triples"]
