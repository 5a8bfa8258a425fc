// Signs that bring up a list while somebody writes: / canned replies, @ people. The server says which.
import { insert } from './editor';
import { all, freshId, one, phrase, within } from './page';

/** What stands before the cursor: a sign at the beginning of a word, and what was typed behind it. */
const begun = /(?:^|[\s(])([/@])([^\s/@]*(?: [^\s/@]+)?)$/;

type Token = { sign: string; words: string; from: number };

function tokenIn(text: HTMLTextAreaElement): Token | null {
  if (text.selectionStart !== text.selectionEnd) return null;
  const found = begun.exec(text.value.slice(0, text.selectionStart));
  if (!found || (found[1] === '/' && found[2]!.includes(' '))) return null;
  return { sign: found[1]!, words: found[2]!, from: text.selectionStart - found[2]!.length - 1 };
}

const list = document.createElement('ul');
list.className = 'picklist up';
list.role = 'listbox';
list.id = freshId('suggestions');
list.setAttribute('aria-label', '');
let writing: HTMLTextAreaElement | null = null;
let token: Token | null = null;
let running: AbortController | undefined;
let wait = 0;

const options = () => all('[role=option][data-insert]', list);
const marked = () => one('[aria-selected=true]', list);

function mark(option?: HTMLElement) {
  marked()?.setAttribute('aria-selected', 'false');
  option?.setAttribute('aria-selected', 'true');
  option?.scrollIntoView({ block: 'nearest' });
  if (option) writing?.setAttribute('aria-activedescendant', option.id);
}

function close() {
  clearTimeout(wait);
  running?.abort();
  list.remove();
  writing?.removeAttribute('aria-controls');
  writing?.removeAttribute('aria-activedescendant');
  writing = token = null;
}

async function ask(text: HTMLTextAreaElement, at: Token) {
  running?.abort();
  running = new AbortController();
  const url = new URL(text.dataset.suggest!, location.href);
  url.searchParams.set('sign', at.sign);
  url.searchParams.set('words', at.words);
  url.searchParams.set('mode', one<HTMLInputElement>('input[name=mode]:checked', text.form!)?.value ?? 'public');
  try {
    const response = await fetch(url, { signal: running.signal });
    if (!response.ok || document.activeElement !== text) return;
    list.innerHTML = await response.text();
    for (const option of options()) option.id = freshId('suggestion');
    if (!options().length && at.words) return close();
    [writing, token] = [text, at];
    list.setAttribute('aria-label', phrase(at.sign === '@' ? 'people' : 'canned'));
    text.closest('.editor')!.append(list);
    text.setAttribute('aria-controls', list.id);
    mark(options()[0]);
  } catch {
    // a newer question is on its way
  }
}

document.addEventListener('input', (event) => {
  const text = within<HTMLTextAreaElement>(event, 'textarea[data-suggest]');
  if (!text) return;
  const at = tokenIn(text);
  clearTimeout(wait);
  if (at) wait = window.setTimeout(() => void ask(text, at), 80);
  else if (list.isConnected) close();
});

function choose(option: HTMLElement) {
  const text = writing!, { sign, from } = token!, words = option.dataset.insert!;
  const end = text.selectionStart;
  close();
  text.setSelectionRange(from, end);
  insert(text, sign === '@' ? `${words} ` : words);
}

// Before anybody else hears of the key: with the list open, Enter chooses and Escape closes it.
document.addEventListener('keydown', (event) => {
  if (!list.isConnected || event.target !== writing) return;
  const found = options(), at = found.indexOf(marked()!);
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') mark(found.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % found.length));
  else if ((event.key === 'Enter' || event.key === 'Tab') && marked() && !event.ctrlKey && !event.metaKey) choose(marked()!);
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener('mousedown', (event) => {
  const option = list.isConnected ? within(event, '.picklist.up [data-insert]') : null;
  if (!option) return;
  event.preventDefault(); // the text keeps the cursor
  choose(option);
});

document.addEventListener('focusout', (event) => {
  if (event.target === writing) close();
});

// A button types its sign for those who do not know it.
document.addEventListener('click', (event) => {
  const button = within(event, '[data-sign]');
  if (!button) return;
  const text = document.getElementById(button.getAttribute('aria-controls')!) as HTMLTextAreaElement;
  const before = text.value.slice(0, text.selectionStart);
  insert(text, (before && !/\s$/.test(before) ? ' ' : '') + button.dataset.sign!);
});
