import * as z from 'zod/mini';
import { paragraph, slug } from '../../../shared/values.ts';

/** Bounds of what may be sent; what an answer has to be is said by its question (`evaluate.ts`). */
const text = paragraph(2000);
const parts = z.record(z.string().check(z.regex(/^[a-z]{1,20}$/)), text);
const simple = z.union([text, z.number(), z.array(slug).check(z.maxLength(60)), parts]);
const row = z.record(slug, simple);

/** Answers by question. */
export const answersSchema = z.record(slug, z.union([simple, z.array(row).check(z.maxLength(30))]));
