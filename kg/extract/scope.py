"""How far a claim holds: polarity, modality and who says it, read on the way from a trigger up to the root.

Nearer words win over farther ones for modality; each negation on the way turns the polarity. A negation reaches
through complements and light verbs ("did not launch an attack"), not into what is merely mentioned ("did not
discuss the attack").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract import clauses, complements, control, grammar, spans
from kg.records import Source
from kg.rules.cues import Cue, Cues

PARTS = frozenset({"obj", "obl", "nmod", "nsubj:pass", "compound", "iobj", "appos"})
DETERMINERS = ("det", "cc:preconj")
DISTANCE = 12  # words between a noun of saying and its clause
SPEAKING = ("subject", "possessor", "by", "modifier")
BARRIERS = frozenset({"acl:relcl", "list", "dislocated", "vocative"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What the words above a trigger make of it."""

    polarity: str = "positive"
    modality: str | None = None
    source: Source | None = None

    def negated(self) -> Scope:
        """The scope with its polarity turned."""
        return replace(self, polarity="negative" if self.polarity == "positive" else "positive")


def scope(trigger: Token, cues: Cues) -> Scope:
    """The polarity and the modality of what a trigger says, and the sources that stand between it and the document."""
    found = replace(_own(trigger, Scope(), cues), source=_beside(trigger, trigger, cues))
    tight, barred = True, False
    token = trigger
    while token.head != token:
        head, dep = token.head, token.dep_
        kept = _kept(token, cues)
        complete = kept or complements.completes(token, cues)
        governing = _governs(token, head, dep, cues)
        carried = complements.carrier(token, cues) is not None
        asked = dep == "ccomp" and _marked(token, cues.questions)
        # A negation of the head is one of its complement, of what it carries or plans ("no plans for").
        reaches = complete or carried or bool(governing) or dep in ("conj", "csubj")
        tight = tight and not asked and reaches
        conditional = dep == "advcl" and _marked(token, cues.conditions)
        aside = dep in BARRIERS or (dep == "acl" and not grammar.infinitive(token))
        barred = barred or (aside and not complete) or (dep == "advcl" and not (complete or conditional))
        barred = barred or _presupposed(token, cues)
        if kept and not barred and found.source is None:
            found = found.negated()
        if asked and not barred:
            found = replace(found, modality="hypothetical")
        if not barred and found.source is None:
            found = _step(token, found, governing, cues, tight=tight)
            if found.modality is None and _hearsay(token, head, dep, cues):
                found = replace(found, modality="possible")
        outer = None if barred and _denies(head, cues) else _voice(token, head, dep, cues, found)
        found = replace(found, source=relayed(outer, found.source)) if outer else found
        token = head
    return found


def given(token: Token, cues: Cues) -> bool:
    """Whether a noun above takes for granted what a token says, whoever asks for it: "demanded an admission that Peru fired"."""
    return any(_factual(each, cues) for each in (token, *token.ancestors))


def _factual(token: Token, cues: Cues) -> bool:
    noun = token.head
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in cues.facts and grammar.declares(token)


def _kept(token: Token, cues: Cues) -> bool:
    """Whether a gerund is what somebody is kept from: "banned them from voting", "refrained from attacking"."""
    behind = token.dep_ == "advcl" and token.tag_ == "VBG" and "from" in grammar.marks(token)
    return behind and token.head.lemma_.lower() in cues.barring


def _presupposed(token: Token, cues: Cues) -> bool:
    """Whether what somebody does is only what another noun is about ("seeking relief from US curbs on chips") or a fact."""
    if _factual(token, cues):
        return True
    behind = token.dep_ == "nmod" and token.pos_ == "NOUN" and grammar.preposition(token) not in ("", "of")
    owned = bool(grammar.possessors(token) or grammar.modifiers(token))
    return behind and owned and token.head.pos_ == "NOUN" and not complements.cues_of(token.head, cues)


def _voice(token: Token, head: Token, dep: str, cues: Cues, found: Scope) -> Source | None:
    """Who says what stands below a head; what is told beside a denial is not in the voice of who denies."""
    denier = _denier(token, head, dep, cues) if found.source is None else None
    return _speaker(token, head, dep, cues) or _beside(head, token, cues) or denier


def relayed(outer: Source, inner: Source | None) -> Source:
    """The source that quotes another in turn, at the end of those that it quotes already."""
    if inner is None or inner.mention in (each.mention for each in chain(outer)):
        return outer
    return replace(outer, relays=relayed(outer.relays, inner) if outer.relays else inner)


def chain(source: Source | None) -> Iterator[Source]:
    """The source and those that it quotes in turn."""
    while source is not None:
        yield source
        source = source.relays


