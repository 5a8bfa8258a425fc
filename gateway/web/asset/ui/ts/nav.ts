// The address is the only state. Where only the query changed, the regions that depend on it are fetched and morphed;
// otherwise the main part of the page is replaced. Going back shows what was there, at once, and then makes it fresh.
import { forget, get, NoPage, type Answer } from './fetch';
import { morph } from './morph';
import { all, one, phrase, within } from './page';
import { leaveForm } from './leave';
import { takeToasts, toast } from './toast';
import { progress } from './progress';

type Kept = { main: HTMLElement; title: string; scroll: [string, number][]; top: number; focus: string; at: number };

const memory = new Map<string, Kept>();
const memorySize = 12;
let current = new URL(location.href);
let key = history.state?.key ?? crypto.randomUUID();
let turn = 0;

history.scrollRestoration = 'manual';
history.replaceState({ key }, '');

const main = () => document.getElementById('main')!;
const depends = (region: HTMLElement) => region.dataset.region!.split(' ');
const regions = () => all('[data-region]', main());

/** Something was written or announced: what was fetched ahead and what is remembered is old. */
export function invalidate() {
  forget();
  for (const kept of memory.values()) kept.at = 0;
}

/** Goes to an address. "replace" changes where we are without a step back. */
export async function visit(url: URL, mode: 'push' | 'replace' | 'stay' = 'push') {
  if (!(await leaveForm(url))) return;
  const mine = ++turn;
  const changed = sameParts(url);
  if (mode === 'push') remember();
  const done = progress();
  try {
    if (changed) await showRegions(url, changed, mode, mine);
    else await showPage(await get(url, 'main'), mode, mine);
  } catch (error) {
    failed(error, url);
  } finally {
    done();
  }
}

/** The regions that an address changes, or null where the whole page changes. */
function sameParts(url: URL): HTMLElement[] | null {
  if (url.pathname !== current.pathname) return null;
  const parameters = new Set([...url.searchParams.keys(), ...current.searchParams.keys()]);
  const changed = [...parameters].filter((p) => url.searchParams.getAll(p).join('\n') !== current.searchParams.getAll(p).join('\n'));
  const covered = new Set(regions().flatMap(depends));
  if (!changed.length || !changed.every((p) => covered.has(p))) return null;
  return regions().filter((r) => depends(r).some((p) => changed.includes(p)));
}

/** Whether an address closes a region: the one parameter on which it depends is gone. */
const closes = (region: HTMLElement, url: URL) => depends(region).length === 1 && !url.searchParams.get(depends(region)[0]);

async function showRegions(url: URL, changed: HTMLElement[], mode: string, mine: number) {
  const closed = changed.filter((r) => closes(r, url));
  const wanted = changed.filter((r) => !closed.includes(r));
  for (const r of wanted) r.setAttribute('aria-busy', 'true');
  const answer = wanted.length ? await get(url, wanted.map((r) => r.id).join(' ')) : null;
  if (mine !== turn) return;
  if (answer && (answer.redirected || answer.status >= 400 || wanted.some((r) => !answer.document.getElementById(r.id)))) {
    return showPage(answer, mode, mine);
  }
  move(url, mode);
  for (const r of closed) close(r);
  for (const r of wanted) refresh(r, answer!.document.getElementById(r.id)!);
  if (answer) takeToasts(answer.document);
  document.dispatchEvent(new CustomEvent('shown'));
}

function refresh(old: HTMLElement, fresh: HTMLElement) {
  const other = old.dataset.id !== fresh.dataset.id;
  if (other) old.replaceWith(document.importNode(fresh, true));
  else morph(old, fresh);
}

function close(region: HTMLElement) {
  region.hidden = true;
  region.replaceChildren();
  delete region.dataset.id;
}

/** Shows a fetched page in place of this one. */
export async function showPage(answer: Answer, mode: 'push' | 'replace' | 'stay' | string, mine = ++turn) {
  if (mine !== turn) return;
  const fresh = answer.document.getElementById('main');
  if (!fresh) return location.assign(answer.url);
  const same = answer.url.pathname === current.pathname && mode !== 'push';
  move(answer.url, mode);
  if (same) morph(main(), fresh);
  else main().replaceWith(document.importNode(fresh, true));
  adopt(answer.document);
  if (!same) {
    scrollTo(0, 0);
    settle();
  }
  takeToasts(answer.document);
  document.dispatchEvent(new CustomEvent('shown'));
}

