import type { CriterionDefinition } from '../criterion.ts';
import { met, notSeenHere, unlessCut, unmet } from '../decision.ts';
import { toCount, toNumber } from '../wording.ts';

/** Level 2: attestable, as retrieval over a store of one's own leaves no trace in Bedrock. */
export const ragPipelines: CriterionDefinition = {
  id: 'rag-pipelines',
  level: 2,
  kind: 'practice',
  statement: 'Simple RAG pipelines are in place',
  evidence: ['knowledgeBases'],
  thresholds: { knowledgeBases: 'at least 1 active with an available data source that was synced' },
  isAttestable: true,
  decide: (evidence) => {
    const { active, withData, isComplete } = evidence.fact('knowledgeBases');
    if (active === 0)
      return unlessCut(
        isComplete,
        notSeenHere('There is no active knowledge base in this account and Region.'),
      );
    return withData === 0
      ? unlessCut(
          isComplete,
          unmet(
            `None of ${toCount(active, 'active knowledge base')} has an available data source that was synced.`,
          ),
        )
      : met(
          `${toNumber(withData)} of ${toCount(active, 'active knowledge base')} with an available data source that was synced.`,
        );
  },
  nextAction: {
    title: 'Ground answers in your documents',
    steps: [
      'Put the documents that answers should come from into S3.',
      'Make a knowledge base with that bucket as its data source and run its first sync.',
      'Retrieve before the model is asked, and pass what was found along. Retrieval built otherwise can be attested.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base.html',
  },
};
