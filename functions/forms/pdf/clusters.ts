import type { Rich, Style } from '../content/content.ts';
import { printable } from '../content/text.ts';
import { bidi } from './bidi.ts';
import type { Face, Faces } from './fonts.ts';

/** What a reader sees as one character, with the face that draws it and the level of its direction: odd goes to the left. */
export type Cluster = { readonly text: string; readonly face: Face; readonly level: number };

/** A text in the order it is read; `lacking` when a character of it is in no font. */
export type Clusters = { readonly clusters: readonly Cluster[]; readonly lacking: boolean };

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** Letters and signs of Europe and Vietnam, composed: each is a cluster of its own, and all go to the right. */
const PLAIN = /^[\n\x20-\x7E\u00A1-\u024F\u1E00-\u1EFF\u2013-\u2022\u2026]*$/;

const clustersOf = (text: string): readonly string[] =>
  PLAIN.test(text) ? [...text] : Array.from(graphemes.segment(text), ({ segment }) => segment);

/**
 * A character that no font has is written as its number in brackets, `[U+4E2D]`: never a box, and nothing is left out.
 * Whoever reads the paper sees that something stands there and can look up what.
 */
function code(char: string): string {
  const number = char.codePointAt(0) ?? 0;
  return `[U+${number.toString(16).toUpperCase().padStart(4, '0')}]`;
}

type Drawn = { readonly text: string; readonly face: Face; readonly lacking?: boolean };

function drawn(cluster: string, style: Style, faces: Faces): readonly Drawn[] {
  if (cluster === '\n') return [{ text: cluster, face: faces.style(style) }];
  const face = faces.faceFor(cluster, style);
  if (face !== undefined) return [{ text: cluster, face }];
  const parts = [...cluster];
  // A base letter with marks of which the fonts have some: each on its own.
  if (parts.length > 1) return parts.flatMap((part) => drawn(part, style, faces));
  return [...code(cluster)].map((text) => ({ text, face: faces.style(style), lacking: true }));
}

/** The text cleaned, with a face and a level for every cluster. Line breaks stay as `\n`. */
export function clusters(text: Rich, faces: Faces): Clusters {
  const parts = text.flatMap((span) => {
    const { text: raw, style } = typeof span === 'string' ? { text: span, style: 'regular' as const } : span;
    return clustersOf(printable(raw)).flatMap((cluster) => drawn(cluster, style, faces));
  });
  const levels = levelsOf(parts.map((part) => part.text).join(''));
  let offset = 0;
  const found = parts.map(({ text, face }) => {
    const level = levels?.[offset] ?? 0;
    offset += text.length;
    return { text, face, level };
  });
  return { clusters: found, lacking: parts.some((part) => part.lacking) };
}

function levelsOf(text: string): Uint8Array | undefined {
  return PLAIN.test(text) ? undefined : bidi.getEmbeddingLevels(text, 'ltr').levels;
}
