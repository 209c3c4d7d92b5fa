"""A pipeline on this machine, one process a step, as close to a cluster as a machine comes without containers.

What runs is what a pod would run: the commands of the package, and in them the executor of KFP on the components that
were generated. KFP has a runner for this, `kfp.local`, whose whole-pipeline mode is not used here, because a person who
waits for a pipeline would meet its limits:

* It runs one step at a time in an order of its own, and stops everything at the first failure. Here a step starts as
  soon as those that it needs are done, and a failure only stops the steps that need the one that failed.
* It tells nobody when a step starts or ends, and hands on the output of all of them without saying whose it is.
* It makes a virtual environment for each step of each run, some seven seconds a step, or installs packages into the
  environment that it is called from. Here steps with the same packages share an environment, which is kept.
* Steps share a working directory, so a file that one leaves there hides a fault that a cluster would show.
* Nested pipelines that are given nothing but artifacts fail in it.
* A path with a space in it breaks the commands that it rewrites. Here `python3` is found by `PATH`, as in a pod.

The folder that a run leaves has the layout that `kfp.local` gives it.
"""
