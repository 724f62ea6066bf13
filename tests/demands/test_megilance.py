"""Demands of 001_68df8bf15b17262e.txt (MegiLance) that the main thread meets; each test quotes its section."""

from __future__ import annotations

import json

import pytest

from .lowered import made


def test_d001_01_local_compose_becomes_production(system):
    """intro: `ECS Fargate (containers) behind an Application Load Balancer`, RDS, VPC, Secrets Manager, IAM, groups."""
    types = {r["Type"] for t in system("megilance").templates().values() for r in t["Resources"].values()}
    assert types >= {
        "AWS::ECS::Service",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "AWS::RDS::DBInstance",
        "AWS::EC2::VPC",
        "AWS::EC2::NatGateway",
        "AWS::SecretsManager::Secret",
        "AWS::IAM::Role",
        "AWS::EC2::SecurityGroup",
    }


def test_d001_07_jwt_secret_is_a_secret_and_never_shown(system):
    """§0, §4: `JWT_SECRET: from Secrets Manager`."""
    megilance = system("megilance")
    assert megilance.delivered("backend")["JWT_SECRET"] == "secret"
    assert "only-for-the-laptop-7c1f" not in megilance.written()


def test_d001_08_a_repository_for_each_built_image(system):
    """§1: `Create two ECR repositories: megilance-frontend, megilance-backend`."""
    names = {p["RepositoryName"] for _, p in system("megilance").resources("AWS::ECR::Repository")}
    assert names == {"megilance/frontend", "megilance/backend"}


def test_d001_12_vpc_with_public_and_private_subnets_and_nat(system):
    """§2: `2+ public subnets (ALB), 2+ private subnets (ECS tasks and RDS), 1+ NAT Gateway`."""
    megilance = system("megilance")
    assert len(list(megilance.resources("AWS::EC2::Subnet"))) == 4
    assert len(list(megilance.resources("AWS::EC2::NatGateway"))) == 1


def rules(system, port: int) -> list[dict]:
    """The ingress rules for a port, wherever they are written."""
    found = [p for _, p in system.resources("AWS::EC2::SecurityGroupIngress")]
    found += [
        rule for _, p in system.resources("AWS::EC2::SecurityGroup") for rule in p.get("SecurityGroupIngress", [])
    ]
    return [rule for rule in found if rule["FromPort"] <= port <= rule["ToPort"]]


def test_d001_14_service_groups_open_only_from_the_load_balancer(system):
    """§2: `Backend SG: allow 3000/8000 from ALB SG (depending on container port)`."""
    megilance = system("megilance")
    for port in (8000, 3000):
        container_rules = [r for r in rules(megilance, port) if "SourceSecurityGroupId" in r]
        assert container_rules
    public = [r for _, p in megilance.resources("AWS::EC2::SecurityGroupIngress") for r in [p] if "CidrIp" in r]
    balancers = {json.dumps(r["GroupId"]) for r in public}
    assert len(balancers) == 1, "only the load balancer's group is open to the internet"


def test_d001_15_database_only_from_the_backend(system):
    """§2: `RDS SG: allow 5432 from Backend SG only`."""
    database = rules(system("megilance"), 5432)
    assert len(database) == 1
    assert "Backend" in json.dumps(database[0]["SourceSecurityGroupId"])


def test_d001_16_17_18_database_as_asked(system):
    """§3: `gp3`, `private subnets`, `Store the DB credentials in Secrets Manager`; PostgreSQL of the local version."""
    ((_, database),) = system("megilance").resources("AWS::RDS::DBInstance")
    assert database["Engine"] == "postgres"
    assert str(database["EngineVersion"]).split(".")[0] == "16"
    assert database["StorageType"] == "gp3"
    assert database["PubliclyAccessible"] is False
    assert "{{resolve:secretsmanager:" in json.dumps(database["MasterUserPassword"])


