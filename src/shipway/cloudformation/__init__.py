"""Template, intrinsics, references, schema check, diff, replacement, limits; knows CloudFormation and no topology."""
