/**
 * What an emulator may or may not show of AWS. A test that needs a missing capability is skipped, and the skip is printed with
 * the reason below; the same behaviour is then covered otherwise (template assertions, the handler's own checks).
 */
export const CAPABILITIES = {
  'iam-enforced':
    'permissions are not enforced: policies are asserted on the templates, and tests enforce those in the table',
  throttling: 'the API does not throttle: usage limits are asserted on the templates instead',
  'request-validation': 'API Gateway does not validate requests: the functions do',
  'rule-target-retries': 'a bus rule does not retry its target: queues take events at once instead',
  'lambda-without-docker': 'Lambda functions need a Docker engine',
  'reaches-host-loopback': 'functions may not reach the simulators, which listen on loopback only',
  'injected-faults':
    'conflicts of transactions, throttling, events refused one by one and recycled sandboxes cannot be switched on: the worlds of test/faults show them',
} as const;

export type Capability = keyof typeof CAPABILITIES;

/** Pure: one line for each capability that an emulator lacks. */
export function printedSkips(shows: Readonly<Record<Capability, boolean>>): readonly string[] {
  return (Object.keys(CAPABILITIES) as Capability[])
    .filter((capability) => !shows[capability])
    .map((capability) => `not shown here: ${capability} (${CAPABILITIES[capability]})`);
}

type Shown = { readonly title: string; readonly shows: Readonly<Record<Capability, boolean>> };

/** Pure: for the terminal, the capabilities that not every emulator has, and what replaces them. */
export function notShownTable(emulators: readonly Shown[]): string {
  const rows = (Object.entries(CAPABILITIES) as [Capability, string][])
    .filter(([capability]) => emulators.some(({ shows }) => !shows[capability]))
    .map(([capability, without]) => [
      capability,
      ...emulators.map(({ shows }) => (shows[capability] ? 'yes' : 'no')),
      without,
    ]);
  const all = [['shown', ...emulators.map(({ title }) => title), 'where it is not'], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Pure: the documentation page about what each emulator shows. */
export function capabilityPage(emulators: readonly Shown[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rows = (Object.entries(CAPABILITIES) as [Capability, string][]).map(([capability, without]) =>
    line([capability, ...emulators.map(({ shows }) => (shows[capability] ? 'yes' : 'no')), without]),
  );
  return [
    '# What each emulator shows of AWS',
    '',
    'Written from `local/launcher/emulator` (`npx vitest run --project unit test/local/launcher/endpoint.test.ts -u`). What is not shown is',
    'printed by `npm start`, with what is done instead.',
    '',
    line(['capability', ...emulators.map(({ title }) => title), 'without it']),
    line(['---', ...emulators.map(() => '---'), '---']),
    ...rows,
    '',
  ].join('\n');
}
