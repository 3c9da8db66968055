import { join } from 'node:path';

/** Folder of the repository: handlers and lock file are found from here, whatever the working directory is. */
export const PROJECT_ROOT = join(import.meta.dirname, '..');
