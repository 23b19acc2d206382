/** Largest file a dossier takes, bytes: 50 MiB, whatever the procedure. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/**
 * Files that are taken, by content type: the extensions a name may end in, and the other names the type goes by in
 * browsers and on telephones. The project's own list; a name must end in one of the extensions, because it is what the
 * receiver's computer goes by.
 */
export const FILE_TYPES = {
  'application/pdf': { extensions: ['.pdf'], aliases: ['application/x-pdf'] },
  'image/jpeg': { extensions: ['.jpg', '.jpeg', '.jfif'], aliases: ['image/jpg', 'image/pjpeg'] },
  'image/png': { extensions: ['.png'], aliases: ['image/x-png'] },
  /** As a telephone takes it. Kept as it is. */
  'image/heic': { extensions: ['.heic', '.heif'], aliases: ['image/heif'] },
  /** As scanners make it, of many pages. Kept as it is. */
  'image/tiff': { extensions: ['.tif', '.tiff'], aliases: ['image/tif', 'image/x-tiff'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { extensions: ['.docx'], aliases: [] },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { extensions: ['.xlsx'], aliases: [] },
  'application/xml': { extensions: ['.xml'], aliases: ['text/xml'] },
} as const satisfies Record<string, { extensions: readonly string[]; aliases: readonly string[] }>;

export type FileType = keyof typeof FILE_TYPES;

export const FILE_TYPE_NAMES = Object.keys(FILE_TYPES) as [FileType, ...FileType[]];

/** The usual name of a type, whichever of its names it was announced by; undefined for one that is not taken. */
export function usualType(announced: string): FileType | undefined {
  const aliases: (type: FileType) => readonly string[] = (type) => FILE_TYPES[type].aliases;
  return FILE_TYPE_NAMES.find((type) => type === announced || aliases(type).includes(announced));
}

/** Declared type of a file of which only the name is known: by its extension; none of those that are taken if unknown. */
export function typeOfName(fileName: string): FileType | 'application/octet-stream' {
  return FILE_TYPE_NAMES.find((type) => nameFits(fileName, type)) ?? 'application/octet-stream';
}

/** Whether a file of that name may say it is of that type. */
export function nameFits(fileName: string, type: FileType): boolean {
  return FILE_TYPES[type].extensions.some((extension) => fileName.toLowerCase().endsWith(extension));
}
