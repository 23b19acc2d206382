"""API Gateway's gateway responses as their templates define them, and unmodified request bodies."""

import re

_VARIABLE = re.compile(r"\$context\.([\w.]+)")
_HEADER = "gatewayresponse.header."


def filled(template: str, variables: dict) -> str:
    """A static answer with the gateway's $context variables replaced; as on AWS, nothing else is evaluated."""

    def value(found: re.Match) -> str:
        inner: object = variables
        for name in found[1].split("."):
            inner = inner.get(name) if isinstance(inner, dict) else None
        return "" if inner is None else str(inner)

    return _VARIABLE.sub(value, template)


def constants(parameters: dict[str, str]) -> dict[str, str]:
    """Headers that are constants between apostrophes, by name."""
    named = ((name.removeprefix(_HEADER), value) for name, value in parameters.items() if name.startswith(_HEADER))
    return {name: value[1:-1] for name, value in named if value[:1] == value[-1:] == "'"}


def apply() -> None:
    from localstack.services.apigateway.next_gen.execute_api.gateway_response import get_gateway_response_or_default
    from localstack.services.apigateway.next_gen.execute_api.handlers import gateway_exception, parse

    # A body with a form content type would be parsed as a form, and rejected with 400 if it is none.
    parse.restore_payload = lambda request: request.get_data()

    service = gateway_exception.GatewayExceptionHandler
    answer = service.create_exception_response

    def as_written(self, exception, context):
        response = answer(self, exception, context)
        written = get_gateway_response_or_default(exception.type, context.deployment.rest_api.gateway_responses)
        template = (written.get("responseTemplates") or {}).get("application/json")
        if template and not written.get("defaultResponse"):
            response.data = filled(template, context.context_variables)
        for name, value in constants(written.get("responseParameters") or {}).items():
            response.headers[name] = value
        return response

    service.create_exception_response = as_written
