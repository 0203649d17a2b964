"""Whoever looks after the service learns how it is."""

import re

import pytest
from threadpoolctl import threadpool_limits

from app.errors import SetupError
from app.service import one_thread


def test_it_is_alive_and_ready(client):
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready"}
    assert client.get("/healthz").headers["cache-control"] == "no-store"


def test_it_takes_no_more_work_while_it_drains(serve, is_problem):
    client = serve()
    client.service.draining.set()
    told = is_problem(client.get("/readyz"), 503, "about to stop")
    assert told["type"].endswith("not-ready")
    assert client.get("/healthz").status_code == 200


def test_metrics_count_what_happened(serve, make_picture):
    client = serve()
    client.upload(make_picture())
    client.post("/api/networks/tiny-vgg/runs", files={"picture": b"hello"})
    client.get("/nope")
    text = client.get("/metrics").text
    route = 'route="/api/networks/{network}/runs",method="POST"'
    assert f'convscope_requests_total{{{route},status="201"}} 1' in text
    assert f'convscope_requests_total{{{route},status="415"}} 1' in text
    assert 'convscope_requests_total{route="(none)",method="GET",status="404"} 1' in text
    assert 'convscope_refused_pictures_total{reason="unsupported-picture"} 1' in text
    assert 'convscope_runs_total{source="computed"} 1' in text
    assert re.search(r"convscope_engine_seconds_total \d", text)
    assert re.search(r"convscope_trace_bytes [1-9]", text)


def test_metrics_are_in_prometheus_own_words(client):
    client.get("/healthz")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    line = re.compile(r'(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)+\})? [-+.\deinf]+)\Z')
    for one in answer.text.splitlines():
        assert line.match(one), one
    name = 'convscope_request_seconds_bucket{route="/healthz",le='
    counts = [int(row.split()[-1]) for row in answer.text.splitlines() if row.startswith(name)]
    assert counts == sorted(counts)


def test_the_service_will_not_start_on_two_threads():
    with threadpool_limits(1):
        one_thread()
    with threadpool_limits(2), pytest.raises(SetupError, match=r"needs it to use one\. Set"):
        one_thread()
