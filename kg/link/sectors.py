"""The PLOVER sector of a mention: MIL of "US troops", GOV of a minister, COP of "the Kenyan police".

Source: PLOVER 2.0, actor coding; (c) 2021 Open Event Data Alliance, CC BY-SA 4.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.referents import Referent
from kg.link.scene import noun
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLASSES = {
    "Institution": "GOV",
    "Party": "PTY",
    "ArmedGroup": "REB",
    "Company": "BUS",
    "MediaOutlet": "JRN",
    "CivilGroup": "SOC",
}


def sector(referent: Referent) -> str | None:
    """The sector that the words or the tables tell, else that of the class; a state by its name has none."""
    if referent.type == "Person":
        return referent.sector or ("GOV" if referent.acts_for else None)
    return referent.sector or _CLASSES.get(referent.type)


def told(head: Token) -> str | None:
    """The sector that a noun tells, or that with the noun before it: "riot police", "opposition group"."""
    sectors, lemma = nominals().sectors, noun(head)
    before = f"{noun(head.nbor(-1))} {lemma}" if head.i else ""
    return sectors.get(before) or sectors.get(lemma)
