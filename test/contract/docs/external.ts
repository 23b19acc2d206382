/** Words of pages that are other people's: the program neither defines nor writes them. By whose word they are. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'API operations and answers of AWS': [
    'TransactWriteItems',
    'BatchWriteItem',
    'DDBStreamBatchInfo',
    'AccessDenied',
    'LastProcessingResult',
    'VerifiedForSendingStatus',
    'Unmask',
    'WAF_BLOCK',
  ],
  "Lambda's report of a call that took too long": ['timed'],
  'the language of CloudWatch Logs Insights': ['desc', 'pct'],
  'names that queries give to their own columns': ['p50', 'p99'],
  'DNS records that SES asks for': ['_domainkey', 'CNAME', 'dkim', 'amazonses'],
  'operating system': ['ENOENT'],
  'header fields of HTTP': ['If-None-Match', 'Content-Disposition'],
  'field of an event that EventBridge adds': ['detail-type'],
  'files of the deployer': ['outputs.json', 'secret.json'],
  'group of settings, by its beginning': ['OIDC'],
};

export const EXTERNAL: ReadonlySet<string> = new Set(Object.values(WORDS).flat());
