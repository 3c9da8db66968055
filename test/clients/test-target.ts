import { useLocalStack } from '../support/local-stack.ts';
import type { TargetFeatures, TargetSource } from './target.ts';

/** In the default settings, and known to the local Bedrock. */
const LOCAL_MODEL = 'us.amazon.nova-lite-v1:0';

/**
 * The gateway that this run of the client suites is about: the one that `WAYMARK_TARGET_URL`, `WAYMARK_TARGET_KEY` and
 * `WAYMARK_TARGET_MODEL` name, for example in an emulator, or a local stack started for the file.
 */
export function useTarget(environment = process.env): {
  readonly target: TargetSource;
  readonly features: TargetFeatures;
} {
  const {
    WAYMARK_TARGET_URL: baseUrl,
    WAYMARK_TARGET_KEY: key = '',
    WAYMARK_TARGET_MODEL: model = LOCAL_MODEL,
  } = environment;
  if (baseUrl)
    return {
      target: () => ({ baseUrl, key, model }),
      features: { hasMarkers: false, hasCleartextHttp2: false },
    };
  const stack = useLocalStack();
  return {
    target: () => ({
      baseUrl: stack().baseUrl,
      key: stack().key,
      model,
      recover: () => stack().stack.recycleFunctions(),
    }),
    features: { hasMarkers: true, hasCleartextHttp2: true },
  };
}
