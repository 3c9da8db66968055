import { expect, it } from 'vitest';
import { toModelList } from '#core/openai/model-list.ts';

it('lists aliases first, then models with the provider in their id', () => {
  const allowed = [
    'us.anthropic.claude-sonnet-5',
    'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
    'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc',
  ];

  const { object, data } = toModelList({ aliases: { fast: allowed }, allowed });

  expect(object).toBe('list');
  expect(data.map(({ id }) => id)).toEqual(['fast', ...allowed]);
  expect(data.map(({ owned_by }) => owned_by)).toEqual(['waymark', 'anthropic', 'amazon', 'unknown']);
});
