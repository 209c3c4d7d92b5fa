"""Pipeline parameters: `name = literal` and `name: type = literal` (spec section 5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import libcst as cst

from kale_core.diagnostics import Place
from kale_core.literals import NotLiteral, literal_value
from kale_core.notebook import Cell
from kale_core.plain_code import CellFault, PlainCode, Statement, parse_plain
from kale_core.quoting import quoted

TYPES = ("int", "float", "str", "bool", "list", "dict")
FORM = "write lines of the form `name = value` or `name: type = value` only"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A pipeline parameter.

    `type` is int, float, str, bool, list or dict; `default` its literal, as canonical Python source. Both are
    empty where the notebook's value cannot be one: the name is known, and nothing else.
    """

    name: str
    type: str
    default: str
    place: Place


@dataclass(frozen=True, slots=True)
class ParameterFaults:
    """What is wrong in the parameters cells: with names, and with all else."""

    names: tuple[CellFault, ...] = ()
    values: tuple[CellFault, ...] = ()


NO_PARAMETER_FAULTS = ParameterFaults()


def read_parameters(cells: Iterable[Cell]) -> tuple[tuple[Parameter, ...], ParameterFaults]:
    """The parameters that the cells define, in the order of their first definition, and all faults of the cells.

    The last assignment of a name wins.
    """
    parameters: dict[str, Parameter] = {}
    name_faults: dict[str, CellFault] = {}
    faults: list[CellFault] = []
    for cell in cells:
        code = parse_plain(cell)
        found, cell_faults = _read_cell(code)
        faults += cell_faults
        for parameter in found:
            parameters[parameter.name] = parameter
            if fault := _name_fault(parameter):
                name_faults.setdefault(parameter.name, fault)
    return tuple(parameters.values()), ParameterFaults(tuple(name_faults.values()), tuple(faults))


def _read_cell(code: PlainCode) -> tuple[list[Parameter], list[CellFault]]:
    parameters = [_hole(name, Place(cell=code.cell.number)) for line in code.unparsed for name in _assigned_in(line)]
    faults: list[CellFault] = []
    for statement in code.statements:
        try:
            parameters += _parameters_of(statement, code)
        except NotLiteral as reason:
            faults.append(CellFault(code.place(reason.node), reason.message, reason.help))
            parameters += [_hole(name.value, code.place(name)) for name in _bound_names(statement)]
    if code.syntax_fault:
        message = f"this parameters cell {code.syntax_fault.message}"
        return parameters, [CellFault(code.syntax_fault.place, message, FORM)]
    return parameters, faults


def _parameters_of(statement: Statement, code: PlainCode) -> Iterator[Parameter]:
    """The parameter of one statement; raises `NotLiteral` if the statement is of another kind."""
    match statement:
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name() as name)], value=value):
            yield _parameter(name, value, code, annotation=None)
        case cst.AnnAssign(target=cst.Name() as name, annotation=annotation, value=cst.BaseExpression() as value):
            yield _parameter(name, value, code, annotation=annotation.annotation)
        case cst.Pass():
            return
        case _:
            raise NotLiteral(statement, *_why_no_parameter(statement))


def _parameter(
    name: cst.Name, value: cst.BaseExpression, code: PlainCode, *, annotation: cst.BaseExpression | None
) -> Parameter:
    default = literal_value(value)
    kind = type(default).__name__
    if annotation is not None:
        declared = _declared_type(annotation)
        if declared == "float" and kind == "int":
            default, kind = float(default), "float"
        if declared != kind:
            message = (
                f"the parameter {quoted(name.value)} is declared as `{declared}`, but its value is of type `{kind}`"
            )
            raise NotLiteral(value, message, f"write a value of type `{declared}`, or `{name.value}: {kind}`")
    return Parameter(name.value, kind, repr(default), code.place(name))


def _declared_type(annotation: cst.BaseExpression) -> str:
    base = annotation.value if isinstance(annotation, cst.Subscript) else annotation
    word = base.attr.value if isinstance(base, cst.Attribute) else base.value if isinstance(base, cst.Name) else ""
    word = {"List": "list", "Dict": "dict"}.get(word, word)
    if word not in TYPES or (isinstance(annotation, cst.Subscript) and word not in ("list", "dict")):
        message = "a pipeline parameter cannot have this type"
        raise NotLiteral(
            annotation, message, f"write one of {', '.join(f'`{name}`' for name in TYPES)}, without quotes"
        )
    return word


def _why_no_parameter(statement: Statement) -> tuple[str, str]:
    match statement:
        case cst.Import() | cst.ImportFrom():
            return "an import has no place in a parameters cell", "move it to a cell tagged `imports`"
        case cst.FunctionDef() | cst.ClassDef():
            return "a definition has no place in a parameters cell", "move it to a cell tagged `functions`"
        case cst.AnnAssign():
            return "a parameter needs a default value", FORM
        case cst.AugAssign():
            return "a parameter cannot be computed from another value", "write the value itself"
        case cst.Assign(targets=[_]):
            return "a parameter is a single name, given a single value", "write one line for each parameter"
        case cst.Assign():
            return "this line gives one value to several names", "write one line for each parameter"
    return "this is not the definition of a parameter", FORM


def _bound_names(statement: Statement) -> list[cst.Name]:
    """The names that a faulty statement binds, so that nothing else takes them for undefined."""
    match statement:
        case cst.Assign():
            return [name for target in statement.targets for name in _names_in(target.target)]
        case cst.AnnAssign() | cst.AugAssign():
            return _names_in(statement.target)
        case cst.FunctionDef() | cst.ClassDef():
            return [statement.name]
    return []


def _names_in(target: cst.BaseExpression) -> list[cst.Name]:
    if isinstance(target, cst.Name):
        return [target]
    if isinstance(target, cst.Tuple | cst.List):
        return [name for element in target.elements for name in _names_in(element.value)]
    return []


def _assigned_in(line: str) -> list[str]:
    """The name that a line seems to assign that is not Python."""
    match = re.match(r"\s*([^\W\d]\w*)\s*(?::[^=]*)?=(?!=)", line)
    return [match[1]] if match else []


def _hole(name: str, place: Place) -> Parameter:
    return Parameter(name, "", "", place)


def _name_fault(parameter: Parameter) -> CellFault | None:
    """What keeps KFP from having a parameter of that name."""
    name = parameter.name
    if name in ("self", "Output"):
        why = "is a name that KFP keeps for itself"
    elif name.startswith("_"):
        why = "begins with `_`, which KFP refuses"
    elif not name.isascii():
        why = "has characters other than ASCII letters, digits and `_`, which KFP refuses"
    else:
        return None
    help_text = "give it a name of ASCII letters, digits and `_` that begins with a letter"
    return CellFault(parameter.place, f"the parameter {quoted(name)} {why}", help_text)
