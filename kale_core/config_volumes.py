"""The `volumes` of the pipeline's metadata: claims that exist, mounted in the pod of each step."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kale_core.config_problems import ConfigFault, ConfigProblem, Invalid, Key, Reader, Report, read
from kale_core.config_values import (
    NO_CLAIMS_MADE,
    a_flag,
    a_positive_number,
    a_text,
    access_mode,
    as_json,
    storage_class,
    unknown_key,
    without_effect,
    wrong,
    wrong_type,
)
from kale_core.diagnostics import Fix
from kale_core.edits import SetMetadata
from kale_core.kfp_text import is_control
from kale_core.quoting import quoted

_CLAIM_NAME = re.compile(r"[a-z]([a-z0-9-]*[a-z0-9])?")
_LONGEST_CLAIM_NAME = 63  # KFP calls the volume in the pod like the claim, and Kubernetes takes no longer names there
_NOT_A_KEY = "is not a key of a volume, and Kale refuses notebooks that have it"


@dataclass(frozen=True, slots=True)
class Volume:
    """A PersistentVolumeClaim mounted in each step's pod.

    `expose_as_env_var`: whether steps find the mount point in the variable `KALE_VOLUME_<NAME>`.
    """

    name: str
    mount_point: str
    expose_as_env_var: bool = False


def volumes(value: Any, key: Key, report: Report) -> tuple[Volume, ...]:
    """The volumes of a list that a pipeline can mount."""
    if not isinstance(value, list):
        raise Invalid(wrong_type(value, key, "a list of volumes"))
    found: list[Volume | None] = [read(_volume, raw, (*key, index), report) for index, raw in enumerate(value)]
    kept: list[Volume] = []
    for index, volume in enumerate(found):
        clash = volume and _clash(volume, kept, (*key, index))
        if clash:
            report(clash)
        elif volume:
            kept.append(volume)
    return tuple(kept)


def _clash(volume: Volume, others: Iterable[Volume], key: Key) -> ConfigProblem | None:
    """Why a pod cannot mount a volume beside others."""
    place = posixpath.normpath(volume.mount_point)
    if any(posixpath.normpath(other.mount_point) == place for other in others):
        message = f"two volumes are mounted at {quoted(volume.mount_point)}"
        help_text = "give each volume a mount point of its own"
        return ConfigProblem(ConfigFault.VOLUME, (*key, "mount_point"), message, help_text)
    if any(other.name == volume.name for other in others):
        message = f"the claim {quoted(volume.name)} is mounted twice, which no pod of KFP can be"
        help_text = "mount each claim at one place"
        return ConfigProblem(ConfigFault.VOLUME, (*key, "name"), message, help_text)
    return None


def _volume(raw: Any, key: Key, report: Report) -> Volume | None:
    if not isinstance(raw, dict):
        raise Invalid(wrong_type(raw, key, "an object", fault=ConfigFault.VOLUME))
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in _FIELDS:
            report(unknown_key((*key, name), _NOT_A_KEY, _FIELDS, raw))
        elif value is not None:
            values[name] = read(_FIELDS[name], value, (*key, name), report)
    for name in ("name", "mount_point", "type"):
        if raw.get(name) is None:
            report(_volume_problem(key, f"has no `{name}`", f"add {_EXAMPLES[name]}"))
    if not all(values.get(name) for name in ("name", "mount_point", "type")):
        return None
    return Volume(values["name"], values["mount_point"], bool(values.get("expose_as_env_var")))


_EXAMPLES = {"name": '`"name": "my-claim"`', "mount_point": '`"mount_point": "/data"`', "type": '`"type": "pvc"`'}


def _claim_name(value: Any, key: Key, report: Report) -> str:
    if isinstance(value, str) and _CLAIM_NAME.fullmatch(value) and len(value) <= _LONGEST_CLAIM_NAME:
        return value
    message = f"is {as_json(value)}, but must be the name of a volume claim: lower case letters, digits and `-`"
    form = f"beginning with a letter, at most {_LONGEST_CLAIM_NAME} characters"
    raise Invalid(
        _volume_problem(
            key,
            f"{message}, {form}",
            "write the name of an existing claim",
        )
    )


def _mount_point(value: Any, key: Key, report: Report) -> str:
    if not isinstance(value, str) or not value.startswith("/"):
        raise Invalid(_volume_problem(key, f"is {as_json(value)}, but must be an absolute path", "begin it with `/`"))
    if ":" in value or any(is_control(character) for character in value):
        message = f"is {quoted(value)}, but Kubernetes takes no `:` and no control characters there"
        raise Invalid(_volume_problem(key, message, "remove them"))
    return value


def _type(value: Any, key: Key, report: Report) -> str:
    if value == "pvc":
        return "pvc"
    if value in ("pv", "new_pvc", "clone"):
        message = f"is `{value}`, but a KFP v2 pipeline only mounts claims that exist"
        fix = Fix.unsafe("mount the claim of that name, which must exist", SetMetadata(key, "pvc"))
        raise Invalid(_volume_problem(key, message, 'create the claim on the cluster, and write `"type": "pvc"`', fix))
    raise Invalid(_volume_problem(key, f"is {as_json(value)}, but the only type is `pvc`", 'write `"type": "pvc"`'))


def _annotations(value: Any, key: Key, report: Report) -> list[Any]:
    """Those that are filled in: the Kale panel writes others, too."""
    if not isinstance(value, list) or not all(
        isinstance(item, dict) and {"key", "value"} <= item.keys() for item in value
    ):
        raise Invalid(wrong_type(value, key, 'a list of {"key": ..., "value": ...} objects', fault=ConfigFault.VOLUME))
    return [item for item in value if item["key"] and item["value"]]


_FIELDS: dict[str, Reader] = {
    "name": _claim_name,
    "mount_point": _mount_point,
    "type": _type,
    "expose_as_env_var": a_flag,
    "annotations": without_effect(_annotations, NO_CLAIMS_MADE),
    "size": a_positive_number,
    "size_type": a_text,
    "snapshot": without_effect(a_flag, "a KFP v2 pipeline cannot restore snapshots of volumes"),
    "snapshot_name": a_text,
    "storage_class_name": storage_class,
    "volume_access_mode": access_mode,
}


def _volume_problem(key: Key, message: str, help: str, fix: Fix | None = None) -> ConfigProblem:
    return wrong(key, message, help, fault=ConfigFault.VOLUME, fix=fix)
