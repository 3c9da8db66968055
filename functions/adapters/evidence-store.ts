import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { parseJson } from '#core/json/parse-json.ts';
import { Assessment } from '#core/maturity/assessment.ts';
import { Attestation } from '#core/maturity/observation.ts';
import { serialise } from '#core/maturity/serialise.ts';
import type { AssessmentFile, EvidenceStore, StoredAttestation } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from './evidence/answer.ts';
import { type ClientOptions, clientConfiguration } from './evidence/clients.ts';
import { mapWide, readPages } from './evidence/pages.ts';

const CONTENT_TYPES: Readonly<Record<AssessmentFile, string>> = {
  'observations.json': 'application/json',
  'assessment.json': 'application/json',
  'report.html': 'text/html; charset=utf-8',
  'report.txt': 'text/plain; charset=utf-8',
  'report.md': 'text/markdown; charset=utf-8',
};
const LATEST = { assessment: 'latest/assessment.json', report: 'latest/report.json' } as const;
const ATTESTATIONS = 'attestations/';
/** Attestations that are read: thirty criteria, renewed every year. */
const MAX_ATTESTATION_PAGES = 2;
const PARALLEL_CALLS = 10;

const Listing = z.object({
  NextContinuationToken: optionalText,
  Contents: listOf(z.object({ Key: z.string() })),
});
const Signed = z.object({ attestation: Attestation, signature: z.string() });

/** The bucket with a client of its own. */
export function createBucketStore({
  bucket,
  ...options
}: ClientOptions & { readonly bucket: string }): EvidenceStore {
  return createEvidenceStore({ bucket, client: new S3Client(clientConfiguration(options)) });
}

/** The evidence bucket. Versions and encryption are the bucket's own settings. */
export function createEvidenceStore({
  bucket,
  client,
}: {
  readonly bucket: string;
  readonly client: S3Client;
}): EvidenceStore {
  const place = { Bucket: bucket };
  const put = (Key: string, Body: string, ContentType: string): Promise<unknown> =>
    client.send(new PutObjectCommand({ ...place, Key, Body, ContentType }));
  return {
    reportKey: (observedAt) => `${folderOf(observedAt)}report.html`,
    saveAssessment: async ({ kind, observedAt, files, isLatest = true }) => {
      const folder = folderOf(observedAt);
      await Promise.all(FILES.map((name) => put(`${folder}${name}`, files[name], CONTENT_TYPES[name])));
      if (!isLatest) return;
      // last, so that what it says is there
      const json = files['assessment.json'];
      await put(LATEST.assessment, json, CONTENT_TYPES['assessment.json']);
      if (kind === 'report') await put(LATEST.report, json, CONTENT_TYPES['assessment.json']);
    },
    latest: async (which) => {
      const text = await readText(client, bucket, LATEST[which]);
      return text === undefined ? undefined : Assessment.safeParse(parseJson(text)).data;
    },
    saveAttestation: async (signed) => {
      const { criterion, signedAt } = signed.attestation;
      const key = `${ATTESTATIONS}${criterion}/${fileNameOf(signedAt)}.json`;
      await put(key, serialise(signed), CONTENT_TYPES['assessment.json']);
      return key;
    },
    attestations: async () => {
      const keys = await listKeys(client, bucket, ATTESTATIONS);
      return mapWide(keys, PARALLEL_CALLS, async (key): Promise<StoredAttestation> => {
        const text = await readText(client, bucket, key);
        return { key, signed: Signed.safeParse(parseJson(text ?? '')).data };
      });
    },
  };
}

const FILES = ['observations.json', 'assessment.json', 'report.html', 'report.txt', 'report.md'] as const;

const fileNameOf = (instant: string): string => instant.replaceAll(/[:.]/g, '-');
/** Where everything of one assessment is kept. */
export const folderOf = (observedAt: string): string => `assessments/${fileNameOf(observedAt)}/`;

async function listKeys(client: S3Client, bucket: string, prefix: string): Promise<readonly string[]> {
  const { items } = await readPages(MAX_ATTESTATION_PAGES, async (token) => {
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token });
    const { Contents: found, NextContinuationToken: next } = readAnswer(Listing, await client.send(command));
    return { items: found.map(({ Key: key }) => key), next: next ?? undefined };
  });
  return items;
}

/** An object's text; `undefined` when there is none. Without `s3:ListBucket` S3 answers 403 instead of 404. */
export async function readText(client: S3Client, Bucket: string, Key: string): Promise<string | undefined> {
  try {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return await body?.transformToString('utf-8');
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
