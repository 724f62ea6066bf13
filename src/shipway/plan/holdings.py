"""What loses something when it goes: the types of resource that hold data."""

from __future__ import annotations

HOLDS_DATA = {
    "AWS::RDS::DBInstance": "database",
    "AWS::RDS::DBCluster": "database",
    "AWS::Neptune::DBCluster": "database",
    "AWS::DocDB::DBCluster": "database",
    "AWS::DynamoDB::Table": "database",
    "AWS::Lightsail::Database": "database",
    "AWS::OpenSearchService::Domain": "search index",
    "AWS::ElastiCache::ReplicationGroup": "cache",
    "AWS::ElastiCache::ServerlessCache": "cache",
    "AWS::ElastiCache::CacheCluster": "cache",
    "AWS::MSK::Cluster": "message log",
    "AWS::AmazonMQ::Broker": "message queue",
    "AWS::SQS::Queue": "message queue",
    "AWS::EFS::FileSystem": "file system",
    "AWS::EC2::Volume": "disk",
    "AWS::Lightsail::Disk": "disk",
    "AWS::S3::Bucket": "bucket",
    "AWS::Lightsail::Bucket": "bucket",
    "AWS::SecretsManager::Secret": "secret",
    "AWS::ECR::Repository": "image repository",
    "AWS::Logs::LogGroup": "log group",
}
"""Type of resource → the word for it. A cache counts: the user's Compose file may have kept sessions or jobs in it."""
