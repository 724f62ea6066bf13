"""The artifact bucket of an account and region: large templates, release records, the deployment lock."""

from __future__ import annotations

from shipway.topology.graph import Ref, Resource, Retention

BUCKET_OUTPUT = ("bootstrap", "ArtifactBucketName", Ref("ArtifactBucket"))
"""The stack is every target's: the same resources and outputs, or two targets would take turns in changing it."""


def artifact_bucket() -> tuple[Resource, ...]:
    return (
        Resource(
            "ArtifactBucket",
            "bootstrap",
            "AWS::S3::Bucket",
            {
                "PublicAccessBlockConfiguration": {
                    "BlockPublicAcls": True,
                    "BlockPublicPolicy": True,
                    "IgnorePublicAcls": True,
                    "RestrictPublicBuckets": True,
                },
                "BucketEncryption": {
                    "ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
                },
                "VersioningConfiguration": {"Status": "Enabled"},
                "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
            },
            retention=Retention.RETAIN,
        ),
        Resource(
            "ArtifactBucketPolicy",
            "bootstrap",
            "AWS::S3::BucketPolicy",
            {
                "Bucket": Ref("ArtifactBucket"),
                "PolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Deny",
                            "Principal": "*",
                            "Action": "s3:*",
                            "Resource": [
                                Ref("ArtifactBucket", "Arn"),
                                {"Fn::Sub": ["${A}/*", {"A": Ref("ArtifactBucket", "Arn")}]},
                            ],
                            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                        }
                    ],
                },
            },
        ),
    )
