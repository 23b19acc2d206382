"""A sandbox: cold, warm, time-out, crash, several at once, stopped during an invocation."""

import json
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from motcua_localstack.sandbox import Function, InitFailed, Sandbox


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def sandboxes(task_root, node):
    made = []

    def make(handler="index.handler", timeout_s=5.0) -> Sandbox:
        env = {"_HANDLER": handler, "GIVEN": "yes", "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST"}
        made.append(Sandbox(Function("nodejs24.x", task_root, env, timeout_s, 128), node))
        return made[-1]

    yield make
    for sandbox in made:
        sandbox.stop()


def call(sandbox: Sandbox, event: dict, request="r1"):
    return sandbox.invoke(request, "arn:aws:lambda:here:0:function:f", "Root=1", json.dumps(event).encode())


def answer(outcome) -> dict:
    return json.loads(outcome.payload)


def test_cold_then_warm_in_the_same_process(sandboxes):
    sandbox = sandboxes()
    sandbox.start()
    cold, warm = call(sandbox, {}), call(sandbox, {}, "r2")
    assert [answer(cold)["calls"], answer(warm)["calls"]] == [1, 2]
    assert "Init Duration" in cold.logs and "Init Duration" not in warm.logs
    assert answer(warm)["id"] == "r2" and 0 < answer(warm)["left"] <= 5000


def test_environment_is_the_given_one_and_nothing_of_ours(sandboxes, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "of-the-user")
    sandbox = sandboxes()
    sandbox.start()
    said = answer(call(sandbox, {}))
    assert said["given"] == "yes"
    assert not {"AWS_PROFILE", "HOME", "PYTHONPATH", "MOTCUA_NODE"} & set(said["names"])


def test_logs_are_those_of_the_invocation(sandboxes):
    sandbox = sandboxes()
    sandbox.start()
    first, second = call(sandbox, {"log": "một\ncửa"}), call(sandbox, {"log": "hai"}, "r2")
    assert "\tr1\tINFO\tmột\rcửa\n" in first.logs
    assert "hai" in second.logs and "một" not in second.logs
    assert first.logs.startswith("START RequestId: r1 ") and "REPORT RequestId: r1" in first.logs


def test_an_error_is_told_and_keeps_the_process(sandboxes):
    sandbox = sandboxes()
    sandbox.start()
    failed = call(sandbox, {"fail": "wrong"})
    assert failed.is_error
    assert {"errorType": "TypeError", "errorMessage": "wrong"}.items() <= answer(failed).items()
    assert answer(call(sandbox, {}))["calls"] == 2


@pytest.mark.parametrize("event", [{"sleepMs": 60_000}, {"spin": True}, {"spin": True, "filler": "x" * 3_000_000}])
def test_a_time_out_ends_the_process_and_the_next_call_meets_another(sandboxes, event):
    sandbox = sandboxes(timeout_s=1.0)
    sandbox.start()
    before = sandbox.pid
    outcome = call(sandbox, event)
    assert outcome.is_error and answer(outcome)["errorType"] == "Sandbox.Timedout"
    assert "Status: timeout" in outcome.logs
    assert gone(before)
    assert answer(call(sandbox, {}))["calls"] == 1


def test_a_large_event_and_its_answer_pass(sandboxes):
    sandbox = sandboxes()
    sandbox.start()
    assert answer(call(sandbox, {"filler": "đ" * 2_000_000}))["size"] == 2_000_000


def test_a_crash_is_told_and_the_next_call_meets_another_process(sandboxes):
    sandbox = sandboxes()
    sandbox.start()
    outcome = call(sandbox, {"exit": True})
    assert outcome.is_error and answer(outcome)["errorType"] == "Runtime.ExitError"
    assert answer(call(sandbox, {}))["calls"] == 1


def test_a_process_that_died_between_calls_is_replaced(sandboxes):
    sandbox = sandboxes()
    sandbox.start()
    os.kill(sandbox.pid, 9)
    while not sandbox._process.poll():
        time.sleep(0.01)
    assert answer(call(sandbox, {}))["calls"] == 1


def test_recycling_forgets_what_the_module_knew(sandboxes):
    sandbox = sandboxes()
    sandbox.start()
    call(sandbox, {})
    sandbox.recycle()
    assert answer(call(sandbox, {}))["calls"] == 1


def test_eight_at_once_have_a_process_each(sandboxes):
    made = [sandboxes() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(Sandbox.start, made))
        said = [answer(outcome) for outcome in pool.map(lambda one: call(one, {"sleepMs": 100}), made)]
    assert len({one["pid"] for one in said}) == 8
    assert {one["calls"] for one in said} == {1}


def test_stopped_during_an_invocation(sandboxes):
    sandbox = sandboxes(timeout_s=60)
    sandbox.start()
    pid = sandbox.pid
    outcomes = []
    caller = threading.Thread(target=lambda: outcomes.append(call(sandbox, {"sleepMs": 50_000})))
    caller.start()
    sandbox.stop()
    caller.join(10)
    assert not caller.is_alive()
    assert gone(pid)
    assert not outcomes or outcomes[0].is_error


@pytest.mark.parametrize(
    ("handler", "said"), [("absent.handler", "Runtime.ImportModuleError"), ("index.absent", "Runtime.HandlerNotFound")]
)
def test_a_handler_that_is_not_there(sandboxes, handler, said):
    sandbox = sandboxes(handler)
    with pytest.raises(InitFailed) as failed:
        sandbox.start()
    assert json.loads(failed.value.payload)["errorType"] == said
    assert sandbox.pid is None
