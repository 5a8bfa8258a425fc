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

/** Sends a form with files, and tells how much of it has gone, from 0 to 1. */
export function upload(url: URL, body: FormData, told: (share: number) => void): Promise<Answer> {
  forget();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('X-Region', 'main');
    request.upload.onprogress = (event) => event.lengthComputable && told(event.loaded / event.total);
    request.onerror = () => reject(new TypeError('no connection'));
    request.onload = () => {
      try {
        const type = request.getResponseHeader('Content-Type') ?? '';
        resolve(read(request.status, new URL(request.responseURL), request.responseURL !== url.href, type, request.responseText));
      } catch (error) {
        reject(error);
      }
    };
    request.send(body);
  });
}

/** Says that an answer was no page, so that the browser has to go there itself. */
export class NoPage extends Error {
  constructor(readonly url: URL) {
    super('no page');
  }
}

async function ask(url: URL, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { ...init, credentials: 'same-origin' });
  const type = response.headers.get('Content-Type') ?? '';
  const text = type.startsWith('text/html') ? await response.text() : '';
  return read(response.status, new URL(response.url), response.redirected, type, text);
}

function read(status: number, url: URL, redirected: boolean, type: string, text: string): Answer {
  if (status === 401 || (redirected && url.pathname.startsWith('/signin'))) {
    signIn();
    throw new DOMException('signed out', 'AbortError');
  }
  if (status !== 204 && !type.startsWith('text/html')) throw new NoPage(url);
  return { status, url, redirected, document: new DOMParser().parseFromString(text, 'text/html') };
}

function signIn() {
  toast(phrase('stale'), 'amber');
  const back = encodeURIComponent(location.pathname + location.search);
  window.setTimeout(() => location.assign(`/signin?next=${back}`), 1200);
}
