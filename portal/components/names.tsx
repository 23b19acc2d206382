import { useEffect, useState } from 'preact/hooks';
import { call } from '../client/call.ts';
import { type Language, useTexts } from '../texts/language.tsx';

/** Reads each thing once; the answers are public, and caches between keep them. A failure is not remembered. */
function once<T>(read: (code: string, language: Language) => Promise<T>) {
  const known = new Map<string, Promise<T>>();
  return (code: string, language: Language): Promise<T> => {
    const key = `${language} ${code}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const asked = read(code, language);
    known.set(key, asked);
    asked.catch(() => known.delete(key));
    return asked;
  };
}

const procedureOf = once((code, language) => call('readProcedure', language, { path: { code } }));
const agencyOf = once((agencyId, language) => call('readAgency', language, { path: { agencyId } }));

/** A name in the reader's language; undefined until it is there, and for what the catalogue does not have. */
function useName(read: (language: Language) => Promise<string | undefined>, key: string): string | undefined {
  const { language } = useTexts();
  const [name, setName] = useState<string>();
  useEffect(() => {
    let current = true;
    read(language).then(
      (found) => {
        if (current) setName(found);
      },
      // Without the name its code is still right.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [key, language]);
  return name;
}

/** The name of a procedure in force, by its code; the code until it is there. */
export const ProcedureName = ({ code }: { code: string }) => (
  <>{useName(async (language) => (await procedureOf(code, language)).name, code) ?? code}</>
);

/** The name of an agency, by its id. */
export const AgencyName = ({ id }: { id: string }) => (
  <>{useName(async (language) => (await agencyOf(id, language)).name, id) ?? id}</>
);

/** The name of a step of a procedure in force. */
export function StepName({ procedureCode, stepId }: { procedureCode: string; stepId: string }) {
  const name = useName(
    async (language) => (await procedureOf(procedureCode, language)).steps.find((step) => step.stepId === stepId)?.name,
    `${procedureCode} ${stepId}`,
  );
  return <>{name ?? stepId}</>;
}
