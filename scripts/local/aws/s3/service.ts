import type { Service, ServiceAnswer, ServiceRequest } from '../wire.ts';
import type { Bucket, BucketSetup, StoredBucket } from './bucket.ts';
import { getEncryption, getVersioning, putVersioning } from './bucket-properties.ts';
import { describeFailure, failure, newRequestId, noSuchBucket, notOffered } from './failure.ts';
import { listObjects } from './list-objects.ts';
import { getObject, putObject } from './objects.ts';

/** S3, path style. */
export interface S3 {
  readonly service: Service;
  /** Creates a bucket; an existing one is kept. */
  readonly create: (bucket: BucketSetup) => void;
  /** Puts an object as one of AWS's own services does; into a bucket that is not there it gets lost. */
  readonly put: (object: PutObject) => void;
  readonly all: () => readonly StoredBucket[];
  readonly restore: (buckets: readonly StoredBucket[]) => void;
}

/** An object that was put into a bucket. */
export interface PutObject {
  readonly bucketName: string;
  readonly key: string;
  readonly body: Uint8Array;
}

interface Target {
  readonly name: string;
  readonly key: string;
  readonly query: URLSearchParams;
}

// Amazon S3 User Guide, "General purpose bucket naming rules"
const BUCKET_NAME = /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/;

/**
 * S3 with what an evidence store needs. The SDK puts the bucket into the path by itself when the endpoint is an
 * IP address, so that no name has to resolve.
 */
export function createS3(options: {
  readonly now: () => number;
  readonly buckets: readonly BucketSetup[];
  /** @default - nobody is told */
  readonly onPut?: ((object: PutObject) => void) | undefined;
}): S3 {
  const { now, onPut } = options;
  const buckets = new Map<string, Bucket>();
  const create = (setup: BucketSetup): void => {
    if (!buckets.has(setup.name)) buckets.set(setup.name, toBucket(setup));
  };
  options.buckets.forEach(create);
  const find = (name: string): Bucket => {
    const bucket = buckets.get(name);
    if (!bucket) throw noSuchBucket(name);
    return bucket;
  };
  const createByName = ({ name }: Target): ServiceAnswer => {
    if (!BUCKET_NAME.test(name))
      throw failure(400, 'InvalidBucketName', 'The specified bucket is not valid.');
    // In us-east-1 the owner's second call succeeds and changes nothing.
    create({ name });
    return emptyAnswer({ name });
  };
  const operations: Readonly<Record<string, (target: Target, request: ServiceRequest) => ServiceAnswer>> = {
    CreateBucket: createByName,
    HeadBucket: ({ name }) => emptyAnswer(find(name)),
    ListObjectsV2: ({ name, query }) => listObjects(find(name), query),
    GetBucketVersioning: ({ name }) => getVersioning(find(name)),
    PutBucketVersioning: ({ name }, request) => putVersioning(find(name), request),
    GetBucketEncryption: ({ name }) => getEncryption(find(name)),
    PutObject: ({ name, key }, request) => {
      const bucket = find(name);
      const answer = putObject(bucket, { key, request, nowMs: now() });
      const body = Buffer.from(bucket.objects.get(key)?.at(-1)?.body ?? '', 'base64');
      onPut?.({ bucketName: name, key, body });
      return answer;
    },
    GetObject: ({ name, key, query }, request) => getObject(find(name), { key, request, query }),
    HeadObject: ({ name, key, query }, request) => getObject(find(name), { key, request, query }),
  };
  return {
    create,
    put: ({ bucketName, key, body }) => {
      const bucket = buckets.get(bucketName);
      const headers = { 'content-type': 'application/json' };
      const { signal } = new AbortController();
      const request = { method: 'PUT', path: '', query: '', headers, body: Buffer.from(body), signal };
      if (bucket) putObject(bucket, { key, request, nowMs: now() });
    },
    all: () => [...buckets.values()].map((bucket) => ({ ...bucket, objects: [...bucket.objects] })),
    restore: (restored) => {
      for (const bucket of restored)
        buckets.set(bucket.name, { ...bucket, objects: new Map(bucket.objects) });
    },
    service: {
      operationName: nameOperation,
      describeFailure,
      handle: async (request) => {
        const name = nameOperation(request) ?? '';
        const run = Object.hasOwn(operations, name) ? operations[name] : undefined;
        if (!run) throw notOffered(`${request.method} ${request.path}?${request.query}`);
        return run(readTarget(request), request);
      },
    },
  };
}

const toBucket = ({ name, isVersioned, kmsKeyArn }: BucketSetup): Bucket => ({
  name,
  versioning: isVersioned ? 'Enabled' : 'never',
  kmsKeyArn,
  objects: new Map(),
});

const emptyAnswer = ({ name }: Pick<Bucket, 'name'>): ServiceAnswer => ({
  status: 200,
  headers: { location: `/${name}`, 'x-amz-request-id': newRequestId() },
  body: Buffer.alloc(0),
});

function readTarget({ path, query }: ServiceRequest): Target {
  const [name = '', ...rest] = path.slice(1).split('/');
  try {
    return {
      name: decodeURIComponent(name),
      key: decodeURIComponent(rest.join('/')),
      query: new URLSearchParams(query),
    };
  } catch {
    throw failure(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** `METHOD object` or `METHOD bucket`, with the query parameter that makes it another operation. */
const OPERATIONS: Readonly<Record<string, string>> = {
  'PUT object': 'PutObject',
  'GET object': 'GetObject',
  'HEAD object': 'HeadObject',
  'PUT bucket': 'CreateBucket',
  'HEAD bucket': 'HeadBucket',
  'GET bucket list-type': 'ListObjectsV2',
  'GET bucket versioning': 'GetBucketVersioning',
  'PUT bucket versioning': 'PutBucketVersioning',
  'GET bucket encryption': 'GetBucketEncryption',
};

/** Query parameters that make a request another operation; those that nobody answers are refused by that. */
const SUBRESOURCES: readonly string[] = [
  'list-type',
  'versioning',
  'encryption',
  'versions',
  'acl',
  'tagging',
  'uploads',
  'uploadId',
  'partNumber',
  'attributes',
  'legal-hold',
  'retention',
  'object-lock',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'lifecycle',
  'logging',
  'location',
  'notification',
  'replication',
  'cors',
  'website',
  'torrent',
];

function nameOperation({ method, path, query }: ServiceRequest): string | undefined {
  const kind = /^\/[^/]+\/./.test(path) ? 'object' : 'bucket';
  const parameters = new URLSearchParams(query);
  const subresource = SUBRESOURCES.find((name) => parameters.has(name));
  return OPERATIONS[[method, kind, subresource].filter(Boolean).join(' ')];
}
