import type { Rich, Style } from '../content/content.ts';
import { printable } from '../content/text.ts';
import { bidi } from './bidi.ts';
import type { Face, Faces } from './fonts.ts';

/** A grapheme cluster with the face that draws it and its embedding level: odd means right-to-left. */
export type Cluster = { readonly text: string; readonly face: Face; readonly level: number };

/** A text in logical order; `lacking` when a character is in no font. */
export type Clusters = { readonly clusters: readonly Cluster[]; readonly lacking: boolean };

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** Composed letters and signs of Europe and Viet Nam: each is one cluster, all left-to-right. */
const PLAIN = /^[\n\x20-\x7E\u00A1-\u024F\u1E00-\u1EFF\u2013-\u2022\u2026]*$/;

const clustersOf = (text: string): readonly string[] =>
  PLAIN.test(text) ? [...text] : Array.from(graphemes.segment(text), ({ segment }) => segment);

/**
 * A character missing from all fonts is printed as its code point, `[U+4E2D]`, so that the reader sees it and can look it up.
 * Nothing is omitted or printed as an empty box.
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
  // A base letter with marks that the fonts only partly have: each is drawn separately.
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
