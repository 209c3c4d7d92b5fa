"""stub: Notebook -> Pipeline"""
from __future__ import annotations
from dataclasses import dataclass
from kale_core.notebook import Notebook
from kale_core.pipeline import Pipeline

@dataclass(frozen=True)
class Processed:
    """A notebook, the pipeline in it, and what could not be understood on the way."""
    notebook: Notebook
    pipeline: Pipeline
