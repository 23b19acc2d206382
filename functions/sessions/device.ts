import * as z from 'zod/mini';

/** In the order they are looked for: browsers name those before them, too. */
const BROWSERS = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Cốc Cốc', /\bcoc_coc_browser\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
] as const;
const SYSTEMS = [
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const;

/** Enough for a person to tell their devices apart, and not enough to follow one: no versions, no models, no addresses. */
export const deviceSchema = z.object({ browser: z.optional(z.string()), system: z.optional(z.string()) });

export function deviceOf(userAgent = ''): z.infer<typeof deviceSchema> {
  const first = (known: typeof BROWSERS | typeof SYSTEMS) => known.find(([, sign]) => sign.test(userAgent))?.[0];
  const [browser, system] = [first(BROWSERS), first(SYSTEMS)];
  return { ...(browser !== undefined && { browser }), ...(system !== undefined && { system }) };
}
