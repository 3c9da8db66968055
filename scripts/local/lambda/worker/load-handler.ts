import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction, constants } from 'node:vm';

/** A handler as a bundle exports it. */
export type LambdaHandler = (...values: unknown[]) => unknown;

/** Loads `file.exportName` from a bundle folder the way Lambda does: `.js` and `.cjs` are CommonJS, `.mjs` is a module. */
export async function loadHandler(folder: string, handler: string): Promise<LambdaHandler> {
  const [, module = '', exportName = ''] = /^(.+)\.([^.]+)$/.exec(handler) ?? [];
  const exported = await loadModule(join(folder, module));
  const found: unknown = Reflect.get(exported, exportName);
  if (!isHandler(found))
    throw namedError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  return found;
}

async function loadModule(path: string): Promise<object> {
  const commonJs = [`${path}.js`, `${path}.cjs`].find((file) => existsSync(file));
  if (commonJs !== undefined) return loadCommonJs(commonJs);
  if (existsSync(`${path}.mjs`)) return import(pathToFileURL(`${path}.mjs`).href);
  throw namedError('Runtime.ImportModuleError', `Error: Cannot find module '${path}'`);
}

/** Compiled by hand: the repository's own `"type": "module"` must not reach the bundle, which is alone in `/var/task`. */
function loadCommonJs(file: string): object {
  const run = compileFunction(
    readFileSync(file, 'utf8'),
    ['exports', 'require', 'module', '__filename', '__dirname'],
    { filename: file, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER },
  );
  const module = { exports: {} };
  Reflect.apply(run, module.exports, [module.exports, createRequire(file), module, file, dirname(file)]);
  return module.exports;
}

function isHandler(value: unknown): value is LambdaHandler {
  return typeof value === 'function';
}

function namedError(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
