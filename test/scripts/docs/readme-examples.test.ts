import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { useLocalStack } from '../../support/local-stack.ts';
import { PROJECT_FOLDER, readDocument } from './document.ts';

const target = useLocalStack();

/** The README's programs, in the order in which they stand; they build on each other. */
const programs = [...readDocument('README.md').matchAll(/```js\n(.*?)```/gs)]
  .map(([, code]) => code)
  .join('\n');

describe('the examples of the README', () => {
  it('run as they stand', async () => {
    const { baseUrl, key } = target();
    const env = {
      WAYMARK_URL: baseUrl,
      WAYMARK_KEY: key,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
    const parameters = ['--input-type=module', '--eval', `${programs}\nclient.destroy();`];

    const { stdout } = await promisify(execFile)(process.execPath, parameters, { cwd: PROJECT_FOLDER, env });

    expect(stdout.trim().split('\n').length).toBeGreaterThanOrEqual(4);
  });
});
