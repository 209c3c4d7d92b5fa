"""Talking to a KFP server: upload a package, start a run, follow it, and say in plain words what went wrong.

Requests are made by `kfp_server_api`, the client that KFP generates from its API. `kfp.Client`, which wraps it, is not
used: it writes to the home folder, prints, waits half a minute for no server, and takes a login page for an answer.
"""
