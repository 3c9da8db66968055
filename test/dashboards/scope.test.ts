import { describe, expect, it } from 'vitest';
import { composeScope } from '#dashboards/scope.ts';
import { drawnIn } from './support.ts';

const titlesOf = (place: Parameters<typeof composeScope>[0]) =>
  drawnIn(composeScope(place)).map(({ properties }) => properties.title);
const base = { region: 'eu-west-1', title: 'shop', alarmArns: [] };

describe('the dashboard of somebody’s own resources', () => {
  it('of functions shows what functions have', () => {
    expect(titlesOf({ ...base, functionNames: { cart: 'f' } })).toEqual([
      'Over the whole time range',
      'Lambda invocations',
      'Lambda errors',
      'Lambda duration',
      'Lambda error rate',
    ]);
  });

  it('of APIs shows what APIs have', () => {
    expect(titlesOf({ ...base, apiNames: ['shop'] })).toEqual([
      'Over the whole time range',
      'API requests',
      'API client errors',
      'API server errors',
    ]);
  });

  it('searches for nothing of the account', () => {
    const body = composeScope({ ...base, functionNames: { cart: 'f' }, apiNames: ['shop'] });

    expect(JSON.stringify(body)).not.toMatch(/SEARCH|Waymark|Bedrock/);
  });

  it('names each function where there are several', () => {
    const [, , errors] = drawnIn(composeScope({ ...base, functionNames: { cart: 'f', till: 'g' } }));

    expect(errors?.properties.metrics).toEqual([
      ['AWS/Lambda', 'Errors', 'FunctionName', 'f', { stat: 'Sum', label: 'cart' }],
      ['AWS/Lambda', 'Errors', 'FunctionName', 'g', { stat: 'Sum', label: 'till' }],
    ]);
  });
});
