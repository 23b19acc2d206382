"""A sandbox of one function: a Node process that handles invocations one after the other. Testable without LocalStack."""

import json
import socket
import subprocess
import threading
import time
from collections import deque
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

BOOTSTRAP = Path(__file__).with_name("bootstrap.mjs")
END_OF_LOG = "\0END "
INIT_TIMEOUT_S = 30.0
_LINES_KEPT = 1000


@dataclass(frozen=True)
class Function:
    """What a sandbox runs. `timeout_s` is seconds, `memory_mb` bounds the heap of Node."""

    runtime: str
    task_root: Path
    env: dict[str, str]
    timeout_s: float
    memory_mb: int


@dataclass(frozen=True)
class Outcome:
    payload: bytes
    is_error: bool
    logs: str


@dataclass(frozen=True)
class Ended:
    """Why a sandbox ended during an invocation, in Lambda's own words."""

    kind: str
    message: str
    figures: dict[str, str]


DIED = Ended(
    "Runtime.ExitError",
    "Runtime exited without providing a reason",
    {"Status": "error", "Error Type": "Runtime.ExitError"},
)


def as_lambda_logs(request: str, version: str, lines: list[str], figures: dict[str, str]) -> str:
    """The platform log lines that Lambda adds to a function's log."""
    report = "\t".join(f"{name}: {figure}" for name, figure in {"REPORT RequestId": request, **figures}.items())
    around = [f"START RequestId: {request} Version: {version}", *lines, f"END RequestId: {request}", report]
    return "".join(f"{line}\n" for line in around)


class InitFailed(Exception):
    """The function could not be loaded; `payload` is Lambda's answer."""

    def __init__(self, payload: bytes):
        super().__init__(payload.decode(errors="replace"))
        self.payload = payload


class Channel:
    """Lines of JSON to and from a process. Both directions end at the deadline, even if the process hangs."""

    def __init__(self, ours: socket.socket):
        self._socket = ours
        self._rest = b""

    def send(self, value: object, deadline: float) -> None:
        """@raises OSError (TimeoutError included)"""
        self._socket.settimeout(max(deadline - time.monotonic(), 0.001))
        self._socket.sendall(json.dumps(value).encode() + b"\n")

    def receive(self, deadline: float) -> dict:
        """@raises TimeoutError, EOFError"""
        while b"\n" not in self._rest:
            self._socket.settimeout(max(deadline - time.monotonic(), 0.001))
            try:
                chunk = self._socket.recv(1 << 16)
            except TimeoutError:
                raise
            except OSError as error:
                raise EOFError from error
            if not chunk:
                raise EOFError
            self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\n")
        return json.loads(line)

    def close(self) -> None:
        self._socket.close()


