"""What is uploaded, and what runs are given: checked as the API server does."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import HTTP
from typing import Any

import yaml

from tests.kfp_server.replies import refuse, refuse_upload

_TYPES = {
    "NUMBER_INTEGER": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "NUMBER_DOUBLE": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "STRING": lambda value: isinstance(value, str),
    "BOOLEAN": lambda value: isinstance(value, bool),
    "LIST": lambda value: isinstance(value, list),
    "STRUCT": lambda value: isinstance(value, dict),
}


def uploaded_file(content_type: str, body: bytes) -> bytes:
    """The one file of a form."""
    form = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body, policy=HTTP)
    parts = list(form.iter_parts()) if form.is_multipart() else []
    if [part.get_param("name", header="content-disposition") for part in parts] != ["uploadfile"]:
        raise refuse_upload(400, "Failed to read pipeline from file")
    if not (parts[0].get_filename() or "").endswith((".yaml", ".yml", ".zip", ".tar.gz")):
        raise refuse_upload(400, "Failed to read a pipeline spec file")
    content = parts[0].get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def parsed(content: bytes) -> dict[str, Any]:
    """The pipeline spec and the platform spec in a package, which must be what KFP's protocol buffers allow."""
    from google.protobuf.json_format import ParseDict, ParseError
    from kfp.pipeline_spec import pipeline_spec_pb2

    try:
        spec, *others = list(yaml.load_all(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
        ParseDict(spec, pipeline_spec_pb2.PipelineSpec())
        platform = others[0] if others else {}
        ParseDict(platform, pipeline_spec_pb2.PlatformSpec())
    except (ParseError, ValueError, yaml.YAMLError, TypeError) as problem:
        raise refuse_upload(400, f"Failed to read a pipeline spec file: {problem}") from None
    return {"pipeline_spec": spec, "platform_spec": platform} if platform else spec


def check_arguments(spec: dict[str, Any], arguments: dict[str, Any]) -> None:
    """Refuse what the pipeline does not declare, what has another type, and what is missing."""
    declared = spec["root"].get("inputDefinitions", {}).get("parameters", {})
    for name, value in arguments.items():
        if name not in declared:
            raise refuse(400, f"Invalid input error: Unable to find the parameter {name}")
        if not _TYPES[declared[name]["parameterType"]](value):
            raise refuse(400, f"Invalid input error: parameter {name} requires type {declared[name]['parameterType']}")
    for name, each in declared.items():
        if name not in arguments and "defaultValue" not in each and not each.get("isOptional"):
            raise refuse(
                400, f"Invalid input error: parameter {name} is not optional, yet has neither default nor value"
            )
