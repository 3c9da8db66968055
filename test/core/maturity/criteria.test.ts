import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CRITERIA } from '#core/maturity/criteria.ts';
import type { EvidenceId } from '#core/maturity/criterion.ts';
import { FACT_IDS, indexObservations, SIGNAL_IDS } from '#core/maturity/evidence.ts';
import { EvidenceContractError, evidenceReader } from '#core/maturity/evidence-reader.ts';
import { denied, emptyObservationSet, observationSet } from './sample-observations.ts';

/** The checklist lines as the maturity document has them, level by level. */
const STATEMENTS = [
  'LLMs are accessed directly via APIs or notebooks',
  'Prompts are written inline in code or scripts',
  'Testing is manual and subjective',
  'No prompt or model versioning exists',
  'No tracking of cost, latency, or failures',
  'Hallucinations are handled manually or ignored',
  'Prompt templates are centralized and reusable',
  'Inputs and outputs are logged',
  'Token usage and latency are tracked',
  'Dev / test / prod environments exist',
  'Basic retry, timeout, and error handling is implemented',
  'Simple RAG pipelines are in place',
  'Prompts and models are version-controlled',
  'Automated evaluations exist for quality or hallucinations',
  'Changes go through approval or review workflows',
  'Clear data handling and PII rules are defined',
  'Model routing is used (cheap vs strong models)',
  'End-to-end observability exists across chains or agents',
  'Continuous evaluation and feedback loops are active',
  'Caching, batching, or cost-aware routing is implemented',
  'Prompts or workflows adapt based on usage patterns',
  'Confidence scores are generated for outputs',
  'Human-in-the-loop is applied selectively, not everywhere',
  'Cost per interaction is monitored and optimized',
  'Multi-agent systems have clear role boundaries',
  'Agents are policy-aware and can refuse unsafe actions',
  'Tool permissions and autonomy boundaries are enforced',
  'Self-healing workflows and fallbacks exist',
  'Continuous learning from usage signals is in place',
  'Clear accountability and audit trails exist for actions taken',
];
const OWN_LINKS = [
  ...new Set(CRITERIA.map(({ nextAction }) => nextAction.link).filter((link) => !link.startsWith('https:'))),
];
const FOLDER = 'functions/core/maturity/criteria';
const sample = indexObservations(observationSet());

describe('the criteria', () => {
  it("are the document's thirty lines in its order and words", () => {
    const statements = CRITERIA.map(({ statement }) => statement);

    expect(statements).toEqual(STATEMENTS);
  });

  it('are six for each level, symptoms at level 1 and practices above', () => {
    const levels = CRITERIA.map(({ level, kind }) => `${level} ${kind}`);

    const expected = [1, 2, 3, 4, 5].flatMap((level) =>
      Array.from({ length: 6 }, () => `${level} ${level === 1 ? 'symptom' : 'practice'}`),
    );
    expect(levels).toEqual(expected);
  });

  it('lie in one file each, named by the id', () => {
    const files = readdirSync(FOLDER).toSorted();

    expect(files).toEqual(CRITERIA.map(({ id }) => `${id}.ts`).toSorted());
    for (const { id } of CRITERIA)
      expect(readFileSync(`${FOLDER}/${id}.ts`, 'utf8')).toContain(`id: '${id}'`);
  });

  it('can be attested only where AWS cannot see everything', () => {
    const attestable = CRITERIA.filter(({ isAttestable }) => isAttestable).map(({ id }) => id);

    expect(attestable).toEqual([
      'environments-separated',
      'rag-pipelines',
      'changes-reviewed',
      'selective-human-review',
      'agent-role-boundaries',
      'tool-permissions-enforced',
    ]);
  });

  it('say which evidence is held against what, and what to do in at least two steps', () => {
    for (const { evidence, thresholds, nextAction } of CRITERIA) {
      expect(evidence).toEqual(expect.arrayContaining(Object.keys(thresholds)));
      expect(Object.keys(thresholds).length).toBeGreaterThan(0);
      expect(nextAction.steps.length).toBeGreaterThan(1);
      expect(nextAction.link).toMatch(
        /^(https:\/\/docs\.aws\.amazon\.com\/|README\.md#|docs\/[a-z]+\.md(?:#|$))/,
      );
    }
  });

  it.each(OWN_LINKS)('link to %s, which is there', (link) => {
    const [path = '', anchor] = link.split('#', 2);
    const anchors = [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );

    if (anchor !== undefined) expect(anchors).toContain(anchor);
  });

  it('use evidence that is either a signal or a fact', () => {
    const signals = new Set<string>(SIGNAL_IDS);
    const both = FACT_IDS.filter((id) => signals.has(id));

    expect(both).toEqual([]);
  });

  it.each(CRITERIA.map((criterion) => [criterion.id, criterion] as const))(
    '%s reads exactly the evidence that it declares',
    (_, criterion) => {
      const read = new Set<EvidenceId>();
      const reader = evidenceReader(criterion, sample);
      criterion.decide({
        signal: (id) => {
          read.add(id);
          return reader.signal(id);
        },
        fact: (id) => {
          read.add(id);
          return reader.fact(id);
        },
      });

      expect([...read].toSorted()).toEqual([...criterion.evidence].toSorted());
    },
  );
});

describe('evidenceReader', () => {
  const criterion = { id: 'some-criterion', evidence: ['requests', 'budgets'] } as const;

  it('refuses a piece that was not declared', () => {
    const reader = evidenceReader(criterion, sample);

    expect(() => reader.signal('latency')).toThrow(EvidenceContractError);
    expect(() => reader.fact('trails')).toThrow('some-criterion reads trails; add it');
  });

  it('refuses a piece that cannot be read', () => {
    const unread = evidenceReader(criterion, indexObservations(emptyObservationSet()));
    const refused = evidenceReader(
      criterion,
      indexObservations(observationSet({ facts: { budgets: denied('budgets:ViewBudget') } })),
    );

    expect(() => unread.signal('requests')).toThrow('although requests cannot be read');
    expect(() => refused.fact('budgets')).toThrow('although budgets cannot be read');
  });

  it('reads no datapoint as undefined', () => {
    const silent = indexObservations(observationSet({ signals: { requests: 'no_data' } }));
    const reader = evidenceReader(criterion, silent);

    expect(reader.signal('requests')).toBeUndefined();
  });
});
