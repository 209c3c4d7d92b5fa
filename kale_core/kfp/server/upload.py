"""A package becomes a version of a pipeline on the server, once."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from kale_core.kfp.server.connection import Connection
from kale_core.kfp.server.faults import Kind, ServerFault

_DIGEST = re.compile(r"\bsha256:([0-9a-f]{64})\b")
_NOT_OFFERED = (404, 405, 501)


@dataclass(frozen=True, slots=True)
class Version:
    """What is uploaded: the text of a package, the name of the version, and in words where it comes from."""

    name: str
    origin: str
    package: str

    @property
    def description(self) -> str:
        return f"{self.origin}; package sha256:{digest(self.package)}"


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A version on the server; `is_new` if it was not there before."""

    pipeline_id: str
    version_id: str
    version_name: str
    is_new: bool


def digest(package: str) -> str:
    """64 hexadecimal digits that stand for the text."""
    return sha256(package.encode()).hexdigest()


def upload(connection: Connection, version: Version, *, pipeline: str, description: str) -> Uploaded:
    """The version on the server, in the pipeline of that name, which is made if there is none.

    What is there already is used. If something else has the version's name, as when another release of a program made
    another package from the same commit, the version is called by its content as well.
    """
    pipeline_id = _pipeline(connection, version, name=pipeline, description=description)
    name = version.name
    found = _find_version(connection, pipeline_id, name)
    if found is not None and not _holds(found, version.package):
        name = named_by_content(name, version.package)
        found = _find_version(connection, pipeline_id, name)
    is_new = found is None
    if is_new:
        found = _new_version(connection, pipeline_id, version, name)
    return Uploaded(pipeline_id, connection.identified(found, "pipeline_version_id"), name, is_new)


def named_by_content(name: str, package: str) -> str:
    """The name with the first digits of the content's digest, unless it has them."""
    short = digest(package)[:8]
    return name if short in name else "-".join(filter(None, (name, short)))


def _pipeline(connection: Connection, version: Version, *, name: str, description: str) -> str:
    """The identifier of the pipeline of that name.

    It is made without a version: what a server makes of an upload is a first version with the name of the pipeline.
    """
    services, where = connection.pipelines, _where(connection)

    def find() -> Any | None:
        return connection.find(services.pipeline_service_list_pipelines, "pipelines", name, **where)

    def make() -> Any:
        model = connection.models.V2beta1Pipeline(display_name=name, description=description or None, **where)
        try:
            return services.pipeline_service_create_pipeline(model)
        except ServerFault as fault:
            if fault.status not in _NOT_OFFERED:  # by gateways that pass on only what `kfp.Client` asks for
                raise
        with _file(version.package) as file:
            return connection.uploads.upload_pipeline(file, name=name, description=description or None, **where)

    found = find()
    if found is None:
        found = connection.make(make, find=lambda: find() or _called(connection, name), may_repeat=True)
    return connection.identified(found, "pipeline_id")


def _called(connection: Connection, name: str) -> Any | None:
    """The pipeline of that name, if people have since given it another one to be shown."""
    try:
        return connection.pipelines.pipeline_service_get_pipeline_by_name(name, **_where(connection))
    except ServerFault as fault:
        if fault.kind is Kind.MISSING:
            return None
        raise


def _find_version(connection: Connection, pipeline_id: str, name: str) -> Any | None:
    ask = connection.pipelines.pipeline_service_list_pipeline_versions
    return connection.find(ask, "pipeline_versions", name, pipeline_id=pipeline_id)


def _new_version(connection: Connection, pipeline_id: str, version: Version, name: str) -> Any:
    with _file(version.package) as file:
        return connection.make(
            lambda: connection.uploads.upload_pipeline_version(
                file, name=name, pipelineid=pipeline_id, description=version.description
            ),
            find=lambda: _find_version(connection, pipeline_id, name),
            may_repeat=True,
        )


def _holds(found: Any, package: str) -> bool:
    """Whether a version has that content; one that does not say is trusted to be what its name says."""
    said = _DIGEST.search(found.description or "")
    return said is None or said[1] == digest(package)


def _where(connection: Connection) -> dict[str, str]:
    return {"namespace": connection.namespace} if connection.namespace else {}


@contextmanager
def _file(package: str) -> Iterator[str]:
    """The package as the file that the generated client wants."""
    with tempfile.TemporaryDirectory(prefix="kale-") as folder:
        file = Path(folder) / "pipeline.yaml"
        file.write_bytes(package.encode())
        yield str(file)
