import type { MethodSetting, RouteDefinition } from './definition.ts';

/** Says whether a request may pass now. */
export type Throttle = (route: RouteDefinition) => boolean;

interface Bucket {
  tokens: number;
  filledMs: number;
}

/**
 * Token buckets, one per method, as a stage's method settings give them: `rateLimit` tokens a second, at most `burstLimit`.
 * A setting for the very method wins over the stage's `*`.
 */
export function createThrottle(settings: readonly MethodSetting[], nowMs: () => number): Throttle {
  const buckets = new Map<string, Bucket>();
  return (route) => {
    const { rateLimit, burstLimit } = settingOf(route, settings) ?? {};
    if (rateLimit === undefined || burstLimit === undefined) return true;
    const now = nowMs();
    const bucket = buckets.get(route.logicalId) ?? { tokens: burstLimit, filledMs: now };
    buckets.set(route.logicalId, bucket);
    bucket.tokens = Math.min(burstLimit, bucket.tokens + ((now - bucket.filledMs) / 1000) * rateLimit);
    bucket.filledMs = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  };
}

function settingOf(
  { httpMethod, resourcePath }: RouteDefinition,
  settings: readonly MethodSetting[],
): MethodSetting | undefined {
  const isLimited = ({ rateLimit, burstLimit }: MethodSetting) =>
    rateLimit !== undefined && burstLimit !== undefined;
  const limited = settings.filter(isLimited);
  return (
    limited.find((setting) => setting.httpMethod === httpMethod && setting.resourcePath === resourcePath) ??
    limited.find((setting) => setting.httpMethod === '*' && setting.resourcePath === '/*')
  );
}