/** Takes over what stands around the main part. */
function adopt(from: Document) {
  document.title = from.title;
  for (const part of ['#side', '.tabbar']) {
    const old = one(part), fresh = one(part, from);
    if (old && fresh) morph(old, fresh);
    else if (fresh && !old) document.body.append(document.importNode(fresh, true));
    else if (old && !fresh && part !== '#side') old.remove();
  }
  one('#side')?.classList.remove('open');
  Object.assign(document.body.dataset, { context: from.body.dataset.context ?? '', on: from.body.dataset.on ?? '', live: from.body.dataset.live ?? '' });
}

function move(url: URL, mode: string) {
  if (mode === 'push') {
    key = crypto.randomUUID();
    history.pushState({ key }, '', url);
  } else if (mode === 'replace') history.replaceState({ key }, '', url);
  current = url;
}

/** Puts the focus where reading begins. */
function settle() {
  const target = one('#errors, [autofocus]', main()) ?? main();
  target.focus({ preventScroll: target === main() });
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: 'center' });
}

const scrollers = () => [main(), ...all('.scroll, .board, .tk, .set', main())];

function remember() {
  const scroll = scrollers().map((e, i): [string, number] => [e.id || String(i), e.scrollTop]);
  const focus = document.activeElement?.closest('[id]')?.id ?? '';
  memory.delete(key);
  memory.set(key, { main: main().cloneNode(true) as HTMLElement, title: document.title, scroll, top: scrollY, focus, at: performance.now() });
  if (memory.size > memorySize) memory.delete(memory.keys().next().value!);
}

addEventListener('popstate', (event) => {
  const url = new URL(location.href);
  if (url.pathname === current.pathname && url.search === current.search) return; // only the hash changed
  remember();
  key = event.state?.key ?? crypto.randomUUID();
  void back(url);
});

async function back(url: URL) {
  const kept = memory.get(key), parts = sameParts(url);
  if (!kept || parts?.every((r) => closes(r, url))) {
    await visit(url, 'stay');
    return focusOn(kept?.focus);
  }
  turn++;
  main().replaceWith(kept.main.cloneNode(true));
  document.title = kept.title;
  current = url;
  for (const [i, e] of scrollers().entries()) e.scrollTop = kept.scroll.find(([id]) => id === (e.id || String(i)))?.[1] ?? 0;
  scrollTo(0, kept.top);
  focusOn(kept.focus);
  document.dispatchEvent(new CustomEvent('shown'));
  if (performance.now() - kept.at > 5000) await reload();
}

function focusOn(id: string | undefined) {
  const element = id ? document.getElementById(id) : null;
  (element?.querySelector<HTMLElement>('a') ?? element)?.focus({ preventScroll: true });
}

/** Fetches the page again and morphs it in place. */
export async function reload() {
  const mine = ++turn;
  try {
    await showPage(await get(new URL(location.href), 'main'), 'stay', mine);
  } catch (error) {
    if (!(error instanceof DOMException)) toast(phrase('offline'), 'amber');
  }
}

function failed(error: unknown, url: URL) {
  if (error instanceof DOMException) return;
  if (error instanceof NoPage) return location.assign(url);
  toast(phrase('offline'), 'amber');
}

const plain = (a: HTMLAnchorElement) =>
  a.origin !== location.origin || a.target || a.hasAttribute('download') || 'plain' in a.dataset || a.pathname.startsWith('/assets/') || a.pathname.startsWith('/files/');

document.addEventListener('click', (event) => {
  const a = within<HTMLAnchorElement>(event, 'a[href]');
  if (!a || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button || plain(a)) return;
  const url = new URL(a.href);
  if (url.pathname === location.pathname && url.search === location.search && url.hash) return;
  event.preventDefault();
  a.closest('details.menu')?.removeAttribute('open');
  void visit(url, 'stepIn' in a.dataset ? 'replace' : 'push');
});

let hover = 0;
function prefetch(event: Event) {
  clearTimeout(hover);
  const a = within<HTMLAnchorElement>(event, '.row-a, [data-step], .tab, .nav');
  if (!a || plain(a) || !a.getAttribute('href') || a.getAttribute('href')!.startsWith('#')) return;
  hover = window.setTimeout(() => {
    const url = new URL(a.href);
    const changed = sameParts(url);
    if (changed?.length === 0) return;
    get(url, changed ? changed.map((r) => r.id).join(' ') : 'main').catch(() => {});
  }, event.type === 'focusin' ? 0 : 65);
}
document.addEventListener('pointerover', prefetch, { passive: true });
document.addEventListener('focusin', prefetch);

// The side bar is a sheet on a phone; the hash does the same without a script.
document.addEventListener('click', (event) => {
  if (!within(event, 'a[href="#side"]')) return;
  event.preventDefault();
  one('#side')?.classList.toggle('open');
});
