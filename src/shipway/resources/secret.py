"""Secrets of Secrets Manager: generated ones, and empty ones that a step fills with the user's value."""

from __future__ import annotations

from shipway.naming import logical_id
from shipway.topology.graph import Resource


def user_secret_id(name: str) -> str:
    return logical_id("secret", name)


def user_secret(name: str) -> Resource:
    return Resource(
        user_secret_id(name),
        "data",
        "AWS::SecretsManager::Secret",
        {
            "Description": f"{name}; set it with: shipway secrets set {name}",
        },
        subject=name,
        holds_data=True,
    )


def generated_secret(
    id: str, description: str, template: str | None, key: str | None, length: int, subject: str
) -> Resource:
    """Without punctuation, so that it breaks no URL, shell or driver. template: JSON that the key is put into."""
    generate: dict[str, str | int | bool] = {"PasswordLength": length, "ExcludePunctuation": True}
    if template is not None and key is not None:
        generate |= {"SecretStringTemplate": template, "GenerateStringKey": key}
    return Resource(
        id,
        "data",
        "AWS::SecretsManager::Secret",
        {
            "Description": description,
            "GenerateSecretString": dict(generate),
        },
        subject=subject,
    )
