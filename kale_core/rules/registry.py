"""All rules, by code. A rule exists when it is listed here; its module's docstring is its page."""

from __future__ import annotations

from collections.abc import Mapping

from kale_core.rules.files import invalid_json, invalid_notebook, old_nbformat, stripped_tags, unreadable_file
from kale_core.rules.generated import (
    edited_output,
    ignored_output,
    missing_output,
    orphaned_output,
    refused_by_kfp,
    stale_output,
    unstaged_output,
    untracked_output,
    unwritable_output,
)
from kale_core.rules.graph import cycle, forward_prev, no_steps, self_dependency, unknown_prev
from kale_core.rules.metadata import (
    duplicate_output,
    ineffective_metadata,
    invalid_metadata_value,
    invalid_pipeline_name,
    invalid_step_default,
    invalid_volume,
    missing_pipeline_name,
    old_metadata_key,
    unknown_metadata_key,
    unsafe_output_path,
)
from kale_core.rules.names import (
    ambiguous_provider,
    interleaved_step,
    missing_dependency,
    python_too_old,
    resumed_step,
    sibling_write,
    split_alias,
    star_import,
    syntax_error,
    undefined_name,
)
from kale_core.rules.objects import dead_variable, lost_identity, unmarshallable_variable
from kale_core.rules.parameters import (
    invalid_metric,
    invalid_parameter,
    invalid_parameter_name,
    steps_after_metrics,
    substituted_default,
    undefined_metric,
)
from kale_core.rules.pods import (
    component_too_large,
    credentials,
    file_between_steps,
    input_call,
    install_at_run_time,
    local_module,
    notebook_history,
    process_state,
)
from kale_core.rules.references import (
    class_left_behind,
    duplicate_reference,
    invalid_notebook_path,
    nested_reference,
    reference_with_code,
    several_producers,
    stranded_code,
    tags_on_reference,
    unprovided_name,
    unusable_reference,
)
from kale_core.rules.rule import Rule
from kale_core.rules.suppressions import malformed_suppression, unknown_suppression, unused_suppression
from kale_core.rules.tags import (
    block_tag,
    conflicting_roles,
    conflicting_settings,
    dropped_code,
    duplicate_tag,
    empty_step_name,
    floating_image,
    invalid_image,
    invalid_label,
    invalid_limit,
    invalid_secret,
    invalid_step_name,
    invalid_switch,
    invalid_tag_list,
    leftover_tags,
    settings_on_later_cell,
    tag_without_step,
    unknown_tag,
)

# KALE130 `unsupported-notebook-cell` was about what KALE132 to 136, 206, 207 and 311 to 313 are about.
RULES: Mapping[str, Rule] = {
    "KALE001": unreadable_file.RULE,
    "KALE002": invalid_json.RULE,
    "KALE003": invalid_notebook.RULE,
    "KALE004": old_nbformat.RULE,
    "KALE005": stripped_tags.RULE,
    "KALE010": unused_suppression.RULE,
    "KALE011": unknown_suppression.RULE,
    "KALE012": malformed_suppression.RULE,
    "KALE101": unknown_tag.RULE,
    "KALE102": invalid_step_name.RULE,
    "KALE103": empty_step_name.RULE,
    "KALE104": block_tag.RULE,
    "KALE105": conflicting_roles.RULE,
    "KALE106": leftover_tags.RULE,
    "KALE107": tag_without_step.RULE,
    "KALE108": settings_on_later_cell.RULE,
    "KALE109": conflicting_settings.RULE,
    "KALE110": invalid_limit.RULE,
    "KALE111": invalid_image.RULE,
    "KALE112": floating_image.RULE,
    "KALE113": invalid_label.RULE,
    "KALE114": invalid_secret.RULE,
    "KALE115": invalid_switch.RULE,
    "KALE116": duplicate_tag.RULE,
    "KALE117": dropped_code.RULE,
    "KALE118": invalid_tag_list.RULE,
    "KALE120": missing_pipeline_name.RULE,
    "KALE121": invalid_pipeline_name.RULE,
    "KALE122": unknown_metadata_key.RULE,
    "KALE123": old_metadata_key.RULE,
    "KALE124": invalid_metadata_value.RULE,
    "KALE125": invalid_volume.RULE,
    "KALE126": invalid_step_default.RULE,
    "KALE127": unsafe_output_path.RULE,
    "KALE128": duplicate_output.RULE,
    "KALE131": ineffective_metadata.RULE,
    "KALE132": reference_with_code.RULE,
    "KALE133": invalid_notebook_path.RULE,
    "KALE134": tags_on_reference.RULE,
    "KALE135": stranded_code.RULE,
    "KALE136": duplicate_reference.RULE,
    "KALE201": unknown_prev.RULE,
    "KALE202": self_dependency.RULE,
    "KALE203": cycle.RULE,
    "KALE204": forward_prev.RULE,
    "KALE205": no_steps.RULE,
    "KALE206": unusable_reference.RULE,
    "KALE207": nested_reference.RULE,
    "KALE301": undefined_name.RULE,
    "KALE302": missing_dependency.RULE,
    "KALE303": syntax_error.RULE,
    "KALE304": sibling_write.RULE,
    "KALE305": ambiguous_provider.RULE,
    "KALE306": interleaved_step.RULE,
    "KALE307": split_alias.RULE,
    "KALE308": star_import.RULE,
    "KALE309": resumed_step.RULE,
    "KALE310": python_too_old.RULE,
    "KALE311": unprovided_name.RULE,
    "KALE312": several_producers.RULE,
    "KALE313": class_left_behind.RULE,
    "KALE401": unmarshallable_variable.RULE,
    "KALE402": dead_variable.RULE,
    "KALE403": lost_identity.RULE,
    "KALE501": missing_output.RULE,
    "KALE502": stale_output.RULE,
    "KALE503": edited_output.RULE,
    "KALE504": orphaned_output.RULE,
    "KALE505": untracked_output.RULE,
    "KALE506": unstaged_output.RULE,
    "KALE507": ignored_output.RULE,
    "KALE508": unwritable_output.RULE,
    "KALE509": refused_by_kfp.RULE,
    "KALE601": file_between_steps.RULE,
    "KALE602": process_state.RULE,
    "KALE603": local_module.RULE,
    "KALE604": credentials.RULE,
    "KALE605": component_too_large.RULE,
    "KALE606": input_call.RULE,
    "KALE607": install_at_run_time.RULE,
    "KALE608": notebook_history.RULE,
    "KALE701": invalid_parameter.RULE,
    "KALE702": invalid_parameter_name.RULE,
    "KALE703": substituted_default.RULE,
    "KALE704": invalid_metric.RULE,
    "KALE705": undefined_metric.RULE,
    "KALE706": steps_after_metrics.RULE,
}

FAMILIES: Mapping[str, str] = {
    "KALE0": "files",
    "KALE1": "tags and metadata",
    "KALE2": "the graph of steps",
    "KALE3": "names",
    "KALE4": "objects that cross to other steps",
    "KALE5": "generated files",
    "KALE6": "pods",
    "KALE7": "parameters and metrics",
}


def anchor(rule: Rule) -> str:
    """The anchor of a rule in `docs/rules.md`: what GitHub makes of its heading."""
    return f"{rule.code.lower()}-{rule.name}"


def page(rule: Rule) -> str:
    """The documentation of a rule, in Markdown: the docstring of its module."""
    import sys

    return (sys.modules[rule.check.__module__].__doc__ or "").strip()