class Sandbox:
    def __init__(self, function: Function, node: str):
        self._function = function
        self._node = node
        self._process: subprocess.Popen | None = None
        self._life = threading.Lock()
        self._stopped = False
        self._logs: list[str] = []
        self._all: deque[str] = deque(maxlen=_LINES_KEPT)
        self._log_end = threading.Event()

    def start(self) -> None:
        """Starts the process and waits until the handler is loaded. @raises InitFailed"""
        begin = time.monotonic()
        ours, theirs = socket.socketpair()
        with theirs, self._life:
            if self._stopped:
                ours.close()
                raise InitFailed(_error("Runtime.ExitError", "Error: the sandbox was stopped"))
            self._process = subprocess.Popen(
                [self._node, f"--max-old-space-size={self._function.memory_mb}", str(BOOTSTRAP), str(theirs.fileno())],
                env=self._environment(),
                cwd=self._function.task_root,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                pass_fds=[theirs.fileno()],
            )
            self._channel = Channel(ours)
        reader = threading.Thread(target=self._read, args=(self._process,), daemon=True, name="lambda-log")
        reader.start()
        try:
            answer = self._channel.receive(time.monotonic() + INIT_TIMEOUT_S)
        except (TimeoutError, EOFError):
            answer = {"kind": "gone"}
        self._init_ms = (time.monotonic() - begin) * 1000
        if answer["kind"] != "ready":
            self._end()
            gone = _error("Runtime.ExitError", "Error: Runtime exited before it was ready")
            raise InitFailed(answer["body"].encode() if "body" in answer else gone)
        self._cold = True

    def stop(self) -> None:
        """Stops the process, also during an invocation, which then fails. Idempotent and thread-safe."""
        self._stopped = True
        self._end()

    def recycle(self) -> None:
        """The next invocation gets a new process, as when AWS recycles a sandbox."""
        self._end()

    @property
    def pid(self) -> int | None:
        process = self._process
        return process.pid if process else None

    def invoke(self, request_id: str, arn: str, trace: str, payload: bytes) -> Outcome:
        """@raises InitFailed"""
        if not self._runs():
            self._end()
            self.start()
        cold, self._cold = self._cold, False
        self._logs.clear()
        self._log_end.clear()
        ended, begin = None, time.monotonic()
        wall_ms = time.time() * 1000
        seconds = self._function.timeout_s
        asked = {"id": request_id, "arn": arn, "trace": trace, "payload": payload.decode(), "deadlineMs": int(wall_ms + seconds * 1000)}
        try:
            self._channel.send(asked, begin + seconds)
            answer = self._channel.receive(begin + seconds)
            self._log_end.wait(1)
        except TimeoutError:
            ended = Ended("Sandbox.Timedout", f"Task timed out after {seconds:.2f} seconds", {"Status": "timeout"})
        except (EOFError, OSError):
            ended = DIED
        took_ms = (time.monotonic() - begin) * 1000
        figures = {
            "Duration": f"{took_ms:.2f} ms",
            "Billed Duration": f"{int(took_ms) + 1} ms",
            "Memory Size": f"{self._function.memory_mb} MB",
            "Max Memory Used": f"{self._resident_mb()} MB",
            **({"Init Duration": f"{self._init_ms:.2f} ms"} if cold else {}),
            **(ended.figures if ended else {}),
        }
        version = self._function.env.get("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
        logs = as_lambda_logs(request_id, version, self._logs, figures)
        if ended is None:
            return Outcome(answer["body"].encode(), answer["kind"] != "response", logs)
        # A sandbox that timed out or crashed is not used again.
        self._end()
        return Outcome(_error(ended.kind, f"RequestId: {request_id} Error: {ended.message}"), True, logs)

    def _runs(self) -> bool:
        process = self._process
        return process is not None and process.poll() is None

    def logs(self) -> str:
        """The last log lines of all its invocations."""
        return "\n".join(self._all)

    def _environment(self) -> dict[str, str]:
        given = {name: str(value) for name, value in self._function.env.items()}
        return {
            "TZ": ":UTC",
            **given,
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{self._function.runtime}",
            "LAMBDA_TASK_ROOT": str(self._function.task_root),
            "LAMBDA_RUNTIME_DIR": str(BOOTSTRAP.parent),
            "PATH": f"{Path(self._node).parent}:/usr/bin:/bin",
            "LANG": "en_US.UTF-8",
        }

    def _end(self) -> None:
        with self._life:
            process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        self._channel.close()

    def _read(self, process: subprocess.Popen) -> None:
        with process.stdout as output:
            for text in map(bytes.decode, output, repeat("utf-8"), repeat("replace")):
                if text.startswith(END_OF_LOG):
                    self._log_end.set()
                else:
                    self._logs.append(text.removesuffix("\n"))
                    self._all.append(self._logs[-1])

    def _resident_mb(self) -> int:
        """None where there is no /proc, and for an ended process."""
        status = Path(f"/proc/{self.pid}/status")
        try:
            kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        except (OSError, StopIteration):
            return 0
        return int(kilobytes) // 1024


def _error(kind: str, message: str) -> bytes:
    return json.dumps({"errorType": kind, "errorMessage": message}).encode()
