import type { Procedure, Step } from '../../../shared/procedure/schema.ts';
import type { Language } from '../../../shared/text/text.ts';
import { KIND_NAMES } from './names.ts';

/** What happens at a step beside the work of its agency: one sentence each. */
export function stepTexts(step: Step, steps: Procedure['steps'], language: Language): readonly string[] {
  return [...branchTexts(step, language), ...visitTexts(step, language), ...nextTexts(step, steps, language)];
}

const branchTexts = ({ branches = [] }: Step, language: Language): readonly string[] =>
  branches.map(({ name, agencyKind, optional }) => {
    const who = KIND_NAMES[agencyKind][language];
    return {
      vi: `${optional === true ? 'Khi cần, lấy' : 'Đồng thời lấy'} ý kiến hoặc kết quả của ${who}: ${name.vi}.`,
      en: `${optional === true ? 'If needed, asked of' : 'At the same time asked of'} ${who}: ${name.en}.`,
    }[language];
  });

const visitTexts = ({ onSite }: Step, language: Language): readonly string[] =>
  onSite === true
    ? [{ vi: 'Có kiểm tra, xác minh tại thực địa.', en: 'There is a verification on site.' }[language]]
    : [];

const nextTexts = ({ next = [] }: Step, steps: Procedure['steps'], language: Language): readonly string[] =>
  next.length < 2
    ? []
    : next.map(({ name, to }) => {
        const step = steps.find(({ stepId }) => stepId === to);
        return step === undefined
          ? { vi: `Nếu "${name.vi}": kết thúc.`, en: `If "${name.en}": this is the end.` }[language]
          : {
              vi: `Nếu "${name.vi}": chuyển sang bước "${step.name.vi}".`,
              en: `If "${name.en}": "${step.name.en}" follows.`,
            }[language];
      });
