const BEARER_PATTERN = /^Bearer +([!-~]+)$/i;

/** The credential of an `Authorization: Bearer …` header (RFC 6750, with RFC 9110's one or more spaces), or `undefined`. */
export function parseBearer(header: string | undefined): string | undefined {
  return BEARER_PATTERN.exec(header?.trim() ?? '')?.[1];
}
