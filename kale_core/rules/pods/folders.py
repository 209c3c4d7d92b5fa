"""Where the paths of a step lead: to a volume that all steps share, to its own pod, or nobody knows where."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Any

from kale_core.analysis.tables.files import HOMES
from kale_core.analysis.uses import Use, UseKind
from kale_core.config import KEY
from kale_core.processor import Processed
from kale_core.rules.pods.access import is_below, normal_path
from kale_core.rules.pods.shell import magic_of

# Its working directory is `/`.
_OFFICIAL_PYTHON = re.compile(r"(docker\.io/)?(library/)?python([:@].*)?")


def folder_changes(found: Iterable[Use]) -> list[tuple[Use, str | None]]:
    """The uses that change the working directory, each with the new one as it is written, if that is known."""
    changes: list[tuple[Use, str | None]] = []
    for use in found:
        magic = magic_of(use)
        if use.kind is UseKind.CALL and use.name == "os.chdir":
            changes.append((use, use.texts[0] if use.texts else None))
        elif magic is not None and magic.name in ("cd", "pushd", "popd"):
            path = magic.rest.strip("'\"")
            changes.append((use, None if magic.name == "popd" or not path else path))
    return changes


class Folders:
    """What is known of the working directory of a step, or of the shared cells, and of the volumes in its pod."""

    def __init__(self, processed: Processed, step: str | None, shared: Iterable[Use], own: Iterable[Use]) -> None:
        raw = processed.notebook.metadata.get(KEY)
        metadata: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
        self._mounts = _mount_points(metadata)
        self._home_is_shared = any(
            mount == "/" or any(is_below(mount, home) for home in HOMES) for mount in self._mounts
        )
        self._folder = "/" if _OFFICIAL_PYTHON.fullmatch(_image(processed, step, metadata)) else None
        self._is_known = not folder_changes(own)
        for _, path in folder_changes(shared):
            self._folder = normal_path(path)
            self._is_known &= self._folder is not None and self._folder.startswith("/")

    @property
    def has_volumes(self) -> bool:
        return bool(self._mounts)

    def stays_in_pod(self, path: str) -> bool:
        """Whether what is written under a normal path is surely not on a volume."""
        if path.startswith("~"):
            return not self._home_is_shared
        if not path.startswith("/"):
            if not self._is_known or self._folder is None:
                return self._is_known and not self._home_is_shared
            path = posixpath.normpath(posixpath.join(self._folder, path))
        return not any(is_below(path, mount) for mount in self._mounts)


def _image(processed: Processed, step: str | None, metadata: Mapping[str, Any]) -> str:
    """The image of a step; that of the first Kale's key, which is an error of its own, is meant, too."""
    own = processed.pipeline.step(step).settings.image if step is not None else None
    return own or str(metadata.get("docker_image") or "") or processed.pipeline.config.base_image


def _mount_points(metadata: Mapping[str, Any]) -> list[str]:
    """All that the metadata names, valid or not: what is wrong with a volume is an error of its own."""
    volumes = metadata.get("volumes")
    found = volumes if isinstance(volumes, list) else []
    points = [each.get("mount_point") for each in found if isinstance(each, dict)]
    return [posixpath.normpath(point) for point in points if isinstance(point, str) and point.startswith("/")]
