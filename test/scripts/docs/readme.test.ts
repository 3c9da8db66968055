import { describe, expect, it } from 'vitest';
import { defaultsOf } from '#infra/settings/defaults.ts';
import { readDocument } from './document.ts';

const readme = readDocument('README.md');

describe('the README', () => {
  it('labels no example as TypeScript: they run as they stand, but do not pass the type check', () => {
    expect(readme).not.toContain('```ts');
  });

  it('says which concurrency a deployment needs', () => {
    const reserved = Object.values(defaultsOf('dev').reservedConcurrency);
    const sum = reserved.reduce<number>((total, part) => total + Number(part), 0);

    expect(readme).toContain(`reserve ${sum} concurrent executions`);
    expect(readme).toContain(`below ${sum + 100} ask for`); // Lambda keeps 100 unreserved
  });

  it('says once that Node 20 is past its end, for the notice that the local runner silences', () => {
    expect(readme.match(/Node 20 reached its end/g)).toHaveLength(1);
  });
});
