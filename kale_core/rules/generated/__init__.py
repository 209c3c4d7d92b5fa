"""Rules 5xx: on the generated files of notebooks.

The engine behind `kale-compile` and `kale-check-stale` finds these, since it takes git and the disk to see them;
a rule here is its page, its code and its words.
"""
