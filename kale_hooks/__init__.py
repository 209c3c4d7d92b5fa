"""The hooks and commands: programs that read settings, ask git, print and exit, all of which `kale_core` does not."""

import gc

# Nearly all that a hook makes, modules first, lives until it ends; looking for garbage costs a fifth of its start-up.
gc.set_threshold(200_000, 20, 100)
