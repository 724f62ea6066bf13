"""The embedded cloud: an in-process CloudFormation engine behind an ordinary boto3 session."""
