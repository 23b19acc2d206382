import { writeFileSync } from 'node:fs';
import type { Run } from './schemathesis.ts';

/** Which parameter or field takes which of the province's values. */
const TAKES: Readonly<Record<string, string>> = {
  'path.dossierId': 'dossierId',
  'path.documentId': 'documentId',
  'path.endpointId': 'endpointId',
  'path.agencyId': 'agencyId',
  'path.day': 'day',
  'path.carrier': 'carrier',
  'query.agencyId': 'agencyId',
  'query.stepId': 'stepId',
  'query.from': 'firstDay',
  'query.to': 'lastDay',
  'header.If-Match': 'version',
  'body.dossierId': 'dossierId',
  'body.dossierCode': 'dossierCode',
  'body.identity.number': 'personalId',
  'body.applicant.identity.number': 'personalId',
  'body.receivingAgency': 'receivingAgency',
  'body.procedureCode': 'procedureCode',
  'body.agencyId': 'agencyId',
  'body.stepId': 'stepId',
  'body.branchId': 'branchId',
  'body.officer': 'officer',
  'body.delegate': 'officer',
  'body.component': 'component',
  'body.assessment.fees[*].code': 'fee',
  'body.from': 'begin',
  'body.until': 'end',
};

/** Most requests use existing things; the others use generated values. */
const PROBABILITY = 0.8;

/** Checks that are not made, each with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  ensure_resource_availability: 'what one request has made, another one of the run may have deleted meanwhile',
  unsupported_method: 'API Gateway answers for methods no route has, before any function: 403, not 405',
  allow_header_conformance: 'likewise',
  use_after_free:
    'a file that was taken out is still shown, as withdrawn; the requests after others are made all the same',
  object_level_authorization:
    'needs two callers at once; test/emulator/api/authorisation.test.ts holds every caller against every route',
};

/** Statuses that may be answered where a check's own list does not know them, each with the reason. */
const EXPECTED = {
  // 412: the version in If-Match is not the dossier's. 422: the rules of the procedure refuse, which no schema says.
  positive_data_acceptance: ['2xx', '401', '403', '404', '409', '412', '422', '429'],
  // 412 comes before the body is looked at when the version is another one. 413: some bodies are made too large.
  negative_data_rejection: ['400', '401', '403', '404', '409', '412', '413', '415', '422', '428', '429'],
  // 428 is what RFC 6585 has for a missing If-Match.
  missing_required_header: ['400', '401', '403', '428'],
} as const;

/**
 * Requests made up in one pass over all operations; passes follow each other until the time is over. With many of them the
 * first operations would take all of it. An operation the caller may not call is only seen to be closed.
 */
const A_PASS = { open: 8, closed: 2 } as const;

const quoted = (value: unknown) => JSON.stringify(value);
const section = (name: string, lines: readonly string[]) => [`[${name}]`, ...lines, ''];

/** Settings of some operations. */
const operations = (ids: readonly string[], lines: readonly string[]) =>
  ids.length === 0 ? [] : ['[[operations]]', `include-operation-id = ${quoted(ids)}`, ...lines, ''];

/** Writes the settings of a run, without the token, which is taken from the environment. @returns path */
export function writeConfig(path: string, { token, things, closed }: Run): string {
  const takes = Object.entries(TAKES).map(
    ([where, name]) => `${quoted(where)} = { dictionary = ${quoted(name)}, probability = ${PROBABILITY} }`,
  );
  const lines = [
    ...(token === undefined ? [] : [`headers = { Authorization = "Bearer $${'{TOKEN}'}" }`]),
    'continue-on-failure = true',
    'request-timeout = 60',
    '',
    ...section('output.sanitization', [
      'keys-to-sanitize = ["authorization"]',
      'sensitive-markers = ["authorization"]',
    ]),
    ...section('cache', ['enabled = false']),
    ...Object.entries(things).flatMap(([name, values]) =>
      section(`dictionaries.${name}`, [`values = ${quoted(values)}`]),
    ),
    ...section('parameters', takes),
    // API Gateway answers for methods no route has.
    ...section('phases.coverage', ['unexpected-methods = []']),
    ...Object.keys(LEFT_OUT).flatMap((name) => section(`checks.${name}`, ['enabled = false'])),
    ...Object.entries(EXPECTED).flatMap(([name, statuses]) =>
      section(`checks.${name}`, [`expected-statuses = ${quoted(statuses)}`]),
    ),
    ...section('phases.fuzzing', [`generation.max-examples = ${A_PASS.open}`]),
    ...operations(closed, [
      `phases.fuzzing.generation.max-examples = ${A_PASS.closed}`,
      'phases.coverage.enabled = false',
      'phases.stateful.enabled = false',
    ]),
  ];
  writeFileSync(path, lines.join('\n'));
  return path;
}
