import * as z from 'zod/mini';
import { lenient } from '../lenient.ts';

/** Members of Converse's requests and answers that say how the model is run; it has other prices then. */
export const Variants = {
  serviceTier: lenient(z.object({ type: z.optional(z.string()) })),
  performanceConfig: lenient(z.object({ latency: z.optional(z.string()) })),
};

/** The same as InvokeModel has it, in headers of both its requests and its answers. */
export function variantsOf(headers: Readonly<Record<string, string>>) {
  return {
    serviceTier: headers['x-amzn-bedrock-service-tier'],
    latency: headers['x-amzn-bedrock-performanceconfig-latency'],
  };
}