def test_d001_19_full_url_is_one_secret_and_keeps_its_driver(system):
    """§3, §9: `DATABASE_URL=postgresql+psycopg2://USER:PASSWORD@HOST:5432/DB (via Secrets)`."""
    megilance = system("megilance")
    assert megilance.delivered("backend")["DATABASE_URL"] == "secret"
    urls = [
        json.dumps(p["SecretString"])
        for _, p in megilance.resources("AWS::SecretsManager::Secret")
        if "SecretString" in p
    ]
    assert any("postgresql+psycopg2://" in url and "{{resolve:secretsmanager:" in url for url in urls)
    assert "megilance-local" not in megilance.written()


def test_d001_23_logs_with_environment_and_retention(system):
    """§5, §7, §10: `awslogs to /ecs/megilance-backend`; X-09 puts the environment in, X-07 a retention."""
    groups = {p["LogGroupName"]: p["RetentionInDays"] for _, p in system("megilance").resources("AWS::Logs::LogGroup")}
    assert groups["/ecs/megilance-dev/backend"] == 7
    assert groups["/ecs/megilance-dev/frontend"] == 7


def test_d001_25_optional_variables_pass_as_they_are(system):
    """§5, §9: `NEXT_ENABLE_PWA=1 (optional)`."""
    environment = system("megilance").container("frontend")["Environment"]
    assert {"Name": "NEXT_ENABLE_PWA", "Value": "1"} in environment


def test_d001_26_health_check_paths(system):
    """§5: `Health checks: /api/health/live (backend), / (frontend)`."""
    paths = {p["HealthCheckPath"] for _, p in system("megilance").resources("AWS::ElasticLoadBalancingV2::TargetGroup")}
    assert paths == {"/api/health/live", "/"}


def test_d001_33_task_roles_have_least_privilege(system):
    """§7: `Least-privilege IAM for ECS task roles`: no statement on all resources but those that AWS has no ARN for."""
    wide = set()
    for _, role in system("megilance").resources("AWS::IAM::Role"):
        for policy in role.get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                if statement["Resource"] == "*":
                    actions = statement["Action"]
                    wide |= set(actions if isinstance(actions, list) else [actions])
    assert wide <= {"ecr:GetAuthorizationToken"}


@pytest.mark.parametrize("command", ["npm run dev", "next dev", "yarn dev", "pnpm run dev"])
def test_d001_09_next_dev_and_its_like_block_production(command):
    """§1: `npm run build`, `npm start`: a production build of Next.js."""
    found = made(
        f"services: {{frontend: {{image: x, command: {command}}}}}",
        manifest="environments: {production: {}}",
        told="production.command",
    )
    assert "production.command" in {d.code for d in found.diagnostics if d.severity.value == "blocker"}
    fine = made("services: {frontend: {image: x, command: npm start}}", manifest="environments: {production: {}}")
    assert "production.command" not in fine.codes()


def test_d001_24_cors_origins_come_from_routes_as_a_json_list():
    """§5, §9: `BACKEND_CORS_ORIGINS: ["https://app.megilance.com"]`, and X-08: never `["*"]`."""
    compose = """
services:
  backend: {image: x, ports: ["8000:8000"], environment: {BACKEND_CORS_ORIGINS: '["http://localhost:3000"]'}}
  frontend: {image: y, ports: ["3000:3000"]}
"""
    told = made(compose, told="value.localhost").told("value.localhost")
    assert """env: {BACKEND_CORS_ORIGINS: '["${frontend.url}"]'}""" in told
    manifest = """
env: {BACKEND_CORS_ORIGINS: '["${frontend.url}"]'}
environments: {production: {domain: megilance.com, zone: Z1}}
services: {frontend: {public: app.megilance.com}}
"""
    found = made(compose, manifest=manifest)
    assert '[\\"https://app.megilance.com\\"]' in found.templates
    assert "value.localhost" not in found.codes()
    star = made(
        compose.replace("http://localhost:3000", "*"), manifest="environments: {production: {}}", told="production.cors"
    )
    assert "production.cors" in {d.code for d in star.diagnostics if d.severity.value == "blocker"}
