/** Pure: LocalStack's settings with our package, on this machine as in its own image. */
export function packageSettings(port: number, node: string, folder: string): Readonly<Record<string, string>> {
  return {
    PYTHONPATH: folder,
    MOTCUA_NODE: node,
    // Its own server binds every interface, regardless of the next line.
    GATEWAY_SERVER: 'loopback',
    GATEWAY_LISTEN: `127.0.0.1:${port}`,
    // Must be a host name, otherwise the addresses it returns are invalid.
    LOCALSTACK_HOST: `localhost:${port}`,
    SQS_ENDPOINT_STRATEGY: 'path',
    // Presigned URLs are verified, as on AWS.
    S3_SKIP_SIGNATURE_VALIDATION: '0',
    // No outgoing traffic: no usage events, no certificate, no name server.
    DISABLE_EVENTS: '1',
    SKIP_SSL_CERT_DOWNLOAD: '1',
    DNS_ADDRESS: '0',
    PERSISTENCE: '0',
    EAGER_SERVICE_LOADING: '0',
    // No test reads CloudWatch's metrics of queues.
    SQS_DISABLE_CLOUDWATCH_METRICS: '1',
    LAMBDA_RUNTIME_EXECUTOR: 'process',
    LAMBDA_KEEPALIVE_MS: '60000',
    LAMBDA_LIMITS_CONCURRENT_EXECUTIONS: '100',
    LAMBDA_LIMITS_MINIMUM_UNRESERVED_CONCURRENCY: '0',
    // Queues use long polling (our package): this interval applies to the stream only.
    LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC: '0.05',
    LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC: '0.2',
    PROVIDER_OVERRIDE_DYNAMODB: 'moto',
    PROVIDER_OVERRIDE_DYNAMODBSTREAMS: 'moto',
  };
}
