// Writing Markdown: buttons that mark up, and a preview rendered by the server as it will be shown.
import { one, within } from './page';

const field = (root: HTMLElement) => one<HTMLTextAreaElement>('textarea', root)!;

/** The editor that a tool works on: the one around it, or the one its toolbar names. */
function editorOf(tool: HTMLElement): HTMLElement | null {
  const named = tool.closest('[aria-controls]')?.getAttribute('aria-controls');
  return tool.closest<HTMLElement>('.editor') ?? (named ? (document.getElementById(named)?.closest<HTMLElement>('.editor') ?? null) : null);
}

document.addEventListener('click', (event) => {
  const tool = within(event, '[data-mark]'), preview = within(event, '[data-show-preview]'), snippet = within(event, '[data-insert]');
  if (tool) markUp(field(editorOf(tool)!), tool.dataset.mark!);
  if (preview) void show(editorOf(preview)!, preview);
  if (snippet) insert(into(snippet), snippet.dataset.insert!);
});

/** The text that a button writes into: the one that it names, else that of its form. */
const into = (button: HTMLElement) => (document.getElementById(button.dataset.into ?? '') as HTMLTextAreaElement | null) ?? field(button.closest('form')!);

/** Replaces the selection as if it was typed, so that the browser's own undo still works. */
export function insert(text: HTMLTextAreaElement, words: string) {
  text.focus();
  text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end');
  text.dispatchEvent(new Event('input', { bubbles: true }));
}

function markUp(text: HTMLTextAreaElement, mark: string) {
  const from = text.selectionStart, chosen = text.value.slice(from, text.selectionEnd);
  if (mark === '[]') insert(text, `[${chosen}](https://)`);
  else if (mark.endsWith(' ')) prefixLines(text, mark);
  else {
    insert(text, mark + chosen + mark);
    text.setSelectionRange(from + mark.length, from + mark.length + chosen.length);
  }
}

function prefixLines(text: HTMLTextAreaElement, mark: string) {
  const start = text.value.lastIndexOf('\n', text.selectionStart - 1) + 1, end = text.selectionEnd;
  const lines = text.value.slice(start, end).split('\n');
  const marked = lines.map((line, i) => (line.startsWith(mark) ? line.slice(mark.length) : (mark === '1. ' ? `${i + 1}. ` : mark) + line));
  text.setSelectionRange(start, end);
  insert(text, marked.join('\n'));
}

async function show(editor: HTMLElement, button: HTMLElement) {
  const box = one('[data-preview]', editor)!, text = field(editor), on = box.hidden;
  button.setAttribute('aria-pressed', String(on));
  if (on) {
    const body = new URLSearchParams({ text: text.value });
    if (document.body.dataset.token) body.set('_token', document.body.dataset.token);
    const response = await fetch(editor.dataset.editor!, { method: 'POST', body });
    if (!response.ok) return;
    box.innerHTML = await response.text(); // rendered and sanitised by the server
  }
  box.hidden = !on;
  (text.closest<HTMLElement>('.input') ?? text).hidden = on;
  if (!on) text.focus();
}

document.addEventListener('click', (event) => {
  const reveal = within(event, '[data-reveal]');
  const secret = reveal && one<HTMLInputElement>('input', reveal.parentElement!);
  if (!reveal || !secret) return;
  secret.type = secret.type === 'password' ? 'text' : 'password';
  reveal.setAttribute('aria-pressed', String(secret.type === 'text'));
});

document.addEventListener('click', (event) => {
  const copy = within(event, '[data-copy]');
  if (copy) void navigator.clipboard.writeText(document.getElementById(copy.dataset.copy!)?.textContent ?? '');
});