def _step(token: Token, found: Scope, governing: Sequence[Cue], cues: Cues, *, tight: bool) -> Scope:
    head, dep = token.head, token.dep_
    if dep == "conj":
        return found if _independent(token) else _own(head, found, cues, flip=tight, below=token)
    for cue in governing:
        if cue.modality and found.modality is None:
            found = replace(found, modality=cue.modality)
        if cue.polarity == "negative":
            found = found.negated()
    if dep == "advcl" and _marked(token, cues.conditions):
        return replace(found, modality=found.modality or "hypothetical")
    return _own(head, found, cues, flip=tight, below=token)


def _own(token: Token, found: Scope, cues: Cues, *, flip: bool = True, below: Token | None = None) -> Scope:
    """What the auxiliaries, adverbs, determiners and adjectives of a token itself add; `below` has had its say."""
    for child in token.children:
        if child == below:
            continue
        if flip and _negates(child, cues):
            found = found.negated()
        elif found.modality is None and (modality := _modality(child, token, cues)):
            found = replace(found, modality=modality)
    if (
        token.dep_ in ("acl", "advcl")
        and grammar.infinitive(token)
        and not _governs(token, token.head, token.dep_, cues)
        and not _singled(token.head, cues)
    ):
        by_means = token.head.lemma_.lower() in cues.means
        found = replace(found, modality=found.modality or ("attempted" if by_means else "planned"))
    if found.modality is None and token.dep_ == "ROOT" and grammar.infinitive(token):
        found = replace(found, modality="planned")  # a headline: "Chad, Niger to resume talks"
    if found.modality is None and _question(token):
        found = replace(found, modality="hypothetical")
    return found


def _singled(token: Token, cues: Cues) -> bool:
    """Whether a word tells who did it before or after others, or alone: "the first to sign", "the only town to fall"."""
    words = (token, *(child for child in token.children if child.dep_ in ("amod", "advmod")))
    does = token.lemma_.lower() not in cues.singled_things
    return does and any(word.lower_ in cues.singling for word in words)


def _modality(child: Token, token: Token, cues: Cues) -> str | None:
    """The modality that an auxiliary gives its verb, or an adjective its noun: "will", "a planned attack"."""
    lower = child.lower_
    if (
        child.dep_ in ("cop", "aux")
        and child.lemma_ == "be"
        and token.tag_ == "VB"
        and grammar.infinitive(token)
    ):
        return "planned"  # "is to travel"
    if child.dep_.startswith("aux") and lower in cues.auxiliaries:
        return "planned" if token.dep_ == "ccomp" and lower in cues.backshifted else cues.auxiliaries[lower]
    if child.dep_ == "amod" and token.pos_ == "NOUN":
        found = cues.words.get(("adjective", lower), ()) or cues.words.get(
            ("adjective", child.lemma_.lower()), ()
        )
        return next((cue.modality for cue in found if cue.modality), None)
    return None


def _negates(child: Token, cues: Cues) -> bool:
    if child.dep_ == "advmod":
        return child.lower_ in cues.negations or (
            child.lower_ in cues.negative_infinitives and grammar.infinitive(child.head)
        )
    if child.dep_ in DETERMINERS:
        return child.lower_ in cues.negative_determiners
    if child.dep_ in ("nsubj", "obj", "nsubj:pass"):
        within = any(
            each.dep_ in DETERMINERS and each.lower_ in cues.negative_determiners for each in child.children
        )
        return within or child.lower_ in cues.negative_pronouns
    return child.dep_ in ("mark", "case") and child.lower_ in cues.negative_prepositions


def _governs(token: Token, head: Token, dep: str, cues: Cues) -> tuple[Cue, ...]:
    """The cues of a head that hold for the token below it."""
    complete = complements.completes(token, cues)
    adjunct = (
        dep in ("obl", "nmod")
        and grammar.preposition(token)
        in cues.sources | cues.places | cues.adjuncts | cues.negative_prepositions
    )
    if not (complete or dep in PARTS) or adjunct:
        return ()
    found = [cue for cue in complements.cues_of(head, cues) if complete or cue.modality or cue.polarity]
    fitting = tuple(cue for cue in found if _fits(cue, token, found))
    asked = tuple(cue for cue in fitting if cue.modality == "demanded")
    return asked or fitting if control.asked_of(head, cues) else fitting


