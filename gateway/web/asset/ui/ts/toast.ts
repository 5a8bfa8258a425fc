// Short messages about what just happened.
import { all, phrase, within } from './page';

const stay = 8000;
const box = () => document.getElementById('toasts')!;

/** Shows a message of the script's own. */
export function toast(text: string, tone = '') {
  const element = document.createElement('div');
  element.className = `toast ${tone}`;
  const words = document.createElement('span');
  words.textContent = text;
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'lnk';
  close.dataset.close = '';
  close.textContent = phrase('close');
  element.append(words, close);
  show(element);
}

/** Takes over the messages of a page that was fetched. */
export function takeToasts(from: Document) {
  for (const element of all('#toasts > .toast', from as unknown as ParentNode)) show(document.importNode(element, true));
}

function show(element: HTMLElement) {
  box().append(element);
  expire(element);
}

function expire(element: HTMLElement) {
  const timer = window.setTimeout(() => {
    if (element.matches(':hover, :focus-within')) expire(element);
    else element.remove();
  }, stay);
  element.addEventListener('remove', () => clearTimeout(timer));
}

document.addEventListener('click', (event) => within(event, '.toast [data-close]')?.closest('.toast')?.remove());
for (const element of all('#toasts > .toast')) expire(element);
