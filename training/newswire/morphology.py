"""English forms: participles, pasts, plurals, and a verb's row of the tables as a word."""

from newswire.tree import Tree

PARTICIPLE = "Tense=Past|VerbForm=Part"
_DOUBLING = ("expel", "commit", "begin", "admit", "compel", "patrol", "control")
_SINGULARS = {"air defenses": "defense", "allies": "ally", "police": "police", "aid": "aid"}


def ing(base: str) -> str:
    """Return the present participle of a verb."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    return base + (base[-1] if _doubles(base) else "") + "ing"


def _doubles(base: str) -> bool:
    short = len(base) < 6 and sum(letter in "aeiou" for letter in base) == 1
    if base in _DOUBLING or not short:
        return base in _DOUBLING
    return base[-1] not in "aeiouwxyh" and base[-2] in "aeiou" and base[-3:-2] not in ("", *"aeiou")


def past(base: str) -> str:
    """Return the regular past form of a verb."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + (base[-1] if _doubles(base) else "") + "ed"


def ending_s(base: str) -> str:
    """Return a noun's plural or a verb's third person."""
    if base.endswith(("s", "sh", "ch", "x", "z")) or base in ("go", "veto", "do"):
        return base + "es"
    return base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + "s"


def singular(form: str) -> str:
    """Return the singular of a regular plural."""
    if form in _SINGULARS or not form.endswith("s"):
        return _SINGULARS.get(form, form)
    if form.endswith("ies"):
        return form[:-3] + "y"
    return form[:-2] if form.endswith(("ches", "shes", "sses")) else form[:-1]


def verb(row: str, form: str) -> Tree:
    """Return a verb of a table row ("see saw seen", "urge") as base, past, part, ing or s."""
    base, *odd = row.split()
    second, third = odd or (past(base), past(base))
    forms = {
        "base": (base, "VB", "VerbForm=Inf"),
        "past": (second, "VBD", None),
        "part": (third, "VBN", PARTICIPLE),
        "ing": (ing(base), "VBG", "Tense=Pres|VerbForm=Part"),
    }
    text, tag, morph = forms[form]
    return Tree(text, base, "VERB", tag, morph=morph)
