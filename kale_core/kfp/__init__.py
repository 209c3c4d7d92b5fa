"""What happens to a generated file beyond the notebook: the KFP SDK compiles it, this machine or a cluster runs it.

The SDK is never imported here: it is an optional dependency, slow to import, and changes global state. It works in
processes of its own.
"""
