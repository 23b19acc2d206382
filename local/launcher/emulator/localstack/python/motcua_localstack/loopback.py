"""LocalStack's server binds every interface, regardless of GATEWAY_LISTEN; this one binds the address that it is given."""

from localstack.runtime.server.twisted import TwistedRuntimeServer
from rolo.serving.twisted import TwistedGateway
from twisted.internet import endpoints, reactor


class LoopbackServer(TwistedRuntimeServer):
    def register(self, gateway, listen, ssl_creds=None) -> None:
        """Plain http only: there is no certificate. @raises ValueError for an address beyond loopback"""
        for entry in listen:
            if entry.host != "127.0.0.1":
                raise ValueError(f"GATEWAY_LISTEN names {entry.host}: only 127.0.0.1 is listened on")
            endpoint = endpoints.TCP4ServerEndpoint(reactor, entry.port, interface=entry.host)
            site = TwistedGateway(gateway)
            # Bodies are passed on unparsed: Twisted would answer 400 to a malformed form before the handler sees it.
            site._parsePOSTFormSubmission = False
            endpoint.listen(site)
