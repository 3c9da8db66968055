import { toIdentifier, toLabel } from './label.ts';

/** Who and what a call belongs to, as the caller labels it. */
export interface CallLabels {
  readonly application?: string | undefined;
  readonly feature?: string | undefined;
  readonly promptId?: string | undefined;
  readonly promptVersion?: string | undefined;
  /** The person behind the call, as the caller names them; recorded as a hash only. */
  readonly user?: string | undefined;
  /** The conversation that the call is a turn of, as the caller's system names it; recorded as a hash only. */
  readonly conversation?: string | undefined;
  /** A tenant the caller claims; only ever compared with the key's own. */
  readonly claimedTenant?: string | undefined;
}

/** Header and `requestMetadata` name of each label. The header wins. */
const LABEL_SOURCES = {
  application: { header: 'x-waymark-application', metadata: 'application' },
  feature: { header: 'x-waymark-feature', metadata: 'feature' },
  promptId: { header: 'x-waymark-prompt-id', metadata: 'promptId' },
  promptVersion: { header: 'x-waymark-prompt-version', metadata: 'promptVersion' },
  user: { header: 'x-waymark-user', metadata: 'user' },
  conversation: { header: 'x-waymark-conversation', metadata: 'conversation' },
  claimedTenant: { header: 'x-waymark-tenant', metadata: 'tenant' },
} as const satisfies Record<keyof CallLabels, { readonly header: string; readonly metadata: string }>;

/** Reads the labels of a call. `headers` have lower-case names. */
export function readLabels(
  headers: Readonly<Record<string, string>>,
  metadata: ReadonlyMap<string, string>,
): CallLabels {
  const read = (name: keyof CallLabels, toSafe: (text?: string) => string | undefined = toLabel) => {
    const { header, metadata: key } = LABEL_SOURCES[name];
    return toSafe(headers[header]) ?? toSafe(metadata.get(key));
  };
  return {
    application: read('application'),
    feature: read('feature'),
    promptId: read('promptId'),
    promptVersion: read('promptVersion'),
    user: read('user'),
    conversation: read('conversation', toIdentifier),
    claimedTenant: read('claimedTenant'),
  };
}
