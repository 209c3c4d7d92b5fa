"""What credentials look like, and what they are called."""

from __future__ import annotations

import re

# Shapes that are nothing else: what it is, how it begins, and what follows.
SHAPES = (
    ("an AWS access key", "AKIA", r"[0-9A-Z]{16}"),
    ("an AWS access key", "ASIA", r"[0-9A-Z]{16}"),
    ("a GitHub token", "ghp_", r"[0-9A-Za-z]{36}"),
    ("a GitHub token", "gho_", r"[0-9A-Za-z]{36}"),
    ("a GitHub token", "ghs_", r"[0-9A-Za-z]{36}"),
    ("a GitHub token", "github_pat_", r"[0-9A-Za-z_]{40,}"),
    ("a GitLab token", "glpat-", r"[0-9A-Za-z_-]{20,}"),
    ("a Hugging Face token", "hf_", r"[0-9A-Za-z]{30,}"),
    ("an OpenAI key", "sk-", r"(?:proj-)?[0-9A-Za-z]{20}[0-9A-Za-z_-]{12,}"),
    ("an Anthropic key", "sk-ant-", r"[0-9A-Za-z_-]{30,}"),
    ("a Slack token", "xoxb-", r"[0-9A-Za-z-]{20,}"),
    ("a Slack token", "xoxp-", r"[0-9A-Za-z-]{20,}"),
    ("a Google API key", "AIza", r"[0-9A-Za-z_-]{35}"),
    ("a PyPI token", "pypi-", r"[0-9A-Za-z_-]{50,}"),
    ("a private key", "-----BEGIN ", r"(?:[A-Z]+ )*PRIVATE KEY-----"),
)

# Ends of the names of variables, arguments and settings that hold credentials, and the shortest value to report:
# words this long after such a name are hardly anything else.
NAMES = (
    (re.compile(r"(^|_)(password|passwd|passphrase)$"), 4),
    (
        re.compile(r"(^|_)(secret|secret_key|api_?key|secret_access_key|account_key|private_key|auth_key|kaggle_key)$"),
        8,
    ),
    (re.compile(r"(^|_)token$"), 16),
)

# `scheme://user:password@host`
ADDRESS = re.compile(r"\b\w+://[\w.+-]+:([^\s/@:'\"]+)@[\w.{-]+")

# What people write where a credential will stand, or to say where it stands.
PLACEHOLDER = re.compile(
    r"""
    .*[<>{}$*\s].* | .*\.\.\..* | (?P<one>.)(?P=one)*
    | .*(your|insert|replace|change|example|dummy|placeholder|redacted|todo).*
    | empty | ollama | lm-studio | (sk-)?not?[-_].*
    | (my_?)?(password|passwd|pass|pwd|secret|token|user|none|null|test)
    | (/|\./|~/|\w+://).* | .*\.(json|pem|key|txt|ya?ml|env) | [A-Za-z]+(_[A-Za-z]+)+
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
