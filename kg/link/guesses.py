"""Claims that no row of the lexicon vouches for: kept between two actors that the tables know, without a word elsewhere."""

from __future__ import annotations

from dataclasses import replace

from kg.link.arguments import Argument, Arguments
from kg.records import Claim

_COMPOSED = frozenset({"composition"})


def certain(claim: Claim, found: Arguments) -> Arguments:
    """The subjects and objects that are actors in the tables; nobody where one side has none.

    An open claim is about the very thing that it names: "discussed Croatia's advance" does not say "discussed Croatia".
    """
    through = _COMPOSED if claim.phrase is not None else frozenset()
    subjects, objects = (_known(side, through) for side in (found.subjects, found.objects))
    both = bool(subjects and objects)
    return replace(
        found, subjects=subjects if both else (), objects=objects if both else (), mutual=None, refused=()
    )


def _known(arguments: tuple[Argument, ...], through: frozenset[str]) -> tuple[Argument, ...]:
    return tuple(
        argument
        for argument in arguments
        if argument.referent.sure and argument.referent.actor and argument.referent.via not in through
    )
