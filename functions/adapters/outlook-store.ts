import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { parseJson } from '#core/json/parse-json.ts';
import { serialise } from '#core/maturity/serialise.ts';
import { Outlook } from '#core/outlook/outlook.ts';
import type { OutlookStore } from '#functions/outlook-ports.ts';
import { type ClientOptions, clientConfiguration } from './evidence/clients.ts';
import { folderOf, readText } from './evidence-store.ts';

const LATEST = 'latest/outlook.json';

/** Outlooks in the evidence bucket: one beside each assessment, and the newest. */
export function createOutlookStore({
  bucket,
  ...options
}: ClientOptions & { readonly bucket: string }): OutlookStore {
  const client = new S3Client(clientConfiguration(options));
  const put = (Key: string, Body: string): Promise<unknown> =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType: 'application/json' }));
  return {
    latest: async () => {
      const text = await readText(client, bucket, LATEST);
      return text === undefined ? undefined : Outlook.safeParse(parseJson(text)).data;
    },
    save: async (outlook) => {
      const json = serialise(outlook);
      await put(`${folderOf(outlook.computedAt)}outlook.json`, json);
      await put(LATEST, json);
    },
  };
}
