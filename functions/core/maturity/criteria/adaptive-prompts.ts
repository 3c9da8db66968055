import { whenEnough } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import type { FactValue } from '../facts.ts';
import { IN_REAL_USE, MIN_CALLS } from '../thresholds.ts';
import { toCount, toList, toPercent } from '../wording.ts';

/** Level 4: a prompt changed while it was in use, by a rollout or by two versions side by side. */
export const adaptivePrompts: CriterionDefinition = {
  id: 'adaptive-prompts',
  level: 4,
  kind: 'practice',
  statement: 'Prompts or workflows adapt based on usage patterns',
  evidence: ['promptUse'],
  thresholds: {
    promptUse: `a prompt with a second version for at least ${toPercent(IN_REAL_USE)} of its calls`,
  },
  isAttestable: false,
  decide: (evidence) => {
    const prompts = [...callsByPrompt(evidence.fact('promptUse'))];
    const calls = Math.max(0, ...prompts.map(([, versions]) => total(versions)));
    return whenEnough(calls, 'call of one prompt', 'named a numbered version', () => {
      const adapted = prompts.filter(([, versions]) => isAdapted(versions)).map(([prompt]) => prompt);
      return adapted.length > 0
        ? met(`More than one version was in real use of ${toList(adapted)}.`)
        : unmet(`${toCount(prompts.length, 'prompt')} in use, each with one version all the time.`);
    });
  },
  nextAction: {
    title: 'Try prompt versions against each other',
    steps: [
      'Pick the prompt with the most negative feedback and write a second version of it.',
      'Send a tenth of its calls to that version; name the version in x-waymark-prompt-version.',
      'Compare ratings, tokens and latency of both after a week, and keep the better one.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-management-version-compare.html',
  },
};

type VersionCalls = ReadonlyMap<string, number>;

const total = (versions: VersionCalls): number =>
  [...versions.values()].reduce((sum, calls) => sum + calls, 0);

/** Calls by prompt and numbered version over the whole window; a draft is no version. */
function callsByPrompt({ versions }: FactValue<'promptUse'>): ReadonlyMap<string, VersionCalls> {
  const prompts = new Map<string, Map<string, number>>();
  for (const { promptId, version, calls } of versions) {
    if (!/\d/.test(version)) continue;
    const known = prompts.get(promptId) ?? new Map<string, number>();
    prompts.set(promptId, known.set(version, (known.get(version) ?? 0) + calls));
  }
  return prompts;
}

function isAdapted(versions: VersionCalls): boolean {
  const calls = total(versions);
  const inUse = [...versions.values()].filter((own) => own / calls >= IN_REAL_USE);
  return calls >= MIN_CALLS && inUse.length > 1;
}
