/** API Gateway's answer shape for a Lambda proxy integration. */
export interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer of JSON text. */
export function answer(statusCode: number, jsonText: string): ProxyAnswer {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: jsonText };
}

/** An error in the form of AWS's own: its type in a header, where SDKs look for it. */
export function refuse(statusCode: number, errorType: string, message: string): ProxyAnswer {
  const { headers, ...rest } = answer(statusCode, JSON.stringify({ message }));
  return { ...rest, headers: { ...headers, 'x-amzn-errortype': errorType } };
}
