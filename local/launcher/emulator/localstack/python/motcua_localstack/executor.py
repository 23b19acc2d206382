"""LocalStack's Lambda executor that runs functions as processes on this machine."""

import os

from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from motcua_localstack.faults import FAULTS
from motcua_localstack.sandbox import Function, InitFailed, Sandbox

_HOST = "127.0.0.1"


class ProcessExecutor(RuntimeExecutor):
    def start(self, env_vars: dict[str, str]) -> None:
        config = self.function_version.config
        if config.layers:
            raise NotImplementedError("this executor has no layers")
        function = Function(
            runtime=config.runtime,
            task_root=config.code.get_unzipped_code_location(),
            # As on AWS, a function's environment names no emulator.
            env={name: value for name, value in env_vars.items() if not name.startswith("LOCALSTACK_")},
            timeout_s=config.timeout,
            memory_mb=config.memory_size,
        )
        self._sandbox = Sandbox(function, os.environ["MOTCUA_NODE"])
        try:
            self._sandbox.start()
        except InitFailed as failed:
            raise StatusErrorException("Environment startup failed", payload=failed.payload) from failed

    def stop(self) -> None:
        self._sandbox.stop()

    def invoke(self, payload: dict[str, str], *_unused) -> InvocationResult:
        if FAULTS.strikes("recycle"):
            self._sandbox.recycle()
        request = payload["invoke-id"]
        arn, trace, event = payload["invoked-function-arn"], payload["trace-id"], payload["payload"]
        try:
            outcome = self._sandbox.invoke(request, arn, trace, event.encode())
        except InitFailed as failed:
            raise StatusErrorException("Environment startup failed", payload=failed.payload) from failed
        return InvocationResult(request, outcome.payload, outcome.is_error, outcome.logs)

    def get_logs(self) -> str:
        return self._sandbox.logs()

    def get_address(self) -> str:
        return _HOST

    def get_endpoint_from_executor(self) -> str:
        return _HOST

    def get_runtime_endpoint(self) -> str:
        return ""

    @classmethod
    def prepare_version(cls, function_version) -> None:
        config = function_version.config
        if not (config.runtime or "").startswith("nodejs"):
            raise NotImplementedError(f"{config.runtime} is not run here, only Node is")
        config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version) -> None:
        # The next version after a change of configuration has the same code on disk; LocalStack removes it with the function.
        pass
