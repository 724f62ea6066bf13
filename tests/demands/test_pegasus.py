"""Demands of 004_cabe4f379b32e0dd.txt (Pegasus) that the main thread meets; each test quotes its section."""

from __future__ import annotations

import json

from shipway.topology.actions import WaitService


def test_d004_10_api_and_workers_are_separate_services(system):
    """Architecture 4: `FastAPI Backend → ECS Fargate service; Celery Workers → Separate ECS service`."""
    assert {one.workload for one in system("pegasus").topology.every(WaitService)} == {
        "backend",
        "celery-worker",
        "chromadb",
    }


def test_d004_11_pipeline_is_a_scheduled_task(system):
    """Architecture 4: `Data Pipeline → ECS Scheduled Tasks`."""
    ((_, schedule),) = system("pegasus").resources("AWS::Scheduler::Schedule")
    assert schedule["ScheduleExpression"] == "cron(0 3 * * ? *)"


def test_d004_02_rolling_deployments_with_rollback(system):
    """Architecture 1: `Container health checks and rolling deployments`."""
    for id, service in system("pegasus").resources("AWS::ECS::Service"):
        breaker = service["DeploymentConfiguration"]["DeploymentCircuitBreaker"]
        assert breaker == {"Enable": True, "Rollback": True}, id


def test_d004_16_database_secret_is_json_with_a_generated_password(system):
    """§1.3: `pegasus/postgres … "username": "pegasus_user", "password": "generated-strong-password"`."""
    generated = [
        p["GenerateSecretString"]
        for _, p in system("pegasus").resources("AWS::SecretsManager::Secret")
        if "GenerateSecretString" in p
    ]
    assert any(
        json.loads(g["SecretStringTemplate"]).get("username") == "pegasus_user"
        and g["GenerateStringKey"] == "password"
        and g["ExcludePunctuation"]
        for g in generated
        if "SecretStringTemplate" in g
    )
    assert list(system("pegasus").resources("AWS::SecretsManager::SecretTargetAttachment")), (
        "host and port come with it"
    )


def test_d004_20_dockerfile_health_check_becomes_the_tasks(system):
    """§2.1: `HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3`, which ECS would ignore."""
    check = system("pegasus").container("backend")["HealthCheck"]
    assert (check["Interval"], check["Timeout"], check["StartPeriod"], check["Retries"]) == (30, 3, 5, 3)


def test_d004_22_a_task_definition_each(system):
    """§2.2: `backend-api.json, celery-worker.json, chromadb.json, data-pipeline.json`."""
    keys = {key for key in system("pegasus").templates() if key.startswith("workload-")}
    assert keys == {"workload-backend", "workload-celery-worker", "workload-chromadb", "workload-data-pipeline"}


def test_d004_23_database_and_redis_url_by_reference(system):
    """§2.3: `DATABASE_URL=postgres://username:password@rds-endpoint…`, which X-02 and X-03 put right."""
    delivered = system("pegasus").delivered("celery-worker")
    assert delivered["DATABASE_URL"] == "secret"
    assert delivered["REDIS_URL"] == "secret"
    assembled = json.dumps(
        [p.get("SecretString") for _, p in system("pegasus").resources("AWS::SecretsManager::Secret")]
    )
    assert "rediss://" in assembled
    assert "ssl_cert_reqs=CERT_REQUIRED" in assembled


def test_d004_28_internal_names(system):
    """§3.2: `chromadb.pegasus.internal → ChromaDB service`; the environment is in the name, X-46 keeps Redis out."""
    names = {
        a["DnsName"]
        for _, s in system("pegasus").resources("AWS::ECS::Service")
        for entry in s["ServiceConnectConfiguration"].get("Services", [])
        for a in entry.get("ClientAliases", [])
    }
    assert "chromadb" in names
    ((_, namespace),) = system("pegasus").resources("AWS::ServiceDiscovery::PrivateDnsNamespace")
    assert namespace["Name"].endswith("pegasus.internal")


def test_d004_29_scales_on_cpu_and_memory(system):
    """§3.3: `target_cpu: 70%, target_memory: 80%, min_capacity: 2, max_capacity: 10`."""
    ((_, target),) = system("pegasus").resources("AWS::ApplicationAutoScaling::ScalableTarget")
    assert (target["MinCapacity"], target["MaxCapacity"]) == (2, 10)
    policies = [
        p["TargetTrackingScalingPolicyConfiguration"]
        for _, p in system("pegasus").resources("AWS::ApplicationAutoScaling::ScalingPolicy")
    ]
    assert sorted(p["TargetValue"] for p in policies) == [70, 80]


def test_d004_08_09_vector_store_keeps_its_data_and_stays_single(system):
    """Architecture 3: `Persistent EFS storage for vector embeddings`; X-43: one writer, never scaled out."""
    pegasus = system("pegasus")
    assert list(pegasus.resources("AWS::EFS::FileSystem"))
    (service,) = (
        r["Properties"]
        for r in pegasus.templates()["workload-chromadb"]["Resources"].values()
        if r["Type"] == "AWS::ECS::Service"
    )
    configuration = service["DeploymentConfiguration"]
    assert (configuration["MinimumHealthyPercent"], configuration["MaximumPercent"]) == (0, 100)
    assert service["AvailabilityZoneRebalancing"] == "DISABLED"


def test_production_is_an_environment_of_its_own(system):
    """§3.1: `aws ecs create-cluster --cluster-name pegasus-production`: the environment is in every stack's name."""
    names = {stack.name for stack in system("pegasus", "production").plan.stacks if stack.key == "network"}
    assert names == {"pegasus-production-network"}
