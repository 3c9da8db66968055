import * as z from 'zod';

/** Members of every list request of Bedrock Agents: in the query of a GET, in the body of a POST. */
export const PageRequest = z.object({
  maxResults: z.coerce.number().int().min(1).max(1_000).default(1_000),
  nextToken: z.string().optional(),
});
