import { runContextWindows } from './context-windows.ts';

process.exitCode = await runContextWindows(process.argv.slice(2));
