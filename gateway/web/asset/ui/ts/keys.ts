// Keyboard shortcuts of the whole page.
import { here, openFull, paneOpen, clear, step, toggle } from './list';
import { all, one, typing } from './page';
import { showFresh } from './live';

const press = (selector: string): boolean => {
  const element = one(selector);
  element?.click();
  return Boolean(element);
};

/** Opens a menu by its key: for the chosen rows, or for the record of the page. */
function menu(key: string): boolean {
  if (all<HTMLInputElement>('[data-rows] input[name=id]:checked').length) return press(`.bulk [data-key="${key}"]`);
  const property = one<HTMLDetailsElement>(`[data-property][data-key="${key}"]`);
  if (property) {
    property.open = true;
    property.querySelector<HTMLElement>('.mi, input:not([type=hidden])')?.focus();
    return true;
  }
  return false;
}

function write(mode: string): boolean {
  const text = one<HTMLTextAreaElement>('#composer-text');
  if (!text) return press('[data-reply]');
  one<HTMLInputElement>(`[data-composer] input[value=${mode}]`)?.click();
  text.focus();
  return true;
}

/** Closes the innermost thing that is open. */
function escape(): boolean {
  if (one('#side.open')) return Boolean(one('#side')!.classList.remove('open')) || true;
  if (clear()) return true;
  return paneOpen() && press('[data-close-pane]');
}

const actions: Record<string, () => boolean> = {
  j: () => step(1) || press('[data-step=j]'),
  k: () => step(-1) || press('[data-step=k]'),
  Enter: () => Boolean(document.activeElement?.closest('.r.cur')) && (openFull(here()), true),
  o: () => (openFull(here()), true),
  x: () => (toggle(here()), true),
  s: () => menu('S'),
  a: () => menu('A'),
  c: () => press('[data-new]'),
  e: () => press('[data-action=edit]'),
  f: () => press('[data-filter]'),
  r: () => write('public'),
  n: () => write('internal'),
  z: () => press('#toasts .toast:last-of-type form button'),
  '.': () => showFresh(),
  '/': () => press('[data-open=palette]'),
  '?': () => (one<HTMLDialogElement>('#shortcuts')?.showModal(), true),
  Escape: escape,
};

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || one('dialog[open]')) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    press('[data-open=palette]');
    return;
  }
  if (typing(event)) {
    if (event.key === 'Escape') (event.target as HTMLElement).blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (actions[event.key]?.()) event.preventDefault();
});
