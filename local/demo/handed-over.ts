/** What an applicant lays on the counter: one original of each component. */
export const originalsOf = (components: readonly string[]) => ({
  papers: components.map((component) => ({ component, original: 1 })),
  sets: 1,
});

/** The record that reception and the public postal service sign. */
export const postalRecord = (recordNumber: string, signedAt: string) => ({ recordNumber, signedAt, carrier: 'vnpost' });
