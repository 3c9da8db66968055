import { expect, it } from 'vitest';
import { PASSED_OVER_CLIENT_TESTS, passedOverLines } from '#scripts/emulator/passed-over.ts';

it('tells everything that is passed over by name, with the reason', () => {
  const lines = passedOverLines();

  expect(lines).toContain(
    `Client tests that must fail there (${Object.keys(PASSED_OVER_CLIENT_TESTS).length}):`,
  );
  expect(lines).toContain('  AWS::Bedrock::GuardrailVersion: Made by CreateGuardrailVersion.');
  for (const line of lines) expect(line).toMatch(/^(\S.*\(\d+\):| {2}\S.*: \S.*\.)$/);
});
