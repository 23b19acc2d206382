import { useEffect, useState } from 'preact/hooks';
import { call } from '../client/call.ts';
import { type Language, useTexts } from '../texts/language.tsx';

type Named = 'procedure' | 'agency';
const READ: Readonly<Record<Named, (code: string, language: Language) => Promise<{ readonly name: string }>>> = {
  procedure: (code, language) => call('readProcedure', language, { path: { code } }),
  agency: (agencyId, language) => call('readAgency', language, { path: { agencyId } }),
};

/** Each name is asked for once; the answers are public, and caches between keep them. */
const names = new Map<string, Promise<string>>();

function nameOf(kind: Named, code: string, language: Language): Promise<string> {
  const key = `${language} ${kind} ${code}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const asked = READ[kind](code, language).then(({ name }) => name);
  names.set(key, asked);
  // A failure is not remembered.
  asked.catch(() => names.delete(key));
  return asked;
}

const steps = new Map<string, Promise<ReadonlyMap<string, string>>>();

/** The name of a step of a procedure in force; its id until it is there, or where the procedure has changed. */
export function StepName({ procedureCode, stepId }: { procedureCode: string; stepId: string }) {
  const { language } = useTexts();
  const [name, setName] = useState<string>();
  useEffect(() => {
    let current = true;
    const key = `${language} ${procedureCode}`;
    const asked =
      steps.get(key) ??
      call('readProcedure', language, { path: { code: procedureCode } }).then(
        (read) => new Map(read.steps.map((step) => [step.stepId, step.name])),
      );
    steps.set(key, asked);
    asked.then(
      (names) => {
        if (current) setName(names.get(stepId));
      },
      () => steps.delete(key),
    );
    return () => {
      current = false;
    };
  }, [procedureCode, stepId, language]);
  return <>{name ?? stepId}</>;
}

function Name({ kind, code }: { kind: Named; code: string }) {
  const { language } = useTexts();
  const [name, setName] = useState<string>();
  useEffect(() => {
    let current = true;
    nameOf(kind, code, language).then(
      (found) => {
        if (current) setName(found);
      },
      // Without the name the code is still right.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [kind, code, language]);
  return <>{name ?? code}</>;
}

/** The name of a procedure in force, by its code; the code until it is there. */
export const ProcedureName = ({ code }: { code: string }) => <Name kind="procedure" code={code} />;

/** The name of an agency, by its id. */
export const AgencyName = ({ id }: { id: string }) => <Name kind="agency" code={id} />;
