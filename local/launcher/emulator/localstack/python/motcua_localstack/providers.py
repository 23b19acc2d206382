"""Services that LocalStack's open core lacks without Java, or altogether."""

import threading

from localstack.aws.api import CommonServiceException, RequestContext, handler
from localstack.services.moto import MotoFallbackDispatcher
from localstack.services.plugins import Service, aws_provider

from motcua_localstack import rows, transactions
from motcua_localstack.checks import Refused, Shape, check
from motcua_localstack.faults import FAULTS
from motcua_localstack.mail import MAIL, NotVerified
from motcua_localstack.tokens import Mismatch, Tokens

# moto's tables are plain dictionaries, and LocalStack serves from many threads: one request at a time, so conditions hold.
_ONE = threading.RLock()
_TOKENS = Tokens()
_THROTTLED = ("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "TransactWriteItems", "TransactGetItems")


def _refused(code: str, message: str, **fields) -> CommonServiceException:
    refusal = CommonServiceException(code, message, status_code=400, sender_fault=True)
    for name, value in fields.items():
        setattr(refusal, name, value)
    return refusal


def _shape(context: RequestContext, name: str) -> Shape | None:
    from moto.dynamodb.models import dynamodb_backends

    table = dynamodb_backends[context.account_id][context.region].tables.get(name.rpartition("/")[2])
    if table is None:
        return None
    own = [name for name in (table.hash_key_attr, table.range_key_attr) if name]
    indexes = {index.name: index.schema_key_attrs for index in table.all_indexes()}
    return Shape({one["AttributeName"]: one["AttributeType"] for one in table.attr}, {None: own, **indexes})


def _checked(operation: str, work):
    def checked(context: RequestContext, request):
        try:
            check(operation, request, lambda name: _shape(context, name))
            return work(context, request)
        except Refused as refused:
            raise _refused("ValidationException", str(refused)) from None

    return checked


def _guarded(operation: str, unchecked):
    work = _checked(operation, unchecked)

    def one(context: RequestContext, request):
        if operation in _THROTTLED and FAULTS.strikes("throttling"):
            raise _refused("ThrottlingException", "Throughput exceeds the current capacity of your table or index.")
        with _ONE:
            return work(context, request)

    def transact(context: RequestContext, request):
        if FAULTS.strikes("transaction-conflict"):
            raise _conflict(len(request["TransactItems"]))
        try:
            return _TOKENS.once(
                request.get("ClientRequestToken"),
                (context.account_id, context.region, request["TransactItems"]),
                lambda: work(context, request),
            )
        except Mismatch:
            raise _refused("IdempotentParameterMismatchException", "The token was used with other parameters.") from None

    def guarded_transact(context: RequestContext, request):
        if FAULTS.strikes("throttling"):
            raise _refused("ThrottlingException", "Throughput exceeds the current capacity of your table or index.")
        with _ONE:
            return transact(context, request)

    return guarded_transact if operation == "TransactWriteItems" else one


def _conflict(items: int):
    """The first item is the one in conflict with another transaction."""
    from localstack.aws.api.dynamodb import TransactionCanceledException

    codes = ["TransactionConflict", *["None"] * (items - 1)]
    reasons = [{"Code": code} for code in codes]
    reasons[0]["Message"] = "Transaction is ongoing for the item"
    said = "Transaction cancelled, please refer cancellation reasons for specific reasons"
    return TransactionCanceledException(f"{said} [{', '.join(codes)}]", CancellationReasons=reasons)


def _dispatch(provider: object):
    return {operation: _guarded(operation, work) for operation, work in MotoFallbackDispatcher(provider).items()}


@aws_provider(api="dynamodb", name="moto")
def dynamodb():
    from localstack.aws.api.dynamodb import DynamodbApi

    transactions.apply()
    rows.apply()
    return Service.for_provider(DynamodbApi(), dispatch_table_factory=_dispatch)


@aws_provider(api="dynamodbstreams", name="moto")
def dynamodbstreams():
    from localstack.aws.api.dynamodbstreams import DynamodbstreamsApi

    return Service.for_provider(DynamodbstreamsApi(), dispatch_table_factory=_dispatch)


class MailService:
    service = "sesv2"
    version = "2019-09-27"

    @handler("CreateEmailIdentity", expand=False)
    def create_email_identity(self, context: RequestContext, request: dict) -> dict:
        MAIL.verify(context.region, request["EmailIdentity"])
        return {"VerifiedForSendingStatus": True}

    @handler("DeleteEmailIdentity", expand=False)
    def delete_email_identity(self, context: RequestContext, request: dict) -> dict:
        MAIL.forget(context.region, request["EmailIdentity"])
        return {}

    @handler("GetEmailIdentity", expand=False)
    def get_email_identity(self, context: RequestContext, request: dict) -> dict:
        if not MAIL.knows(context.region, request["EmailIdentity"]):
            raise CommonServiceException("NotFoundException", "there is no such identity", status_code=404)
        return {"VerifiedForSendingStatus": True}

    @handler("SendEmail", expand=False)
    def send_email(self, context: RequestContext, request: dict) -> dict:
        try:
            return {"MessageId": MAIL.take(context.region, request)}
        except NotVerified as sender:
            raise _refused("MessageRejected", f"Email address is not verified: {sender}") from None


@aws_provider(api="sesv2", name="default")
def sesv2():
    return Service.for_provider(MailService())
