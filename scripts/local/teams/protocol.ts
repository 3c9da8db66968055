import type { TeamFolders } from './account.ts';
import type { HistoryCounts } from './history.ts';
import type { TeamTemplate } from './place.ts';

/** What a team's thread is started with. */
export interface TeamStart {
  readonly team: string;
  readonly template: TeamTemplate;
  readonly seed: number;
  readonly nowMs: number;
  readonly folders: TeamFolders;
}

/** From the main thread to a team's. */
export type ToTeam =
  /** Answered by `written` as soon as all reports and mails so far are in their files. */
  { readonly type: 'write' };

/** From a team's thread to the main one. */
export type FromTeam =
  | { readonly type: 'ready'; readonly endpoint: string; readonly history: HistoryCounts }
  | { readonly type: 'written' }
  | { readonly type: 'warning'; readonly message: string }
  | { readonly type: 'failed'; readonly message: string };
