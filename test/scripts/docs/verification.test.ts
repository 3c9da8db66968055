import { describe, expect, it } from 'vitest';
import { ofType, synthesise } from '../../infra/support.ts';
import { readDocument } from './document.ts';

const guide = readDocument('docs/verification.md');
const named = [...guide.matchAll(/resource (AWS::\w+::\w+) (\w+)/g)].map(([, type = '', prefix = '']) => ({
  type,
  prefix,
}));
const outputs = [...guide.matchAll(/\$\(output (\w+)/g)].map(([, name = '']) => name);

describe('the verification guide', () => {
  const { resources, template } = synthesise();

  it('names resources and outputs', () => {
    expect(named.length).toBeGreaterThan(10);
    expect(outputs.length).toBeGreaterThan(3);
  });

  it.each(named)('finds one $type whose name begins with $prefix', ({ type, prefix }) => {
    expect(ofType(resources, type).filter(([id]) => id.startsWith(prefix))).toHaveLength(1);
  });

  it.each(outputs)('finds the output %s', (name) => {
    expect(Object.keys(template.toJSON().Outputs)).toContain(name);
  });
});
