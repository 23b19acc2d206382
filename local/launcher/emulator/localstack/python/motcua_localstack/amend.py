"""Fixes applied to LocalStack at start, and the endpoints through which tests inspect it and inject faults."""

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
    """GET: how often each fault was injected. POST {"seed": …, "shares": {kind: share}}: configures them."""
    if request.method == "POST":
        asked = json.loads(request.data)
        try:
            FAULTS.switch(asked.get("seed", 0), asked.get("shares", {}))
        except ValueError as unknown:
            return Response(str(unknown), status=400)
    return Response.for_json({"struck": FAULTS.struck()})


def _identities() -> None:
    """Creates the email identities of templates in our mail service: LocalStack's resource does nothing."""
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
    """An event source mapping without a batching window uses long polling, as on AWS; LocalStack polls less and less often (10 s).

    Deliveries are late or duplicated when tests ask for it."""
    from localstack.services.lambda_.event_source_mapping.pollers.sqs_poller import SqsPoller

    begin, handle = SqsPoller.__init__, SqsPoller.handle_messages

    def with_long_polling(self, *args, **kwargs):
        begin(self, *args, **kwargs)
        self.maximum_batching_window = self.maximum_batching_window or _LONG_POLL_S

    def now_and_then_otherwise(self, messages):
        if FAULTS.strikes("late"):
            time.sleep(LATE_S)
        if FAULTS.strikes("duplicate"):
            # The handled value is changed in place: attributes are removed from it.
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
    """Turns off CloudWatch's metrics of invocations and alarms, which no test reads: they took a tenth of the CPU time."""
    from localstack.services.cloudwatch.alarm_scheduler import AlarmScheduler
    from localstack.services.lambda_.invocation import version_manager

    version_manager.record_cw_metric_invocation = version_manager.record_cw_metric_error = lambda **_: None
    AlarmScheduler.schedule_metric_alarm = lambda *_: None


def _names() -> None:
    """LocalStack resolves s3.localhost through the machine's name server to learn whether it may use that name."""
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
