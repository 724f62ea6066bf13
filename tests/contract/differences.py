"""Every behaviour in which a cloud that the adapters are tested against differs from what AWS documents.

behaviour (a test's name) → cloud → what it does instead. The test has to fail there, so a row that is no longer true
is noticed. moto 5.2.5, ministack 1.5.33.
"""

from __future__ import annotations

DIFFERENCES: dict[str, dict[str, str]] = {
    "broken_template_is_refused_in_words": {
        "moto": "takes a DependsOn on a resource that is not there",
        "ministack": "takes a DependsOn on a resource that is not there",
    },
    "drift_of_an_untouched_stack": {"moto": "does not know DetectStackDrift: status 500"},
    "empty_change_set_is_told_from_a_failed_one": {
        "moto": "refuses to create the change set instead of creating one that is FAILED",
    },
    "environment_from_first_to_last": {"moto": "gives no outputs of a stack, which the next stacks need"},
    "events_are_oldest_first_and_continue": {"moto": "records no events of resources made by a change set"},
    "failed_creation_rolls_back_and_says_why": {
        "moto": "makes resources inside ExecuteChangeSet, which then fails itself; nothing is rolled back",
    },
    "missing_parameter_is_refused": {"moto": "takes a template whose parameter has no value"},
    "outputs_after_creation": {"moto": "gives no outputs of a stack made by a change set"},
    "proposed_stack_is_under_review": {"moto": "loses the parameters of a second change set"},
    "protected_stack_cannot_be_deleted": {"moto": "does not know UpdateTerminationProtection: status 500"},
    "secret_made_empty_is_filled_once": {
        "moto": "makes no secret that has neither a value nor GenerateSecretString",
        "ministack": "gives an empty secret a current version",
    },
    "task_runs_to_its_end": {
        "moto": "fails to run a task in a subnet made by CloudFormation: status 500",
        "ministack": "leaves a task RUNNING for ever where it has no Docker to run it with",
    },
    "update_names_what_it_changes": {"moto": "loses the logical id of a resource that it updates"},
    "update_says_that_it_replaces": {
        "moto": "never says that a change replaces",
        "ministack": "says Conditional where the change of a create-only property always replaces",
    },
}
