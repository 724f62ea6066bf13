"""Amazon CloudWatch Logs: groups, streams and lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.rehearse.cloud import Region
from shipway.rehearse.kinds.images import Stream
from shipway.rehearse.paging import page
from shipway.rehearse.refusal import Refused
from shipway.rehearse.store import Record

TYPE = "AWS::Logs::LogGroup"
LINES = 10_000
"""Lines of one answer, where no limit is given."""

Parameters = Mapping[str, Any]


def _group(region: Region, parameters: Parameters) -> Record:
    record = region.store.find(TYPE, str(parameters["logGroupName"]))
    if record is None:
        raise Refused("ResourceNotFoundException", "The specified log group does not exist.")
    return record


def _stream(region: Region, parameters: Parameters) -> Stream:
    streams: dict[str, Stream] = _group(region, parameters).state
    name = str(parameters["logStreamName"])
    if name not in streams:
        raise Refused("ResourceNotFoundException", "The specified log stream does not exist.")
    return streams[name]


def create_log_stream(region: Region, parameters: Parameters) -> dict[str, Any]:
    streams: dict[str, Stream] = _group(region, parameters).state
    name = str(parameters["logStreamName"])
    if name in streams:
        raise Refused("ResourceAlreadyExistsException", "The specified log stream already exists")
    streams[name] = Stream(name, region.clock.now())
    return {}


def put_log_events(region: Region, parameters: Parameters) -> dict[str, Any]:
    stream = _stream(region, parameters)
    stream.lines += [(int(event["timestamp"]), str(event["message"])) for event in parameters["logEvents"]]
    stream.lines.sort(key=lambda line: line[0])
    return {"nextSequenceToken": f"{len(stream.lines):056}"}


def describe_log_streams(region: Region, parameters: Parameters) -> dict[str, Any]:
    prefix = str(parameters.get("logStreamNamePrefix") or "")
    by_time = parameters.get("orderBy") == "LastEventTime"
    if by_time and prefix:
        raise Refused("InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.")
    found = [stream for name, stream in sorted(_group(region, parameters).state.items()) if name.startswith(prefix)]
    if by_time:
        found.sort(key=lambda stream: stream.lines[-1][0] if stream.lines else 0)
    if parameters.get("descending"):
        found.reverse()
    items, token = page(found, parameters, 50, "nextToken", "limit")
    return {"logStreams": [_row(stream) for stream in items], **token}


def _row(stream: Stream) -> dict[str, Any]:
    row: dict[str, Any] = {"logStreamName": stream.name, "creationTime": int(stream.created.timestamp() * 1000)}
    if stream.lines:
        row |= {"firstEventTimestamp": stream.lines[0][0], "lastEventTimestamp": stream.lines[-1][0]}
    return row


def get_log_events(region: Region, parameters: Parameters) -> dict[str, Any]:
    lines = _stream(region, parameters).lines
    limit = int(parameters.get("limit") or LINES)
    chosen = lines[:limit] if parameters.get("startFromHead") else lines[-limit:]
    events = [{"timestamp": time, "message": text, "ingestionTime": time} for time, text in chosen]
    return {"events": events, "nextForwardToken": "f/0", "nextBackwardToken": "b/0"}


def describe_log_groups(region: Region, parameters: Parameters) -> dict[str, Any]:
    prefix = str(parameters.get("logGroupNamePrefix") or "")
    found = sorted(
        (r for r in region.store.every(TYPE) if r.physical_id.startswith(prefix)), key=lambda r: r.physical_id
    )
    items, token = page(found, parameters, 50, "nextToken", "limit")
    rows = []
    for record in items:
        row: dict[str, Any] = {"logGroupName": record.physical_id, "arn": record.value("Arn")}
        if record.value("RetentionInDays"):
            row["retentionInDays"] = int(record.value("RetentionInDays"))
        rows.append(row)
    return {"logGroups": rows, **token}


OPERATIONS = {
    "CreateLogStream": create_log_stream,
    "DescribeLogGroups": describe_log_groups,
    "DescribeLogStreams": describe_log_streams,
    "GetLogEvents": get_log_events,
    "PutLogEvents": put_log_events,
}
