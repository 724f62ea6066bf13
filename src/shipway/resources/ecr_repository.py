"""A private repository for a built image: scanned on push, its tags never moved, old images expired."""

from __future__ import annotations

import json

from shipway.topology.graph import Resource

KEPT = 30


def ecr_repository(id: str, name: str) -> Resource:
    policy = {
        "rules": [
            {
                "rulePriority": 1,
                "description": f"keep the last {KEPT} images",
                "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": KEPT},
                "action": {"type": "expire"},
            }
        ]
    }
    return Resource(
        id,
        "registry",
        "AWS::ECR::Repository",
        {
            "RepositoryName": name,
            "ImageScanningConfiguration": {"ScanOnPush": True},
            "ImageTagMutability": "IMMUTABLE",
            "EncryptionConfiguration": {"EncryptionType": "AES256"},
            "LifecyclePolicy": {"LifecyclePolicyText": json.dumps(policy, separators=(",", ":"))},
        },
        subject=name,
    )
