"""The compiler: a pipeline and its dataflow in, the text of a KFP v2 DSL file out (spec section 8)."""

from kale_core.compiler.compiler import Compiler
from kale_core.compiler.location import output_path, source_of
from kale_core.compiler.sizes import LARGEST_COMPONENT, component_sizes

__all__ = ["LARGEST_COMPONENT", "Compiler", "component_sizes", "output_path", "source_of"]
