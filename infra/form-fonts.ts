import { join } from 'node:path';
import { FONT_FILES } from '../functions/forms/issuing/fonts.ts';

const PACKAGES = join(import.meta.dirname, '..', 'node_modules');
const TINOS = '@expo-google-fonts/tinos';
const EMOJI = '@expo-google-fonts/noto-emoji';
const DEJAVU = 'dejavu-fonts-ttf';

const [dejavu, emoji] = FONT_FILES.fallbacks;

const SOURCES: Readonly<Record<string, string>> = {
  [FONT_FILES.regular]: `${TINOS}/400Regular/${FONT_FILES.regular}`,
  [FONT_FILES.bold]: `${TINOS}/700Bold/${FONT_FILES.bold}`,
  [FONT_FILES.italic]: `${TINOS}/400Regular_Italic/${FONT_FILES.italic}`,
  [dejavu]: `${DEJAVU}/ttf/${dejavu}`,
  [emoji]: `${EMOJI}/400Regular/${emoji}`,
  // The licences (SIL Open Font License; Bitstream Vera) must be distributed with the fonts.
  'Tinos_LICENSE.txt': `${TINOS}/LICENSE_FONT`,
  'NotoEmoji_LICENSE.txt': `${EMOJI}/LICENSE_FONT`,
  'DejaVu_LICENSE.txt': `${DEJAVU}/LICENSE`,
};

/** Files next to the bundle of `forms`: name there and source path. */
export const FORM_FONTS: readonly (readonly [name: string, source: string])[] = Object.entries(SOURCES).map(
  ([name, source]) => [name, join(PACKAGES, source)],
);
