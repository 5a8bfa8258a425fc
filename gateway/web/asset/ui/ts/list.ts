// Rows: chosen with checkboxes, walked with j and k, opened with Enter.
import { all, one, phrase, within } from './page';
import { visit } from './nav';

const rows = () => all('[data-rows] .r').filter((row) => row.offsetParent);
const link = (row: Element | null | undefined) => row?.querySelector<HTMLAnchorElement>('.row-a') ?? null;

/** The row that has the focus, or is opened beside the list. */
export const here = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>('[data-rows] .r') ?? one('[data-rows] .r.cur');

/** Moves to the next or the previous row; an open pane follows. */
export function step(by: 1 | -1): boolean {
  const list = rows();
  if (!list.length) return false;
  const at = list.indexOf(here()!);
  const row = list[Math.max(0, Math.min(list.length - 1, at < 0 ? 0 : at + by))];
  row.scrollIntoView({ block: 'nearest' });
  link(row)?.focus({ preventScroll: true });
  if (paneOpen() && link(row) && !row.matches('.cur')) void visit(new URL(link(row)!.href), 'replace');
  return true;
}

/** Opens the full page of a row. */
export function openFull(row: HTMLElement | null) {
  const to = link(row)?.dataset.full ?? one<HTMLAnchorElement>('#pane [data-full]')?.href;
  if (to) void visit(new URL(to, location.href));
}

/** Where there is no room for a pane beside the list, a row opens its page. */
document.addEventListener('click', (event) => {
  const a = within<HTMLAnchorElement>(event, '.row-a[data-full]');
  if (a?.dataset.full && innerWidth <= 760) a.href = a.dataset.full;
}, true);

export const paneOpen = () => Boolean(one('#pane:not([hidden])')?.dataset.id);

/** Chooses a row, or gives it back. */
export function toggle(row: HTMLElement | null) {
  const box = row && one<HTMLInputElement>('.chk input', row);
  if (!box) return;
  box.checked = !box.checked;
  count();
}

const boxes = () => all<HTMLInputElement>('[data-rows] input[name=id]');

function count() {
  const chosen = boxes().filter((b) => b.checked).length;
  for (const words of all('[data-selected]')) words.textContent = phrase('selected', chosen);
  for (const every of all<HTMLInputElement>('[data-rows] [data-all]')) {
    every.checked = chosen > 0 && chosen === boxes().length;
    every.indeterminate = chosen > 0 && !every.checked;
  }
}

/** Gives all rows back; says whether any was chosen. */
export function clear(): boolean {
  const chosen = boxes().filter((b) => b.checked);
  for (const b of chosen) b.checked = false;
  count();
  return chosen.length > 0;
}

let lastBox: HTMLInputElement | null = null;
document.addEventListener('click', (event) => {
  const box = within<HTMLInputElement>(event, '[data-rows] .chk input');
  if (!box) return;
  if ('all' in box.dataset) for (const b of boxes()) b.checked = box.checked;
  else if (event.shiftKey && lastBox?.isConnected) range(lastBox, box);
  lastBox = box;
  count();
});
document.addEventListener('reset', () => window.setTimeout(count));

function range(from: HTMLInputElement, to: HTMLInputElement) {
  const list = boxes();
  const [a, b] = [list.indexOf(from), list.indexOf(to)].sort((x, y) => x - y);
  for (const box of list.slice(a, b + 1)) box.checked = to.checked;
}

// The pane changes without the list being fetched again, so its row is marked here.
document.addEventListener('shown', () => {
  const pane = one('#pane:not([hidden])');
  if (!one('#pane')) return;
  for (const row of rows()) {
    const current = Boolean(pane?.dataset.id) && row.dataset.id === pane!.dataset.id;
    row.classList.toggle('cur', current);
    row.setAttribute('aria-current', String(current));
  }
  one('.split')?.classList.toggle('alone', !paneOpen());
  count();
});

// A text that is cut off says itself whole under the pointer.
document.addEventListener('pointerover', (event) => {
  const text = within(event, '.trunc');
  if (text && !text.title && text.scrollWidth > text.clientWidth) text.title = text.textContent!.trim();
}, { passive: true });

document.addEventListener('dblclick', (event) => {
  if (!within(event, 'input, button, summary')) openFull(within(event, '[data-rows] .r'));
});
