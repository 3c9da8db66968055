import { part } from './dom.ts';

/** Leads to the content without a word in the address, which names the view. */
export function followSkipLink(): void {
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault();
    part('main').focus();
  });
}
