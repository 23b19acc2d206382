"""What is put right in LocalStack while it starts, and the addresses at which tests look and switch faults."""

import copy
import json
import time

from localstack.aws.api import CommonServiceException
from localstack.http import Request, Response
from localstack.runtime import hooks

from motcua_localstack import events, gateway
from motcua_localstack.faults import FAULTS, LATE_S
from motcua_localstack.mail import MAIL

_LONG_POLL_S = 10
_LONGEST_DELAY_S = 900


def _mails(_request: Request) -> Response:
    return Response.for_json({"messages": MAIL.taken()})


def _faults(request: Request) -> Response:
    """GET: how often each has struck. POST {"seed": …, "shares": {kind: share}}: switches them."""
    if request.method == "POST":
        asked = json.loads(request.data)
        try:
            FAULTS.switch(asked.get("seed", 0), asked.get("shares", {}))
        except ValueError as unknown:
            return Response(str(unknown), status=400)
    return Response.for_json({"struck": FAULTS.struck()})


def _identities() -> None:
    """Identities of templates become those of our mail service: LocalStack's resource does nothing."""
    from localstack.services.cloudformation import resource_provider as resources
    from localstack.services.ses.resource_providers import aws_ses_emailidentity as scaffold

    def step(state: str, work):
        def done(_provider, asked):
            model = getattr(asked, state)
            work(asked.region_name, model["EmailIdentity"])
            return resources.ProgressEvent(status=resources.OperationStatus.SUCCESS, resource_model=model)

        return done

    scaffold.SESEmailIdentityProvider.create = step("desired_state", MAIL.verify)
    scaffold.SESEmailIdentityProvider.delete = step("previous_state", MAIL.forget)


def _polling() -> None:
    """A mapping without a batching window asks its queue with long polling, as on AWS, and not less and less often (10 s).

    Deliveries come late or twice when tests ask for it."""
    from localstack.services.lambda_.event_source_mapping.pollers.sqs_poller import SqsPoller

    begin, handle = SqsPoller.__init__, SqsPoller.handle_messages

    def with_long_polling(self, *args, **kwargs):
        begin(self, *args, **kwargs)
        self.maximum_batching_window = self.maximum_batching_window or _LONG_POLL_S

    def now_and_then_otherwise(self, messages):
        if FAULTS.strikes("late"):
            time.sleep(LATE_S)
        if FAULTS.strikes("duplicate"):
            # What is handled is changed on the way: attributes are taken out of it.
            handle(self, copy.deepcopy(messages))
        handle(self, messages)

    SqsPoller.__init__ = with_long_polling
    SqsPoller.handle_messages = now_and_then_otherwise


def _delays() -> None:
    from localstack.services.sqs import provider

    put = provider.SqsProvider._put_message

    def put_soon_enough(self, queue, context, message_body, delay_seconds=None, *args, **kwargs):
        if delay_seconds is not None and not 0 <= int(delay_seconds) <= _LONGEST_DELAY_S:
            said = f"Value {delay_seconds} for parameter DelaySeconds is invalid."
            raise CommonServiceException("InvalidParameterValue", said, status_code=400, sender_fault=True)
        return put(self, queue, context, message_body, delay_seconds, *args, **kwargs)

    provider.SqsProvider._put_message = put_soon_enough


def _log_groups() -> None:
    """A function writes to the log group that its template names."""
    from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment

    default = ExecutionEnvironment.get_log_group_name

    def named(self):
        return (self.function_version.config.logging_config or {}).get("LogGroup") or default(self)

    ExecutionEnvironment.get_log_group_name = named


def _figures() -> None:
    """Nobody here reads CloudWatch's figures of invocations, or waits for an alarm: they took a tenth of the process."""
    from localstack.services.cloudwatch.alarm_scheduler import AlarmScheduler
    from localstack.services.lambda_.invocation import version_manager

    version_manager.record_cw_metric_invocation = version_manager.record_cw_metric_error = lambda **_: None
    AlarmScheduler.schedule_metric_alarm = lambda *_: None


def _names() -> None:
    """It asks the name server of this machine for s3.localhost, to know whether it may call itself that."""
    from localstack.utils.aws import aws_stack

    aws_stack.CACHE_S3_HOSTNAME_DNS_STATUS = False


@hooks.on_infra_start()
def amend() -> None:
    from localstack.services.edge import ROUTER

    ROUTER.add("/_motcua/mails", _mails)
    ROUTER.add("/_motcua/faults", _faults, methods=["GET", "POST"])
    _identities()
    _names()
    events.apply()
    _polling()
    _log_groups()
    _figures()
    _delays()
    gateway.apply()
