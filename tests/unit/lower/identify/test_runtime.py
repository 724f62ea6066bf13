"""Which runtime a service has, from its command, its Dockerfile and its image's name."""

from __future__ import annotations

import pytest
from unit.files import project

from shipway.lower.identify.dockerfile import stage_of
from shipway.lower.identify.runtime import runtime


@pytest.mark.parametrize(
    ("dockerfile", "expected"),
    [
        ("FROM node:22-slim\n", "node"),
        ("FROM oven/bun:1\n", "node"),
        ("FROM gcr.io/distroless/nodejs22-debian12\n", "node"),
        ("FROM gcr.io/distroless/python3\n", "python"),
        ("FROM python:3.12\nCMD npm start\n", "node"),
        ("FROM node AS ui\nFROM golang:1.23 AS build\nFROM alpine\nCOPY --from=build /app /app\n", "go"),
        ("FROM golang AS build\nFROM scratch\n", "go"),
        ("FROM node AS ui\nFROM python:3.12-slim\n", "python"),
        ("FROM eclipse-temurin:21-jre\n", "java"),
        ("FROM mcr.microsoft.com/dotnet/aspnet:9.0\n", "dotnet"),
        ("FROM ghcr.io/astral-sh/uv:python3.12-bookworm\n", "python"),
        ("FROM alpine:3\nCMD /bin/app\n", ""),
    ],
)
def test_of_a_dockerfile(dockerfile: str, expected: str) -> None:
    service = project("services: {web: {build: .}}")[0].services[0]
    assert runtime(service, stage_of(dockerfile, "Dockerfile", None, {})) == expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("npm run start", "node"),
        ("sh -c 'npx prisma migrate deploy && node dist/main.js'", "node"),
        ("sh -c 'export A=1; exec gunicorn app:app'", "python"),
        ("python3.12 manage.py runserver", "python"),
        ("bundle exec puma", "ruby"),
        ("/app/server --port 80", ""),
    ],
)
def test_of_a_command(command: str, expected: str) -> None:
    service = project(f"services: {{web: {{image: example/app, command: {command!r}}}}}")[0].services[0]
    assert runtime(service, None) == expected
