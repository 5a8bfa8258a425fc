// Menus are <details>; this closes them where a person would expect it, and moves through them by arrow keys.
import { get } from './fetch';
import { all, within } from './page';

const open = () => all<HTMLDetailsElement>('details.menu[open]');

document.addEventListener('click', (event) => {
  const inside = within(event, 'details.menu');
  for (const menu of open()) if (menu !== inside && !menu.contains(inside)) menu.open = false;
  const item = within(event, '.mi');
  if (item && !item.matches('summary') && !item.closest('form')) item.closest<HTMLDetailsElement>('details.menu')?.removeAttribute('open');
});

document.addEventListener('keydown', (event) => {
  const menu = within<HTMLDetailsElement>(event, 'details.menu[open]');
  if (event.key === 'Escape' && open().length) {
    const last = open().at(-1)!;
    last.open = false;
    last.querySelector('summary')?.focus();
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (menu && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    const items = all('.mi, input, button', menu).filter((e) => e.offsetParent && !e.closest('[hidden]'));
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (document.activeElement instanceof HTMLInputElement) return;
    items.at((at + (event.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1)) % items.length)?.focus();
    event.preventDefault();
  }
});

document.addEventListener('toggle', (event) => {
  const menu = event.target as HTMLDetailsElement;
  if (!menu.matches?.('details.menu') || !menu.open) return;
  const box = menu.querySelector<HTMLElement>('.menu-b');
  if (!box) return;
  fit(menu, box);
  void fill(menu, box);
  box.querySelector<HTMLElement>('input:not([type=hidden],[type=checkbox]), textarea')?.focus();
}, true);

/** Fetches what a page left out of a menu. */
async function fill(menu: HTMLDetailsElement, box: HTMLElement) {
  const later = menu.querySelector<HTMLElement>('[data-later]');
  if (!later) return;
  const answer = await get(new URL(later.dataset.later!, location.href), later.id);
  const fresh = answer.document.getElementById(later.id);
  if (answer.status >= 400 || !fresh || !later.isConnected) return;
  const focused = box.contains(document.activeElement) || menu.contains(document.activeElement) || document.activeElement === document.body;
  later.replaceWith(document.importNode(fresh, true));
  document.dispatchEvent(new CustomEvent('shown'));
  fit(menu, box);
  if (focused && menu.open) box.querySelector<HTMLElement>('input:not([type=hidden],[type=checkbox]), textarea, .mi')?.focus();
}

document.addEventListener('pointerover', (event) => {
  const later = within(event, 'details.menu > summary')?.parentElement?.querySelector<HTMLElement>('[data-later]');
  if (later) get(new URL(later.dataset.later!, location.href), later.id).catch(() => {});
}, { passive: true });

/** Turns a menu upwards, or shifts it, where it would leave the window. */
function fit(menu: HTMLElement, box: HTMLElement) {
  box.style.translate = '';
  const r = box.getBoundingClientRect();
  if (r.bottom > innerHeight - 4 && !menu.matches('.up') && menu.getBoundingClientRect().top > r.height) menu.classList.add('up');
  const over = r.right - (innerWidth - 6), under = 6 - r.left;
  if (over > 0) box.style.translate = `${-over}px 0`;
  else if (under > 0) box.style.translate = `${under}px 0`;
}
