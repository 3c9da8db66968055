/** Competitors' floors, before tokens: what it costs before the first call, or at the stated volume. */
export const FLOORS: readonly {
  readonly product: string;
  readonly usd: number;
  /** At 1 million calls a month, where a plan counts calls. @default - a fixed size, whatever passes through it */
  readonly millionUsd?: number;
  readonly what: string;
  readonly source: string;
}[] = [
  {
    product: 'LiteLLM proxy, as packaged by AWS (ECS)',
    usd: 378.1,
    what: 'AWS sample cost of the multi-provider gateway guidance, $384.83 on EKS',
    source: 'aws-solutions-library-samples multi-provider gateway README at 4efa5e0, 2026-07',
  },
  {
    product: 'Langfuse, self-hosted on Fargate',
    usd: 520,
    what: 'a minimal deployment, as reported by a user',
    source: 'github.com/langfuse/langfuse-terraform-aws/issues/41',
  },
  {
    product: 'Langfuse Cloud, Core',
    usd: 29,
    millionUsd: 101,
    what: 'with 100,000 units, $8 per 100,000 more; here a call is one unit, in practice more',
    source: 'usagepricing.com/blueprint/langfuse, 2026-06-09',
  },
  {
    product: 'Portkey, Production',
    usd: 49,
    millionUsd: 130,
    what: 'with 100,000 logged calls, $9 per 100,000 more',
    source: 'finops.apis.io/finops/portkey, read 2026-11-21',
  },
];
