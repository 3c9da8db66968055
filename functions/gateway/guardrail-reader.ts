import { observeApplyGuardrail } from '#core/bedrock/apply-guardrail.ts';
import { NOTHING_OBSERVED } from '#core/bedrock/converse.ts';
import { parseJsonBody } from './body.ts';
import type { CallReader } from './call-reader.ts';
import { converseReader } from './converse-reader.ts';

/** Reads ApplyGuardrail, which calls no model: its request says nothing that is recorded. */
export const guardrailReader: CallReader = {
  ...converseReader,
  observeRequest: () => NOTHING_OBSERVED,
  observe: (body, _headers, request) => observeApplyGuardrail(parseJsonBody(body), request),
};
