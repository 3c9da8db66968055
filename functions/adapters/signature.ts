import { createHmac, hash } from 'node:crypto';
import { encodeSegment } from '#core/bedrock/operation.ts';

/** Who signs. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** A request without a query. Every header is signed, so none may be one that is changed on the way. */
export interface SignableRequest {
  readonly method: string;
  /** Path as it goes over the wire, already percent-encoded. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Answers a request's headers with those of its signature. */
export type Signer = (
  request: SignableRequest,
  credentials: SigningCredentials,
) => Readonly<Record<string, string>>;

const ALGORITHM = 'AWS4-HMAC-SHA256';
const TERMINATOR = 'aws4_request';

/**
 * Signature Version 4 (AWS page "Create a signed AWS API request"), for requests as this stack sends them. A property
 * test holds it against `@smithy/signature-v4`, which takes 36 µs instead of 15 and 14 KB of code instead of 1, most
 * of it for what no request here has.
 */
export function createSigner({
  service,
  region,
}: {
  readonly service: string;
  readonly region: string;
}): Signer {
  const keyOf = createKeyCache(service, region);
  return ({ method, path, headers, body }, credentials) => {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
    const date = time.slice(0, 8);
    const scope = `${date}/${region}/${service}/${TERMINATOR}`;
    const bodyHash = hash('sha256', body, 'hex');
    const signed: Record<string, string> = {
      ...headers,
      'x-amz-date': time,
      'x-amz-content-sha256': bodyHash,
    };
    if (sessionToken !== undefined) signed['x-amz-security-token'] = sessionToken;
    const names = Object.keys(signed).sort();
    const lines = names.map((name) => `${name}:${trimmed(signed[name] ?? '')}\n`).join('');
    const signedNames = names.join(';');
    const canonical = `${method}\n${canonicalPath(path)}\n\n${lines}\n${signedNames}\n${bodyHash}`;
    const text = `${ALGORITHM}\n${time}\n${scope}\n${hash('sha256', canonical, 'hex')}`;
    const signature = createHmac('sha256', keyOf(secretAccessKey, date)).update(text).digest('hex');
    signed.authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${signedNames}, Signature=${signature}`;
    return signed;
  };
}

/** Services but S3 want the encoded path encoded once more. */
const canonicalPath = (path: string): string => path.split('/').map(encodeSegment).join('/');

const trimmed = (value: string): string => value.trim().replace(/\s+/g, ' ');

/** A key holds for a day and a secret; the last one is kept. */
function createKeyCache(service: string, region: string) {
  let known: { readonly secret: string; readonly date: string; readonly key: Buffer } | undefined;
  return (secret: string, date: string): Buffer => {
    if (known?.secret === secret && known.date === date) return known.key;
    let key: Buffer = Buffer.from(`AWS4${secret}`);
    for (const part of [date, region, service, TERMINATOR])
      key = createHmac('sha256', key).update(part).digest();
    known = { secret, date, key };
    return key;
  };
}
