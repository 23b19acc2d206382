from motcua_localstack.gateway import constants, filled


def test_an_answer_is_filled_with_what_the_gateway_knows():
    template = '{"id":"$context.requestId","type":"$context.error.responseType","none":"$context.nothing.there"}'
    said = filled(template, {"requestId": "1", "error": {"responseType": "THROTTLED"}})
    assert said == '{"id":"1","type":"THROTTLED","none":""}'


def test_headers_are_constants_between_apostrophes():
    given = {"gatewayresponse.header.Vary": "'Origin'", "gatewayresponse.header.X": "method.request.header.X", "other": "'x'"}
    assert constants(given) == {"Vary": "Origin"}
