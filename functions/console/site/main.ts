import { runApp } from './app.ts';
import { element, part } from './dom.ts';

runApp().catch((error: unknown) => {
  const words = error instanceof Error ? error.message : String(error);
  part('main').replaceChildren(element('p', { class: 'empty' }, `The console cannot start: ${words}`));
});
