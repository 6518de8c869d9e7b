"""Dependency trees that are built from the head outwards and written down as treebank words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from conllu import Word


@dataclass(frozen=True, slots=True)
class Tree:
    """A word with its dependents in order; `glued` words touch the word before them, `label` is its entity."""

    form: str
    lemma: str
    pos: str
    tag: str
    dep: str = "root"
    morph: str | None = None
    left: tuple[Tree, ...] = ()
    right: tuple[Tree, ...] = ()
    glued: bool = False
    glues: bool = False
    plural: bool = False
    label: str = "O"

    def as_(self, dep: str) -> Tree:
        """Return the tree under another relation."""
        return replace(self, dep=dep)

    def before(self, *trees: Tree | None) -> Tree:
        """Return the tree with dependents added in front of all others."""
        return replace(self, left=(*filter(None, trees), *self.left))

    def next(self, *trees: Tree | None) -> Tree:
        """Return the tree with dependents added right before its word."""
        return replace(self, left=(*self.left, *filter(None, trees)))

    def after(self, *trees: Tree | None) -> Tree:
        """Return the tree with dependents added behind all others."""
        return replace(self, right=(*self.right, *filter(None, trees)))

    def nodes(self) -> list[Tree]:
        """Return the trees of all words in the order of the sentence."""
        return [
            *(node for tree in self.left for node in tree.nodes()),
            self,
            *(node for tree in self.right for node in tree.nodes()),
        ]


def words(tree: Tree, morphs: dict[tuple[str, str, str], str]) -> list[Word]:
    """Write a tree as words; `morphs` gives the features that a tree leaves open.

    Its keys are (form, part of speech, tag), the form empty where it does not matter.
    """
    nodes = tree.nodes()
    place = {id(node): i for i, node in enumerate(nodes, 1)}
    head = {id(child): place[id(node)] for node in nodes for child in (*node.left, *node.right)}
    spaces = [not (node.glues or after.glued) for node, after in pairwise((*nodes, tree))]
    made = [
        Word(
            form=node.form,
            lemma=node.lemma,
            pos=node.pos,
            tag=node.tag,
            morph=_morph(node, morphs),
            head=head.get(id(node), 0),
            dep=node.dep,
            space=space,
            entity=node.label,
        )
        for node, space in zip(nodes, spaces, strict=True)
    ]
    made[0] = made[0]._replace(form=made[0].form[0].upper() + made[0].form[1:])
    return made


def _morph(node: Tree, morphs: dict[tuple[str, str, str], str]) -> str:
    if node.morph is not None:
        return node.morph
    return morphs.get((node.form.lower(), node.pos, node.tag), morphs.get(("", node.pos, node.tag), ""))
