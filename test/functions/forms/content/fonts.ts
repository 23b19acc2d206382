import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fonts } from '../../../../functions/forms/content/render.ts';

const FOLDER = join(import.meta.dirname, '../../../../node_modules/@expo-google-fonts');
const read = (file: string) => new Uint8Array(readFileSync(join(FOLDER, file)));

/** The fonts shipped with the product. */
export const FONTS: Fonts = {
  regular: read('tinos/400Regular/Tinos_400Regular.ttf'),
  bold: read('tinos/700Bold/Tinos_700Bold.ttf'),
  italic: read('tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  fallbacks: [read('../dejavu-fonts-ttf/ttf/DejaVuSans.ttf'), read('noto-emoji/400Regular/NotoEmoji_400Regular.ttf')],
};
