import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of the page, which lie beside the function's code. */
export function createSiteFiles(folder: string): (name: string) => string {
  const files = new Map<string, string>();
  return (name) => {
    const text = files.get(name) ?? readFileSync(join(folder, name), 'utf8');
    files.set(name, text);
    return text;
  };
}
