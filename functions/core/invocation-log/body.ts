import * as z from 'zod/mini';
import { parseUsage } from '../bedrock/usage.ts';
import type { Usage } from '../invocation/record.ts';
import type { LogDocument } from './document.ts';

/** Where a body of a logged call is. */
export type BodyPlace =
  | { readonly kind: 'inline'; readonly value: unknown }
  /** Moved to S3, as Bedrock does above 100 KB (size: third-party sources; unverified). */
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string }
  /** Not delivered: logging without text, or an answer that never came. */
  | { readonly kind: 'absent' };

/** Both bodies of a call. */
export interface BodyPlaces {
  readonly input: BodyPlace;
  readonly output: BodyPlace;
}

/** Finds the bodies of a call. */
export function placeBodies({ input, output }: LogDocument): BodyPlaces {
  return {
    input: placeOf(input?.inputBodyJson, input?.inputBodyS3Path),
    output: placeOf(output?.outputBodyJson, output?.outputBodyS3Path),
  };
}

const S3_PATH = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.{1,1024})$/;

function placeOf(value: unknown, path: unknown): BodyPlace {
  if (value !== undefined && value !== null) return { kind: 'inline', value };
  const [, bucket, key] = (typeof path === 'string' && S3_PATH.exec(path)) || [];
  return bucket && key ? { kind: 's3', bucket, key } : { kind: 'absent' };
}

const count = z.optional(z.unknown());
const Counts = z.object({
  inputTokenCount: count,
  cacheReadInputTokenCount: count,
  cacheWriteInputTokenCount: count,
});
const OutputCount = z.object({ outputTokenCount: count });

/** The token counts beside the bodies: what is left when a body is not there, or tells none. */
export function countsBeside({ input, output }: LogDocument): Usage {
  const counts = Counts.parse(input ?? {});
  const { outputTokenCount = 0 } = OutputCount.parse(output ?? {}); // embeddings have no output tokens
  return counts.inputTokenCount === undefined || counts.inputTokenCount === null
    ? parseUsage(undefined)
    : parseUsage({ ...counts, outputTokenCount: outputTokenCount ?? 0 });
}
