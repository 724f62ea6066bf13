"""Amazon CloudWatch Logs: the last lines that a task wrote."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.adapters.clients import Clients
from shipway.adapters.errors import translated
from shipway.errors import NotFound


class CloudWatchLogs:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def tail(self, group: str, stream_prefix: str, lines: int = 20) -> Sequence[str]:
        """The last lines of the newest stream whose name begins with the prefix; none where there is none.

        stream_prefix "" means any stream. LastEventTime cannot be sorted by together with a prefix, hence the search:
        https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html
        """
        client = self._clients("logs")
        query = (
            {"logStreamNamePrefix": stream_prefix}
            if stream_prefix
            else {"orderBy": "LastEventTime", "descending": True}
        )
        try:
            with translated(f"read the log group {group}"):
                streams = client.describe_log_streams(logGroupName=group, **query).get("logStreams", ())
                newest = max(
                    streams, key=lambda s: (s.get("lastEventTimestamp", 0), s.get("creationTime", 0)), default=None
                )
                if newest is None:
                    return ()
                answer = client.get_log_events(
                    logGroupName=group, logStreamName=newest["logStreamName"], limit=lines, startFromHead=False
                )
        except NotFound:
            return ()
        return tuple(str(event["message"]).rstrip("\n") for event in answer.get("events", ()))