def _fits(cue: Cue, token: Token, found: Sequence[Cue]) -> bool:
    """Whether a cue holds for what it governs.

    A verb that both says and asks ("insist") asks for infinitives only; an indefinite cue ("discuss") leaves alone
    what a possessor or an article takes for granted.
    """
    if cue.indefinite and any(child.dep_ == "nmod:poss" or child.lower_ == "the" for child in token.children):
        return False
    says = cue.modality == "demanded" and any(other.voice for other in found)
    return not says or token.pos_ in ("NOUN", "PROPN") or token.tag_ in ("VB", "VBG")


def _speaker(token: Token, head: Token, dep: str, cues: Cues) -> Source | None:
    """The subject or owner of the word that says the clause of a token: "Iran said that …", "Iran's claim that …"."""
    word = _reporter(token, head, dep, cues)
    speakers = _speakers(word, cues) if word is not None else ()
    if (
        word is None
        or not speakers
        or (speakers[0] in control.subjects(token, cues) and not _denies(word, cues))
    ):
        return None
    return _source(speakers[0], word.text, word, cues)


def _reporter(token: Token, head: Token, dep: str, cues: Cues) -> Token | None:
    if dep != "parataxis" and not complements.completes(token, cues):
        return None
    return head if _speaks(head, cues) else _claimed(token, cues)


def _speakers(word: Token, cues: Cues) -> Sequence[Token]:
    filled = (clauses.noun if word.pos_ in ("NOUN", "PROPN") else clauses.verb)(word, cues).slots
    lent = () if _denies(word.head, cues) else ("host",)
    found = next((filled[slot] for slot in (*SPEAKING, *lent) if filled.get(slot)), ())
    return found or (_agreed(word, cues) if grammar.preposition(word) == "in" else ())


def _agreed(word: Token, cues: Cues) -> Sequence[Token]:
    """Who says what stands behind "in": "both parties in agreement that", "the army said in a statement that"."""
    return control.subjects(word.head, cues) if word.head.pos_ == "VERB" else grammar.conjuncts(word.head)


def _denier(token: Token, head: Token, dep: str, cues: Cues) -> Source | None:
    """Who rejects what somebody is said to say: "Mali rejected the accusation that …"."""
    if dep not in ("obj", "nsubj:pass") or not (_speaks(token, cues) and _denies(head, cues)):
        return None
    speakers = control.subjects(head, cues)
    return _source(speakers[0], head.text, head, cues) if speakers else None


def _hearsay(token: Token, head: Token, dep: str, cues: Cues) -> bool:
    """Whether a clause is said, and nobody says it: "was accused of", "is said to", "the allegation that"."""
    word = _reporter(token, head, dep, cues)
    return word is not None and not _speakers(word, cues)


def _speaks(token: Token, cues: Cues) -> bool:
    return any(cue.voice for cue in complements.cues_of(token, cues))


def _claimed(token: Token, cues: Cues) -> Token | None:
    """The noun of saying before a "that" clause that the parse has hung on a word between: "his claim at a rally that …"."""
    if not grammar.declares(token):
        return None
    before = token.doc[max(token.left_edge.i - DISTANCE, token.sent.start) : token.left_edge.i]
    return next((word for word in reversed(before) if word.pos_ == "NOUN" and _speaks(word, cues)), None)


def _denies(token: Token, cues: Cues) -> bool:
    return any(cue.polarity == "negative" for cue in complements.cues_of(token, cues))


def _beside(head: Token, below: Token, cues: Cues) -> Source | None:
    """A source that stands beside a clause: "…, Iran said", "according to Iran"."""
    for child in head.children:
        if child.i == below.i:
            continue
        if child.dep_.startswith(("obl", "nmod")) and (cue := grammar.preposition(child)) in cues.sources:
            return _source(child, cue, child, cues)
        if child.dep_ == "parataxis" and _speaks(child, cues):
            speakers = control.subjects(child, cues)
            if speakers:
                return _source(speakers[0], child.text, child, cues)
    return None


def _source(speaker: Token, cue: str, verb: Token, cues: Cues) -> Source:
    relayed = [
        _source(quoted, child.text, child, cues)
        for child in verb.children
        if child.dep_ == "advcl" and child.lemma_.lower() in cues.relays
        for quoted in child.children
        if quoted.dep_ == "obj"
    ]
    return Source(spans.mention(speaker), cue, relayed[0] if relayed else None)


def _independent(token: Token) -> bool:
    return any(
        child.dep_ in ("nsubj", "nsubj:pass", "aux", "cop") for child in token.children
    ) and token.pos_ in ("VERB", "ADJ")


def _marked(token: Token, marks: frozenset[str]) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in marks for child in token.children)


def _question(token: Token) -> bool:
    return token.dep_ == "ROOT" and any(child.text == "?" for child in token.children)
