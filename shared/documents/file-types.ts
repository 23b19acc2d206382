/** Largest file a dossier takes, bytes: 50 MiB, whatever the procedure. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/**
 * Files that are taken, by declared content type, each with the extensions its name may end in. The project's own
 * list; a name must end in one of them, because it is what the receiver's computer goes by.
 */
export const FILE_TYPES = {
  'application/pdf': ['.pdf'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/xml': ['.xml'],
} as const satisfies Record<string, readonly string[]>;

export type FileType = keyof typeof FILE_TYPES;

export const FILE_TYPE_NAMES = Object.keys(FILE_TYPES) as [FileType, ...FileType[]];

/** Declared type of a file of which only the name is known: by its extension; none of those that are taken if unknown. */
export function typeOfName(fileName: string): FileType | 'application/octet-stream' {
  return FILE_TYPE_NAMES.find((type) => nameFits(fileName, type)) ?? 'application/octet-stream';
}

/** Whether a file of that name may say it is of that type. */
export function nameFits(fileName: string, type: FileType): boolean {
  return FILE_TYPES[type].some((extension) => fileName.toLowerCase().endsWith(extension));
}
