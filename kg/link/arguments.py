"""The arguments of a claim: what its mentions stand for, chosen by what the ontology allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from kg import vocab
from kg.link.aims import unnamed
from kg.link.behind import behind
from kg.link.discourse import Discourse, Referents
from kg.link.groups import crowd, gathering
from kg.link.offices import office
from kg.link.origins import lies_in
from kg.link.places import owner
from kg.link.referents import Referent, known
from kg.link.resolve import readings
from kg.link.scene import conjuncts, noun
from kg.link.tables import nominals
from kg.link.tenure import bodiless, over, past
from kg.records import Claim, Finding, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

# What a state does by its laws or police, which hold at home.
_LAWFUL = frozenset(
    (
        ("COERCE", "arrest"),
        ("COERCE", "censor"),
        ("COERCE", "restrict"),
        ("COERCE", "seize"),
        ("SANCTION", "convict"),
    )
)
_RECIPROCAL = frozenset({"other", "another"})
_UNPLACED = frozenset(
    {None, "SANCTION"}
)  # what is done or holds between actors, and not in a place for its state


@dataclass(frozen=True, slots=True)
class Argument:
    """A mention and the one thing that it stands for."""

    referent: Referent
    mention: Mention


@dataclass(frozen=True, slots=True)
class Arguments:
    """The linked subjects and objects of a claim; `mutual` is the object where it is "each other"."""

    subjects: tuple[Argument, ...]
    objects: tuple[Argument, ...]
    mutual: Mention | None
    refused: tuple[Finding, ...]


def arguments(discourse: Discourse, claim: Claim, speaker: Referent | None) -> Arguments:
    """Link subjects and objects; what stays unlinked or does not fit the relation is among `refused`."""
    mutual = next((mention for mention in claim.objects if _reciprocal(discourse, mention)), None)
    given = tuple(mention for mention in claim.objects if mention is not mutual)
    side = _Side(discourse, claim, speaker)
    if over(discourse, claim):
        return Arguments((), (), None, (past(claim),))
    subjects, no_subject = side.bearer(given) or side.link(claim.subjects, side.fixed(given), side.subject)
    ids = frozenset(
        name for argument in subjects for name in (argument.referent.id, argument.referent.state) if name
    )
    objects, no_object = (
        side.link(given, ids, lambda head, avoid: side.object(head, avoid, subjects))
        if subjects
        else ((), ())
    )
    apart = claim.symmetric and len(subjects) > 1  # "Mali and Chad held talks on Niger": with one another
    alone = subjects and not (objects or mutual or apart)
    if alone and (found := unnamed(discourse, claim, [argument.referent for argument in subjects])):
        objects, no_object = tuple(Argument(one, mention) for one, mention in found), ()
    return Arguments(subjects, objects, mutual, (*no_subject, *no_object))


def _acting(reading: Referents) -> bool:
    return all(referent.actor for referent in reading)


def _reciprocal(discourse: Discourse, mention: Mention) -> bool:
    return discourse.scene.at(mention.head).lower_ in _RECIPROCAL


_Choose: TypeAlias = "Callable[[Token, frozenset[str]], Referents | Finding]"


@dataclass(frozen=True, slots=True)
class _Side:
    """The linking of one claim's mentions."""

    discourse: Discourse
    claim: Claim
    speaker: Referent | None

    def link(
        self, mentions: Sequence[Mention], avoid: frozenset[str], choose: _Choose
    ) -> tuple[tuple[Argument, ...], tuple[Finding, ...]]:
        """Every mention by `choose`, the same referent once."""
        found: dict[str, Argument] = {}
        refused: list[Finding] = []
        for mention, head in self._heads(mentions):
            chosen = choose(head, avoid)
            if isinstance(chosen, Finding):
                refused.append(replace(chosen, value=mention.text))
            else:
                for referent in chosen:
                    found.setdefault(referent.id, Argument(referent, mention))
        return tuple(found.values()), tuple(refused)

    def _heads(self, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Token]]:
        """The head of each mention, and those coordinated with it inside a mention that covers them all."""
        heads = {self.discourse.scene.at(mention.head).i for mention in mentions}
        for mention in mentions:
            head = self.discourse.scene.at(mention.head)
            yield mention, head
            for other in conjuncts(head):
                if other.idx < mention.end and other.i not in heads:
                    heads.add(other.i)
                    yield mention, other

    def bearer(self, objects: Sequence[Mention]) -> tuple[tuple[Argument, ...], tuple[Finding, ...]] | None:
        """Who bears the title that is the object, where title and name are one phrase."""
        if "Office" not in vocab.range_(self.claim.relation) or len(objects) != 1:
            return None
        head = self.discourse.scene.at(objects[0].head)
        bearer = self.discourse.persons[head.i]
        if bearer is None or bearer.title is None or head.i >= bearer.first:
            return None
        if bearer.former:
            return (), (past(self.claim),)
        name = self.discourse.scene.doc[bearer.first : bearer.end]
        mention = Mention(name.start_char, name.end_char, name.text, name[0].idx)
        return (Argument(bearer.referent, mention),), ()

    def fixed(self, mentions: Iterable[Mention]) -> frozenset[str]:
        """Whom the objects name, by their heads or before them: nobody that the subject may be."""
        return frozenset(name for mention in mentions for name in self._names(mention))

    def _names(self, mention: Mention) -> Iterator[str]:
        head = self.discourse.scene.at(mention.head)
        first = self.discourse.scene.at(mention.begin).i
        for i in range(min(first, head.i), head.i + 1):
            person = self.discourse.persons[i]
            if named := person.referent if person else owner(self.discourse.scene, i):
                yield named.id
                if named.state:
                    yield named.state

    def subject(self, head: Token, avoid: frozenset[str]) -> Referents | Finding:
        """The first reading that may be the subject of the relation."""
        found = self._readings(head, avoid)
        if self.claim.event == "PROTEST" and gathering(head):
            found = tuple(crowd(self.discourse, reading) for reading in found)
        return self._fitting(
            found, lambda referent: vocab.refusal(self.claim.relation, referent.type, None), "subject"
        )

    def object(self, head: Token, avoid: frozenset[str], subjects: Sequence[Argument]) -> Referents | Finding:
        """The first reading that may be the object; places first where the relation takes them."""
        allowed = vocab.range_(self.claim.relation)
        if bodiless(self.claim, head):
            return self._fitting((), lambda referent: None, "object")
        found = self._readings(head, frozenset() if self._at_home(head, subjects) else avoid)
        if "Office" in allowed:
            found = ((office(self.discourse, head, subjects[0].referent)), *found)
        if "City" in allowed:
            found = tuple(
                sorted(found, key=lambda reading: all(referent.type != "City" for referent in reading))
            )
        around = tuple(
            (state,)
            for reading in found
            for referent in reading
            if self.claim.event not in _UNPLACED and (state := lies_in(self.discourse, referent))
        )
        aimed = behind(self.discourse, head, self.claim.event, avoid) if self.claim.event else ()
        kinds = tuple(argument.referent.type for argument in subjects)
        own = frozenset(argument.referent.id for argument in subjects)
        acting = sorted(
            (*found, *around, aimed or self._where(head)),
            key=lambda reading: bool(aimed) and (not _acting(reading) or own >= {one.id for one in reading}),
        )
        return self._fitting(
            tuple(reading for reading in acting if reading),
            lambda referent: next(
                (why for kind in kinds if (why := vocab.refusal(self.claim.relation, kind, referent.type))),
                None,
            ),
            "object",
        )

    def _readings(self, head: Token, avoid: frozenset[str]) -> tuple[Referents, ...]:
        if head.pos_ == "PRON" and head.lower_ in nominals().pronouns["speaker"]:
            return ((self._speaking(head, self.speaker),),) if self.speaker else ()
        return readings(self.discourse, head, avoid)

    def _where(self, head: Token) -> Referents:
        """The state where somebody or something without a name is hit: "fired at targets in Jericho"."""
        place = self.claim.place
        hit = self.claim.event == "ASSAULT" and (
            noun(head) in nominals().sites or noun(head) in nominals().groups
        )
        named = any(child.text[:1].isupper() for child in head.lefts)  # "an ISIL factory" is whose it is
        if place is None or not hit or named:
            return ()
        found = readings(self.discourse, self.discourse.scene.at(place.head))
        states = (lies_in(self.discourse, one) or one for reading in found for one in reading)
        return tuple(one for one in states if one.type == "State")[:1]

    def _at_home(self, head: Token, subjects: Sequence[Argument]) -> bool:
        """Whether people may be those of the state that acts: the crowds that the police break up are at home."""
        police = all(argument.referent.sector == "COP" for argument in subjects)
        lawful = (self.claim.event, self.claim.mode) in _LAWFUL
        return head.pos_ == "NOUN" and (lawful or (self.claim.event == "ASSAULT" and police))

    def _speaking(self, head: Token, speaker: Referent) -> Referent:
        """Who "I" is, or the state that a speaker means by "we"."""
        state = self.discourse.scene.gazetteer.entries.get(speaker.state or "")
        one = head.lower_ in ("i", "me", "my", "mine") or state is None
        return replace(speaker, via="coreference") if one or state is None else known(state, "coreference")

    def _fitting(
        self, found: Sequence[Referents], refusal: Callable[[Referent], str | None], side: str
    ) -> Referents | Finding:
        text = self.claim.sentence.text
        if not found:
            return Finding(
                f"unresolved-{side}", text, f"the {side} of {self.claim.relation} stands for nothing certain"
            )
        for reading in found:
            if not any(refusal(referent) for referent in reading):
                return reading
        why = next(why for referent in found[0] if (why := refusal(referent)))
        return Finding(f"unfit-{side}", text, why)
