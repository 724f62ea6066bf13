"""CloudFormation itself: templates, change sets, operations on stacks, their events."""
