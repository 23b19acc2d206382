/** Pure: how LocalStack is told to run with our package, on this machine as in its own image. */
export function packageSettings(port: number, node: string, folder: string): Readonly<Record<string, string>> {
  return {
    PYTHONPATH: folder,
    MOTCUA_NODE: node,
    // Its own server binds every interface, whatever the next line says.
    GATEWAY_SERVER: 'loopback',
    GATEWAY_LISTEN: `127.0.0.1:${port}`,
    // A name, or the addresses it tells its callers are none.
    LOCALSTACK_HOST: `localhost:${port}`,
    SQS_ENDPOINT_STRATEGY: 'path',
    // Presigned addresses are verified, as on AWS.
    S3_SKIP_SIGNATURE_VALIDATION: '0',
    // Nothing goes out: no usage events, no certificate, no name server.
    DISABLE_EVENTS: '1',
    SKIP_SSL_CERT_DOWNLOAD: '1',
    DNS_ADDRESS: '0',
    PERSISTENCE: '0',
    EAGER_SERVICE_LOADING: '0',
    // Nobody reads CloudWatch's figures of queues.
    SQS_DISABLE_CLOUDWATCH_METRICS: '1',
    LAMBDA_RUNTIME_EXECUTOR: 'process',
    LAMBDA_KEEPALIVE_MS: '60000',
    LAMBDA_LIMITS_CONCURRENT_EXECUTIONS: '100',
    LAMBDA_LIMITS_MINIMUM_UNRESERVED_CONCURRENCY: '0',
    // Queues are asked with long polling (our package): what waits is the stream only.
    LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC: '0.05',
    LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC: '0.2',
    PROVIDER_OVERRIDE_DYNAMODB: 'moto',
    PROVIDER_OVERRIDE_DYNAMODBSTREAMS: 'moto',
  };
}
