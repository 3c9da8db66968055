import { afterAll, describe, expect, it } from 'vitest';
import { callModel, converseBody, requestIdOf } from '../support/converse-call.ts';
import { useScriptedStack } from '../support/local-stack.ts';
import { recordLines, waitForRecordLine } from '../support/records.ts';
import { beginStream, CONVERSE_ANSWER, converseFrames, sendJson } from '../support/scripted-bedrock.ts';
import { type AssemblyCopy, copyAssemblyWithMemory } from '../support/small-assembly.ts';

const MEMORY_MB = 128;
const NOWHERE_TO_WRITE = { TMPDIR: '/dev/null', HOME: '/dev/null' };

describe('F13: 128 MB of memory and nowhere to write', () => {
  let assembly: AssemblyCopy | undefined;
  afterAll(() => assembly?.remove());
  const underTest = useScriptedStack(NOWHERE_TO_WRITE, async () => {
    assembly = await copyAssemblyWithMemory(MEMORY_MB);
    return { assemblyFolder: assembly.folder, environmentOverrides: { authorizer: NOWHERE_TO_WRITE } };
  });

  it('serves from each cold start, and emits metrics', async () => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));

    for (let start = 1; start <= 3; start += 1) {
      await underTest().stack.recycleFunctions();
      const answer = await callModel(underTest(), converseBody('Hello.'));
      const { fields } = await waitForRecordLine(underTest().stack, requestIdOf(answer));
      expect(answer.status).toBe(200);
      expect(fields).toMatchObject({ Requests: 1, Successes: 1 });
    }
  });

  it('takes large bodies and long streams one after the other without a crash', async () => {
    const stream = Buffer.concat(converseFrames('word '.repeat(20_000)));
    underTest().bedrock.play((_request, response) => {
      beginStream(response);
      response.end(stream);
    });
    const body = converseBody('x'.repeat(990_000));

    for (let call = 1; call <= 20; call += 1) {
      const answer = await callModel(underTest(), body, { operation: 'converse-stream' });
      expect(answer.status).toBe(200);
      expect(answer.body.byteLength).toBe(stream.byteLength);
    }

    const log = underTest().stack.logLines('gateway');
    expect(log.filter((line) => /Uncaught|OutOfMemory|exit status|Task timed out/i.test(line))).toEqual([]);
    const memorySizes = underTest().stack.template.functions.map(({ memoryMb }) => memoryMb);
    expect(new Set(memorySizes)).toEqual(new Set([MEMORY_MB]));
    expect(recordLines(underTest().stack).at(-1)?.record.outcome).toBe('success');
  });
});
