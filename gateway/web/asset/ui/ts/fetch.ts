// Asks the server for pages: remembers for a moment what was fetched ahead, and notices when the session has ended.
import { phrase } from './page';
import { toast } from './toast';

/** An answer that is a page. */
export type Answer = { status: number; url: URL; redirected: boolean; document: Document };

const kept = 8000;
const ahead = new Map<string, { at: number; answer: Promise<Answer> }>();

/** Forgets everything that was fetched ahead: something was written, here or elsewhere. */
export const forget = () => ahead.clear();

/** Fetches a page, or the named regions of it. */
export function get(url: URL, regions: string): Promise<Answer> {
  const key = `${regions} ${url.pathname}${url.search}`;
  const known = ahead.get(key);
  if (known && performance.now() - known.at < kept) return known.answer;
  const answer = ask(url, { headers: { 'X-Region': regions } });
  ahead.set(key, { at: performance.now(), answer });
  answer.catch(() => ahead.delete(key));
  return answer;
}

/** Sends a form. */
export function post(url: URL, body: FormData | URLSearchParams): Promise<Answer> {
  forget();
  return ask(url, { method: 'POST', body, headers: { 'X-Region': 'main' } });
}

/** Says that an answer was no page, so that the browser has to go there itself. */
export class NoPage extends Error {
  constructor(readonly url: URL) {
    super('no page');
  }
}

async function ask(url: URL, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { ...init, credentials: 'same-origin' });
  const at = new URL(response.url);
  if (response.status === 401 || (response.redirected && at.pathname.startsWith('/signin'))) {
    signIn();
    throw new DOMException('signed out', 'AbortError');
  }
  const type = response.headers.get('Content-Type') ?? '';
  if (response.status !== 204 && !type.startsWith('text/html')) throw new NoPage(at);
  const text = response.status === 204 ? '' : await response.text();
  return { status: response.status, url: at, redirected: response.redirected, document: new DOMParser().parseFromString(text, 'text/html') };
}

function signIn() {
  toast(phrase('stale'), 'amber');
  const back = encodeURIComponent(location.pathname + location.search);
  window.setTimeout(() => location.assign(`/signin?next=${back}`), 1200);
}
