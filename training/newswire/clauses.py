"""Clauses: auxiliaries that agree with the subject, the verb, and what hangs on it."""

from __future__ import annotations

from dataclasses import replace

from newswire.morphology import PARTICIPLE, ending_s, verb
from newswire.phrases import mark
from newswire.tree import Tree

_FINITE = "Mood=Ind|Number={}|Person=3|Tense={}|VerbForm=Fin"
_MODALS = ("will", "would", "could", "may", "must")
_BE = ("be", "VB", "VerbForm=Inf")
_BEEN = ("been", "VBN", PARTICIPLE)
_FORMS = {
    ("have", "pres"): ("has", "have"),
    ("have", "past"): ("had", "had"),
    ("be", "pres"): ("is", "are"),
    ("be", "past"): ("was", "were"),
    ("do", "past"): ("did", "did"),
}


def _number(subject: Tree) -> str:
    return "Plur" if subject.plural else "Sing"


def auxiliary(lemma: str, subject: Tree, tense: str, dep: str = "aux") -> Tree:
    """Return a form of have, be or do that agrees with the subject; `tense` is "pres" or "past"."""
    tag = "VBD" if tense == "past" else ("VBP" if subject.plural else "VBZ")
    morph = _FINITE.format(_number(subject), "Past" if tense == "past" else "Pres")
    return Tree(_FORMS[lemma, tense][subject.plural], lemma, "AUX", tag, dep, morph)


def modal(form: str) -> Tree:
    """Return a modal or a future auxiliary."""
    return Tree(form, {"would": "will", "could": "can"}.get(form, form), "AUX", "MD", "aux", "VerbForm=Fin")


def unfinite(form: tuple[str, str, str], dep: str) -> Tree:
    """Return be or been."""
    text, tag, morph = form
    return Tree(text, "be", "AUX", tag, dep, morph)


def copula(subject: Tree, form: str) -> list[Tree]:
    """Return the copula in the form "was", "is" or "would"."""
    if form == "would":
        return [modal("would"), unfinite(_BE, "cop")]
    return [auxiliary("be", subject, "past" if form == "was" else "pres", "cop")]


def _finite(row: str, subject: Tree, tense: str) -> Tree:
    if tense == "past":
        return replace(verb(row, "past"), morph=_FINITE.format(_number(subject), "Past"))
    base = row.split()[0]
    form, tag = (base, "VBP") if subject.plural else (ending_s(base), "VBZ")
    return Tree(form, base, "VERB", tag, morph=_FINITE.format(_number(subject), "Pres"))


def _active(row: str, subject: Tree, tense: str) -> tuple[list[Tree], Tree]:
    """Return the auxiliaries and the verb of an active clause."""
    match tense:
        case "past" | "pres":
            return [], _finite(row, subject, tense)
        case "perf" | "had":
            return [auxiliary("have", subject, "pres" if tense == "perf" else "past")], verb(row, "part")
        case "prog":
            return [auxiliary("be", subject, "pres")], verb(row, "ing")
        case "neg":
            no = Tree("not", "not", "PART", "RB", "advmod")
            return [auxiliary("do", subject, "past"), no], verb(row, "base")
    return [modal(tense)], verb(row, "base")


def _passive(row: str, subject: Tree, tense: str) -> tuple[list[Tree], Tree]:
    """Return the auxiliaries and the participle of a passive clause; other tenses than these become the past."""
    if tense in ("perf", "had"):
        have = auxiliary("have", subject, "pres" if tense == "perf" else "past")
        lead = [have, unfinite(_BEEN, "aux:pass")]
    elif tense in _MODALS:
        lead = [modal(tense), unfinite(_BE, "aux:pass")]
    else:
        lead = [auxiliary("be", subject, "pres" if tense == "pres" else "past", "aux:pass")]
    return lead, replace(verb(row, "part"), morph=PARTICIPLE + "|Voice=Pass")


def clause(
    subject: Tree | None,
    row: str,
    *rest: Tree | None,
    tense: str = "past",
    passive: bool = False,
    adv: Tree | None = None,
) -> Tree:
    """Return a clause headed by its verb; `adv` stands where English puts it: after the first auxiliary."""
    agreeing = subject or Tree("it", "it", "PRON", "PRP")
    lead, head = (_passive if passive else _active)(row, agreeing, tense)
    if adv:
        lead.insert(min(1, len(lead)), adv)
    nsubj = subject.as_("nsubj:pass" if passive else "nsubj") if subject else None
    return head.next(nsubj, *lead).after(*rest)


def infinitive(row: str, *rest: Tree | None, dep: str = "xcomp") -> Tree:
    """Return a to-infinitive."""
    return verb(row, "base").next(mark("to")).after(*rest).as_(dep)


def gerund(row: str, *rest: Tree | None, dep: str = "advcl", after: str = "") -> Tree:
    """Return a participle clause, after a preposition where `after` names one."""
    head = verb(row, "ing")
    if after:
        head = replace(head.next(mark(after)), morph="VerbForm=Ger")
    return head.after(*rest).as_(dep)
