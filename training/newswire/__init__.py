"""Sentences of newswire generated with their trees: a template grammar whose trees are right by construction.

Labels follow Universal Dependencies 2.16 as English EWT and GUM apply it: titles are nmod:desc of the name, bare
times obl:unmarked, those who are told or asked are iobj, "according" is case.
"""
