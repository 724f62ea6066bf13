"""The embedded cloud: an in-process CloudFormation engine behind an ordinary boto3 session.

It proves order, wiring and the tool's own behaviour; never that AWS has capacity or that an image starts.
"""
