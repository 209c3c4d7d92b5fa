"""The pipeline of a notebook as plain data (spec section 10)."""

from __future__ import annotations

import ast
from typing import Any

from kale_core.analysis.dataflow import Dataflow
from kale_core.parameters import Parameter
from kale_core.pipeline import Pipeline
from kale_core.step import Step


def describe(pipeline: Pipeline, dataflow: Dataflow, *, path: str, output: str) -> dict[str, Any]:
    """What `kale-hooks show --format json` prints, version 1, of a pipeline in which no rule finds an error.

    `path` and `output` are passed on.
    """
    metric_steps = dict(dataflow.metric_steps)
    return {
        "version": 1,
        "path": path,
        "pipeline_name": pipeline.config.pipeline_name,
        "experiment_name": pipeline.config.experiment_name,
        "description": pipeline.config.pipeline_description,
        "output": output,
        "parameters": [_parameter(parameter) for parameter in pipeline.parameters],
        "metrics": [
            {"name": metric.name, "variable": metric.variable, "step": metric_steps.get(metric.variable)}
            for metric in pipeline.metrics
        ],
        "steps": [_step(step, dataflow) for step in pipeline.steps],
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {"name": parameter.name, "type": parameter.type, "default": ast.literal_eval(parameter.default)}


def _step(step: Step, dataflow: Dataflow) -> dict[str, Any]:
    """A step; a reference says besides which notebook it stands for."""
    settings, flow = step.settings, dataflow.of(step.name)
    nested = dataflow.nested.get(step.name)
    return {
        "name": step.name,
        "cells": [cell.number for cell in step.cells],
        "prev": list(dict.fromkeys(step.prev)),
        "inputs": [{"name": each.name, "from": each.provider} for each in flow.inputs],
        "outputs": list(flow.outputs),
        "parameters": list(flow.parameters),
        "packages": list(flow.packages),
        "image": settings.image,
        "limits": dict(settings.limits),
        "cache": settings.cache,
        "report": settings.report,
        "labels": dict(settings.labels),
        "annotations": dict(settings.annotations),
        "secrets": [
            {"name": secret.name, "key": secret.key, "variable": secret.variable} for secret in settings.secrets
        ],
        **({"notebook": nested.pipeline.path} if nested else {}),
    }
