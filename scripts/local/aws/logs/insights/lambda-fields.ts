import type { Value } from './value.ts';

const LAMBDA_GROUP = '/aws/lambda/';
const BYTES_PER_MEGABYTE = 1_000_000;

/** Fields that CloudWatch finds in Lambda's own lines of the text format, by the pattern that finds them. */
const FIELDS: Readonly<Record<string, { readonly pattern: RegExp; readonly factor?: number }>> = {
  '@type': { pattern: /^(INIT_START|START|END|REPORT)\b/ },
  '@requestId': { pattern: /^(?:START|END|REPORT) RequestId: (\S+)/ },
  '@duration': { pattern: /^REPORT .*?\tDuration: ([\d.]+) ms/, factor: 1 },
  '@billedDuration': { pattern: /^REPORT .*?\tBilled Duration: ([\d.]+) ms/, factor: 1 },
  '@initDuration': { pattern: /^REPORT .*?\tInit Duration: ([\d.]+) ms/, factor: 1 },
  '@memorySize': { pattern: /^REPORT .*?\tMemory Size: (\d+) MB/, factor: BYTES_PER_MEGABYTE },
  '@maxMemoryUsed': { pattern: /^REPORT .*?\tMax Memory Used: (\d+) MB/, factor: BYTES_PER_MEGABYTE },
};

/** A field of a line that Lambda itself wrote, in one of its log groups. */
export function readLambdaField(
  name: string,
  { logGroupName, message }: { readonly logGroupName: string; readonly message: string },
): Value | undefined {
  const field =
    logGroupName.startsWith(LAMBDA_GROUP) && Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  const found = field?.pattern.exec(message)?.[1];
  if (found === undefined) return undefined;
  return field?.factor === undefined ? found : Number(found) * field.factor;
}
