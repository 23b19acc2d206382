import { deflateSync } from 'node:zlib';

/**
 * Stands in for the compressor in JavaScript, whose same bytes on every machine are the forms' concern and no world's
 * (`functions/forms/pdf/finish.ts`): the host's own says the same at a fifth of the cost.
 */
export const zlibSync = (bytes: Uint8Array): Uint8Array => new Uint8Array(deflateSync(bytes, { level: 6 }));

const never = () => {
  throw new Error('no workbook is made in a world');
};
export const zip = never;
export const zipSync = never;
export const strToU8 = never;
