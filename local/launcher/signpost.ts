import type { Environment } from './environment.ts';

/** Accounts of the identity simulator (`simulators/identity/people.json`), one for each kind of user. */
const SIGN_IN = [
  { account: 'cong-dan-an', role: 'a citizen' },
  { account: 'can-bo-tiep-nhan-tinh', role: 'an officer at the reception of the province' },
  { account: 'can-bo-cong-an-tinh', role: 'an officer who handles dossiers at the provincial police' },
  { account: 'lanh-dao-dong-hoi', role: 'a leader who signs for the ward of Đồng Hới' },
  { account: 'quan-tri', role: 'an administrator of the province' },
] as const;

/** Pure: the addresses to visit once the province runs. */
export function signpost(environment: Environment): string {
  const { apiUrl, portalUrl, issuer, simulators, endpoint, logs } = environment;
  return [
    `Province ${environment.province} runs.`,
    '',
    `  API            ${apiUrl}`,
    `  Portal         ${portalUrl} (sign in with a session: ${portalUrl}/session/sign-in)`,
    `  Contract       ${apiUrl}/openapi.json`,
    `  Procedures     ${apiUrl}/v1/procedures?q=khai%20sinh`,
    `  AWS endpoint   ${endpoint} (any credentials)`,
    `  Logs           ${logs}`,
    '',
    `  Sign in at ${issuer}/sign-in and get an access token to try the API with, for example as`,
    ...SIGN_IN.map(({ account, role }) => `    ${account.padEnd(22)} ${role}`),
    '',
    '  Partners (simulated), each with its own page:',
    ...Object.entries(simulators).map(([name, url]) => `    ${name.padEnd(16)} ${url}/`),
  ].join('\n');
}
