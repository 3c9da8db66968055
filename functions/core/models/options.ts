import * as z from 'zod/mini';
import { MAX_MODEL_ID_LENGTH, parseModelId } from '../bedrock/model-id.ts';

const MODEL = 'must be a Bedrock model id, inference profile id or ARN';
const TOKENS = 'must be a whole number of tokens from 1 to 1000000000000';
const SHARE = 'must be a number from 0 to 1';
const AMOUNT = 'must be USD from 0 to 1000000000';
/** A million millions: ten times what the largest account is heard of. */
const MOST_TOKENS = 1e12;
const MOST_USD = 1e9;

const model = z.string(MODEL).check(
  z.minLength(1, MODEL),
  z.maxLength(MAX_MODEL_ID_LENGTH, MODEL),
  z.refine((id) => parseModelId(id) !== undefined, MODEL),
);
const amount = z.number(AMOUNT).check(z.minimum(0, AMOUNT), z.maximum(MOST_USD, AMOUNT));
const share = z.number(SHARE).check(z.minimum(0, SHARE), z.maximum(1, SHARE));

/** What two models are compared with: the body of `POST /v1/models/compare`. */
export const CompareRequest = z.strictObject(
  {
    a: model,
    b: model,
    /** Tokens of a month, input and output together. @default - what model A really had in the window */
    monthTokens: z.optional(z.int(TOKENS).check(z.minimum(1, TOKENS), z.maximum(MOST_TOKENS, TOKENS))),
    /** Share of input in `monthTokens` where A's own mix is not known. */
    inputShare: z._default(share, 0.75),
    /** Infrastructure as a share of inference: document 000's formula takes 0.3. */
    infrastructureShare: z._default(share, 0.3),
    /** Infrastructure in USD a month. @default - the share of inference */
    infrastructureUsd: z.optional(amount),
    /** What training a customised model cost. */
    trainingUsd: z._default(amount, 0),
    /** What of the training is charged to each month: document 000's formula takes 0.01. */
    customisationShare: z._default(share, 0.01),
  },
  'must be a JSON object with a and b and, if you like, monthTokens, inputShare, infrastructureShare, infrastructureUsd, trainingUsd and customisationShare; nothing else',
);
export type CompareRequest = z.infer<typeof CompareRequest>;
