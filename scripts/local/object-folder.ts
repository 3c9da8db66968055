import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PutObject } from './aws/s3/service.ts';

/** Start of the keys that the maturity function stores its reports under. */
export const REPORT_KEYS = 'assessments/';

/** What goes in front of a key in a link to a file of the folder. */
export const linkPrefixOf = (folder: string): string => `${pathToFileURL(folder).href}/`;

/** A folder that gets a copy of what is put into buckets, so that a browser can open it. */
export interface ObjectFolder {
  readonly keep: (object: PutObject) => void;
  /** Resolves when every object so far is in its file. */
  readonly written: () => Promise<void>;
}

/** What is copied where. */
export interface ObjectFolderOptions {
  readonly folder: string;
  /** Start of the keys that are copied; a file has its key as its path. */
  readonly prefix: string;
  readonly onWarning: (message: string) => void;
}

/** Copies objects into files. */
export function createObjectFolder({ folder, prefix, onWarning }: ObjectFolderOptions): ObjectFolder {
  let writing = Promise.resolve();
  const write = async ({ key, body }: PutObject): Promise<void> => {
    const file = join(folder, key);
    if (relative(folder, file).split(sep)[0] === '..') return; // a key may hold anything
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, body);
  };
  return {
    keep: (object) => {
      if (!object.key.startsWith(prefix)) return;
      writing = writing
        .then(() => write(object))
        .catch((error: unknown) => onWarning(`${object.key} was not copied to ${folder}: ${String(error)}`));
    },
    written: () => writing,
  };
}
