import type { Rich, Style } from '../content.ts';
import { printable } from '../text.ts';
import type { Face, Faces } from './fonts.ts';

/** What a reader sees as one character, with the face that draws it. */
export type Cluster = { readonly text: string; readonly face: Face };

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/**
 * A character that no font has is written as its number in brackets, `[U+4E2D]`: never a box, and nothing is left out.
 * Whoever reads the paper sees that something stands there and can look up what.
 */
function code(char: string): string {
  const number = char.codePointAt(0) ?? 0;
  return `[U+${number.toString(16).toUpperCase().padStart(4, '0')}]`;
}

function drawn(cluster: string, style: Style, faces: Faces): readonly Cluster[] {
  const face = faces.faceFor(cluster, style);
  if (face !== undefined) return [{ text: cluster, face }];
  const parts = [...cluster];
  // A base letter with marks of which the fonts have some: each on its own.
  if (parts.length > 1) return parts.flatMap((part) => drawn(part, style, faces));
  return [...code(cluster)].map((text) => ({ text, face: faces.style(style) }));
}

/** The text in the order it is read, cleaned and with a face for every cluster. Line breaks stay as `\n`. */
export function clusters(text: Rich, faces: Faces): readonly Cluster[] {
  return text.flatMap((span) => {
    const { text: raw, style } = typeof span === 'string' ? { text: span, style: 'regular' as const } : span;
    const segments = [...graphemes.segment(printable(raw))];
    return segments.flatMap(({ segment }) =>
      segment === '\n' ? [{ text: segment, face: faces.style(style) }] : drawn(segment, style, faces),
    );
  });
}
