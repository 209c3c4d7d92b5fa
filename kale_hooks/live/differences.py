"""What a run on this machine does not have of a run on a cluster, where that may change what steps do."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from kale_core.kfp.plan import Task
from kale_core.pipeline import Pipeline
from kale_core.quoting import listed, quoted
from kale_core.step import Step

_PYTHON_IMAGE = re.compile(r"(docker\.io/)?(library/)?python(:[\w.-]+)?(@sha256:[0-9a-f]+)?")


def differences(pipeline: Pipeline, tasks: Sequence[Task]) -> Iterator[str]:
    """A line for each thing that is missing here: images, volumes, secrets. Resources and labels change nothing."""
    steps = [pipeline.step(task.step) for task in tasks if not task.within]
    images = dict.fromkeys(step.settings.image or pipeline.config.base_image for step in steps)
    special = [image for image in images if not _PYTHON_IMAGE.fullmatch(image)]
    if special:
        yield f"steps run with the Python of this machine, not in {listed(special)}"
    for volume in pipeline.config.volumes:
        point = quoted(volume.mount_point)
        yield f"the volume {quoted(volume.name)} is not mounted: {point} is what this machine has there"
    for step in steps:
        yield from _missing_secrets(step)


def _missing_secrets(step: Step) -> Iterator[str]:
    for secret in step.settings.secrets:
        if secret.variable not in os.environ:
            name = quoted(secret.variable)
            yield f"step {quoted(step.name)} gets {name} from a secret; here, set the environment variable {name}"
