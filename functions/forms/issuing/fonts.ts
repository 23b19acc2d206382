import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fonts } from '../content/render.ts';

/** Names of the files that `infra/form-fonts.ts` puts beside the bundle. */
export const FONT_FILES = {
  regular: 'Tinos_400Regular.ttf',
  bold: 'Tinos_700Bold.ttf',
  italic: 'Tinos_400Regular_Italic.ttf',
  /** In the order in which a letter is looked for: the scripts of neighbours and visitors, as on their passports. */
  fallbacks: [
    'DejaVuSans.ttf',
    'NotoEmoji_400Regular.ttf',
    'NotoSansLao_400Regular.ttf',
    'NotoSansKhmer_400Regular.ttf',
    'NotoSansThai_400Regular.ttf',
    'ZCOOLXiaoWei_400Regular.ttf',
    'NanumMyeongjo_400Regular.ttf',
  ],
} as const;

export function readFonts(folder: string): Fonts {
  const read = (file: string) => new Uint8Array(readFileSync(join(folder, file)));
  const { regular, bold, italic, fallbacks } = FONT_FILES;
  return {
    regular: read(regular),
    bold: read(bold),
    italic: read(italic),
    // Read when a letter needs them: several megabytes that most forms never do.
    fallbacks: fallbacks.map((file) => () => read(file)),
  };
}
