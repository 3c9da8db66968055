import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import {
  BEARER_CALLER,
  type Caller,
  LOCAL_BEARER_TOKEN,
  LOCAL_PRINCIPAL,
  type Principal,
} from './credentials.ts';
import { ServiceError, type ServiceRequest } from './wire.ts';

/** The parts of an `Authorization: AWS4-HMAC-SHA256 …` header. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/(\d{8})\/([^/,]+)\/([^/,]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

// AWS refuses signatures that are more than five minutes off.
const MAX_SKEW_MS = 5 * 60_000;

/** Reads a Signature Version 4 header; `undefined` when it is something else. */
export function parseAuthorization(header: string | undefined): Authorization | undefined {
  const [, accessKeyId, date, region, service, signedHeaders, signature] =
    AUTHORIZATION.exec(header ?? '') ?? [];
  if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature) return undefined;
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature };
}

/**
 * Proves who sent the request, or throws what AWS answers. Written from the published algorithm and not with
 * the library that clients sign with, so that both sides cannot share a mistake.
 */
export function authenticate(
  request: ServiceRequest,
  principals: readonly Principal[] = [LOCAL_PRINCIPAL],
): Caller {
  const header = request.headers.authorization;
  if (header === undefined)
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', {
      status: 403,
    });
  if (header.startsWith('Bearer ')) {
    checkBearer(header.slice('Bearer '.length));
    return BEARER_CALLER;
  }
  const authorization = parseAuthorization(header);
  if (!authorization)
    throw new ServiceError('IncompleteSignatureException', 'The Authorization header is not a signature.', {
      status: 403,
    });
  const principal = principals.find(({ accessKeyId }) => accessKeyId === authorization.accessKeyId);
  if (!principal)
    throw new ServiceError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      { status: 403 },
    );
  checkSignature(request, authorization, principal);
  return principal;
}

function checkBearer(token: string): void {
  if (!isSame(token, LOCAL_BEARER_TOKEN))
    throw new ServiceError(
      'AccessDeniedException',
      'Authentication failed: Please make sure your API Key is valid.',
      {
        status: 403,
      },
    );
}

function checkSignature(
  request: ServiceRequest,
  authorization: Authorization,
  { secretAccessKey }: Principal,
): void {
  const timestamp = request.headers['x-amz-date'] ?? '';
  if (!timestamp.startsWith(authorization.date) || !isHostSigned(authorization))
    throw mismatch('The credential scope or the signed headers are not those of the request.');
  if (!(Math.abs(Date.now() - parseTimestamp(timestamp)) <= MAX_SKEW_MS))
    throw mismatch(`Signature expired: ${timestamp} is too far from the current time.`);
  const scope: SigningScope = { ...authorization, secretAccessKey, timestamp };
  if (!isSame(sign(canonicalRequest(request, authorization), scope), authorization.signature))
    throw mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
}

// Over HTTP/2 the SDK signs the pseudo header that carries the host.
const isHostSigned = ({ signedHeaders }: Authorization): boolean =>
  signedHeaders.includes('host') || signedHeaders.includes(':authority');

const mismatch = (message: string): ServiceError =>
  new ServiceError('InvalidSignatureException', message, { status: 403 });

interface SigningScope extends Pick<Authorization, 'date' | 'region' | 'service'> {
  readonly timestamp: string;
  readonly secretAccessKey: string;
}

function sign(
  canonical: string,
  { date, region, service, timestamp, secretAccessKey }: SigningScope,
): string {
  const scope = `${date}/${region}/${service}/aws4_request`;
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${secretAccessKey}`,
  );
  return hmac(key, ['AWS4-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n')).toString('hex');
}

function canonicalRequest(request: ServiceRequest, { signedHeaders, service }: Authorization): string {
  const isS3 = service === 's3';
  const headers = signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  return [
    request.method,
    // S3 takes the path as it came: a key may hold `//` and `..`
    isS3 ? request.path : canonicalPath(request.path),
    canonicalQuery(request.query),
    headers.join(''),
    signedHeaders.join(';'),
    isS3 ? payloadHashOfS3(request) : payloadHash(request),
  ].join('\n');
}

/** Every service but S3 normalises the path and encodes each segment of the encoded path once more. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encode(segment));
  }
  const end = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.join('/')}${end}`;
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort((left, right) => compare(left[0], right[0]) || compare(left[1], right[1]))
    .map((pair) => pair.join('='))
    .join('&');
}

function payloadHash(request: ServiceRequest): string {
  const actual = sha256(request.body);
  const declared = request.headers['x-amz-content-sha256'];
  if (declared !== undefined && declared !== actual)
    throw mismatch('The x-amz-content-sha256 header does not match the payload.');
  return actual;
}

const UNHASHED_PAYLOADS: readonly string[] = ['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'];

/** S3 wants the hash declared, and takes a payload without one where the client does not hash it. */
function payloadHashOfS3(request: ServiceRequest): string {
  const declared = request.headers['x-amz-content-sha256'];
  if (declared === undefined)
    throw new ServiceError(
      'InvalidRequest',
      'Missing required header for this request: x-amz-content-sha256',
    );
  return UNHASHED_PAYLOADS.includes(declared) ? declared : payloadHash(request);
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** By code unit, as the published algorithm sorts. */
const compare = (left: string, right: string): number => Number(left > right) - Number(left < right);

const parseTimestamp = (timestamp: string): number =>
  Date.parse(timestamp.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'));

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** Compares digests, so that neither length nor content shows in the time taken. */
const isSame = (left: string, right: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(left)), Buffer.from(sha256(right)));
