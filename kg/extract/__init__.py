"""The stage that reads claims off a parsed document: frames × lexicon, with polarity, modality, source, time and place."""

from kg.extract.claims import claims
from kg.extract.open import triples
from kg.extract.stated import stated

__all__ = ["claims", "stated", "triples"]
