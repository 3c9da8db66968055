/** API Gateway's answer shape for a Lambda proxy integration. */
export interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const SHARED = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/**
 * The page runs its own script and style, talks to where it came from and to nothing else, and cannot turn text into
 * markup (Trusted Types). `data:` is its icon.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** A report is text and colours: in a sandbox, without script, in no frame but the page's. */
export const REPORT_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** Data: never kept by a browser or a proxy. */
export function answerJson(body: unknown, statusCode = 200): ProxyAnswer {
  const headers = { ...SHARED, 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode, headers, body: JSON.stringify(body) };
}

/** A file of the page, or the report. */
export function answerText(body: string, contentType: string, policy: string): ProxyAnswer {
  const headers = {
    ...SHARED,
    'content-type': contentType,
    'cache-control': 'no-cache',
    'content-security-policy': policy,
  };
  return { statusCode: 200, headers, body };
}

/** A refusal in the shape of a Bedrock error, as everywhere in the API. */
export function refuse(statusCode: number, errorType: string, message: string): ProxyAnswer {
  const answer = answerJson({ message }, statusCode);
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': errorType } };
}
