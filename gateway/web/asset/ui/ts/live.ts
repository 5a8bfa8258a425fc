// Live updates. The stream says only which record has which version; what is visible then fetches itself, under the
// reader's own rights. Rows never move under the pointer: what is new waits behind a button.
import { get } from './fetch';
import { morph } from './morph';
import { invalidate } from './nav';
import { all, one, phrase, within } from './page';
import { company } from './presence';
import { takeToasts } from './toast';

type Message = { type: string; id: string; version: number };

const pause = 300; // milliseconds to wait for more messages
const apart = 2000; // milliseconds between two fetches of the same page
const dirty = new Set<string>();
let timer = 0;
let last = 0;
let waiting: HTMLElement | null = null;

/** Begins to listen. */
export function live() {
  const { live: url, worker } = document.body.dataset;
  if (!url) return;
  const address = new URL(url, location.href).href;
  if (typeof SharedWorker === 'undefined' || !worker) return alone(address);
  const port = new SharedWorker(worker, { name: 'live' }).port;
  port.onmessage = (event: MessageEvent<string>) => heard(event.data);
  port.postMessage({ url: address });
  addEventListener('pagehide', () => port.postMessage({ bye: true }));
  addEventListener('pageshow', (event) => event.persisted && port.postMessage({ url: address }));
}

function alone(url: string) {
  const stream = new EventSource(url);
  let lost = false;
  stream.onmessage = (event) => heard(event.data);
  stream.onerror = () => (lost = true);
  stream.onopen = () => {
    if (lost) heard('again');
    lost = false;
  };
}

function heard(text: string) {
  const of = text === 'again' ? null : (JSON.parse(text) as Message & { here?: string });
  if (of?.here) return company(of.here);
  if (of?.type === 'draft') return;
  invalidate();
  if (text === 'again') for (const region of all('[data-region][id]')) dirty.add(region.id);
  else touch(of!);
  if (dirty.size) later();
}

/** Marks the regions that a message is about. */
function touch(message: Message) {
  const shown = all(`[data-id="${CSS.escape(message.id)}"]`);
  for (const element of shown) {
    const region = element.closest<HTMLElement>('[data-region]');
    if (region && Number(element.dataset.version ?? 0) < message.version) dirty.add(region.id);
  }
  for (const region of all('[data-live-type]')) {
    const about = region.dataset.liveType!.split(' ').includes(message.type);
    if (about && !shown.some((element) => region.contains(element))) dirty.add(region.id);
  }
  for (const region of all('[data-live-types]')) {
    if (region.dataset.liveTypes!.split(' ').includes(message.type)) dirty.add(region.id);
  }
}

function later() {
  if (document.hidden || timer) return;
  timer = window.setTimeout(refresh, Math.max(pause, last + apart - performance.now()));
}
document.addEventListener('visibilitychange', () => dirty.size && later());

async function refresh() {
  timer = 0;
  last = performance.now();
  const ids = [...dirty].filter((id) => document.getElementById(id));
  dirty.clear();
  if (!ids.length) return;
  const at = location.href;
  try {
    const answer = await get(new URL(at), ids.join(' '));
    if (answer.status >= 400 || location.href !== at) return;
    for (const id of ids) merge(document.getElementById(id), answer.document.getElementById(id));
    takeToasts(answer.document);
  } catch {
    for (const id of ids) dirty.add(id); // no connection: again with the next message
  }
}

function merge(old: HTMLElement | null, fresh: HTMLElement | null) {
  if (!old || !fresh) return;
  if (old.matches('[data-live-type]')) mergeRows(old, fresh);
  else if (old.dataset.id === fresh.dataset.id) morph(old, fresh);
}

const keyed = (root: HTMLElement) => new Map(all('.r[data-id], .bcard[data-id]', root).map((row) => [row.dataset.id!, row]));

/** Updates the rows that stay where they are; counts the ones that came. */
function mergeRows(old: HTMLElement, fresh: HTMLElement) {
  const before = keyed(old), after = keyed(fresh);
  for (const [id, row] of before) {
    const now = after.get(id);
    row.classList.toggle('gone', !now);
    if (now && now.dataset.version !== row.dataset.version) morph(row, now);
  }
  const came = [...after.keys()].filter((id) => !before.has(id)).length;
  const order = [...after.keys()].filter((id) => before.has(id)).join() !== [...before.keys()].filter((id) => after.has(id)).join();
  const gone = [...before.keys()].some((id) => !after.has(id));
  waiting = came || order || gone ? document.importNode(fresh, true) : null;
  const button = one('[data-fresh]', old);
  if (!button) return;
  button.hidden = !waiting;
  one('[data-fresh-text]', button)!.textContent = came ? phrase('new', came) : phrase('changed');
}

/** Shows what waited. */
export function showFresh(): boolean {
  const old = waiting && document.getElementById(waiting.id);
  if (!old || !waiting) return false;
  const focus = document.activeElement?.closest('[id]')?.id;
  old.replaceWith(waiting);
  waiting = null;
  if (focus) (document.getElementById(focus)?.querySelector<HTMLElement>('a') ?? null)?.focus();
  document.dispatchEvent(new CustomEvent('shown'));
  return true;
}

document.addEventListener('click', (event) => within(event, '[data-fresh]') && showFresh());
