"""A graph over HTTP: the SPARQL 1.1 Protocol, the Graph Store Protocol and a page to ask from.

What answers runs in processes of its own, forked from one that holds no more than it needs: a query that
runs away is killed there, and neither the server nor the next query feels it.
"""

from kg.serve.limits import Limits, ServeError

__all__ = ["Limits", "ServeError"]
