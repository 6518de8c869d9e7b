"""The stage that reads claims off a parsed document: frames × lexicon, with polarity, modality, source, time and place."""

from kg.extract.claims import claims

__all__ = ["claims"]
