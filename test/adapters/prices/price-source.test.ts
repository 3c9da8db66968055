import { describe, expect, it } from 'vitest';
import { createProfileReader } from '#adapters/prices/inference-profiles.ts';
import { createPriceSource } from '#adapters/prices/price-source.ts';
import { defaultPriceBook, priceBookWith } from '#core/cost/default-price-book.ts';
import { priceCall } from '#core/cost/price-call.ts';
import { LOCAL_CREDENTIALS } from '#scripts/local/aws/credentials.ts';
import { useEmbeddedAws } from '../../scripts/local/aws/use-embedded-aws.ts';

const ARN = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/team1';
const OTHER = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/other1';
const aws = useEmbeddedAws({
  account: {
    inferenceProfiles: [
      {
        id: 'team1',
        name: 'team',
        modelIds: ['anthropic.claude-sonnet-5'],
        regions: ['', 'us-east-1'],
      },
    ],
  },
});

function sourceOf(models: Readonly<Record<string, string | undefined>>, book = defaultPriceBook) {
  const asked: string[] = [];
  const time = { nowMs: 0 };
  const source = createPriceSource({
    book,
    profiles: {
      modelBehind: async (arn) => {
        asked.push(arn);
        return models[arn];
      },
    },
    clock: { now: () => time.nowMs },
  });
  return { source, asked, time };
}

describe('the price source', () => {
  it('asks once for each application profile', async () => {
    const { source, asked } = sourceOf({ [ARN]: 'global.anthropic.claude-sonnet-5' });

    const books = await Promise.all([source.pricesFor([ARN]), source.pricesFor([ARN, ARN])]);
    const later = await source.pricesFor([ARN]);

    expect(asked).toEqual([ARN]);
    for (const { aliases } of [...books, later])
      expect(aliases.get(ARN)).toBe('global.anthropic.claude-sonnet-5');
  });

  it('asks for nothing that a name tells or that nobody can price', async () => {
    const { source, asked } = sourceOf({});

    const book = await source.pricesFor([
      'us.amazon.nova-lite-v1:0',
      'arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc',
      'not a model',
    ]);

    expect(asked).toEqual([]);
    expect(book).toBe(defaultPriceBook);
  });

  it('leaves what a file of prices names to the file', async () => {
    const book = priceBookWith({
      source: 'ours',
      date: '2026-11-21',
      aliases: { [ARN]: 'amazon.nova-pro-v1:0' },
    });
    const { source, asked } = sourceOf({ [ARN]: 'amazon.nova-lite-v1:0' }, book);

    expect((await source.pricesFor([ARN])).aliases.get(ARN)).toBe('amazon.nova-pro-v1:0');
    expect(asked).toEqual([]);
  });

  it('leaves a profile that was not told unpriced, and asks again after five minutes', async () => {
    const models: Record<string, string | undefined> = {};
    const { source, asked, time } = sourceOf(models);

    await source.pricesFor([ARN]);
    models[ARN] = 'amazon.nova-lite-v1:0';
    expect((await source.pricesFor([ARN])).aliases.has(ARN)).toBe(false);
    time.nowMs = 5 * 60_000;
    const books = await Promise.all([source.pricesFor([ARN]), source.pricesFor([ARN])]);

    for (const { aliases } of books) expect(aliases.get(ARN)).toBe('amazon.nova-lite-v1:0');
    expect(asked).toEqual([ARN, ARN]);
  });

  it('knows what the control plane tells, so that a call has an exact price', async () => {
    const environment = {
      AWS_ENDPOINT_URL: aws().endpoint,
      AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    };
    const profiles = createProfileReader({ region: 'us-east-1', environment });
    const source = createPriceSource({ book: defaultPriceBook, profiles, clock: Date });
    const usage = { inputTokens: 1500, outputTokens: 400, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 };

    const book = await source.pricesFor([ARN]);

    const call = { modelId: ARN, operation: 'Converse', region: 'us-east-1', usage };
    expect(priceCall(call, book)).toMatchObject({ status: 'priced', usd: 0.007 });
    await expect(profiles.modelBehind(OTHER)).resolves.toBe('amazon.nova-lite-v1:0');
    await expect(profiles.modelBehind('us.not-there')).resolves.toBeUndefined();
  });

  it('knows nothing where nobody answers', async () => {
    const environment = {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
    };

    const profiles = createProfileReader({ region: 'us-east-1', environment });

    await expect(profiles.modelBehind(ARN)).resolves.toBeUndefined();
  });
});
