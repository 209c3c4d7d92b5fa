"""A KFP server on this machine, for tests: the v2beta1 requests, taken strictly, and faults on demand.

It keeps pipelines, versions, experiments and runs in memory, checks every request and every answer of its own against
the models of `kfp_server_api`, and answers in the words and shapes of KFP's API server. Nothing is run: a run gets on
by one state each time that somebody asks for it.
"""

from tests.kfp_server.faults import (
    acts_then_drops,
    acts_then_fails,
    answers,
    drips,
    drops,
    fails,
    login_page,
    redirects,
    silent,
)
from tests.kfp_server.loopback import KfpServer, Request, serving

__all__ = [
    "KfpServer",
    "Request",
    "acts_then_drops",
    "acts_then_fails",
    "answers",
    "drips",
    "drops",
    "fails",
    "login_page",
    "redirects",
    "serving",
    "silent",
]
