const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const;

/** Whether `value` is a tax code: ten digits with a right check digit, optionally `-` and a branch number. */
export function isTaxCode(value: string): boolean {
  if (!/^\d{10}(-\d{3})?$/.test(value)) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(value[i]), 0);
  return 10 - (sum % 11) === Number(value[9]);
}
