// The palette: one field that finds commands, places and records. The server answers with the lines.
import { send } from './form';
import { all, one, within } from './page';
import { visit } from './nav';

const dialog = () => one<HTMLDialogElement>('#palette');
const field = () => one<HTMLInputElement>('#palette-q')!;
const list = () => one('#palette-list')!;
let running: AbortController | undefined;
let wait = 0;

document.addEventListener('click', (event) => {
  const opener = within(event, '[data-open=palette]');
  if (opener && dialog()) {
    event.preventDefault();
    event.stopPropagation();
    dialog()!.showModal();
    field().select();
    void ask();
    return;
  }
  if (event.target === dialog()) dialog()!.close();
  const line = within(event, '.cmd-r');
  if (line) run(line);
}, true);

document.addEventListener('input', (event) => {
  if (event.target !== field()) return;
  clearTimeout(wait);
  wait = window.setTimeout(ask, 60);
});

async function ask() {
  running?.abort();
  running = new AbortController();
  const url = new URL(document.body.dataset.palette!, location.href);
  url.searchParams.set('q', field().value);
  if (document.body.dataset.on) url.searchParams.set('on', document.body.dataset.on);
  try {
    const response = await fetch(url, { signal: running.signal });
    if (!response.ok) return;
    list().innerHTML = await response.text();
    list().dataset.answers = url.searchParams.get('q')!;
    mark(lines()[0]);
  } catch {
    // a newer question is on its way, or there is no connection: the old lines stay
  }
}

const lines = () => all('.cmd-r', list());
const marked = () => one('[aria-selected=true]', list());

function mark(line: HTMLElement | undefined) {
  marked()?.setAttribute('aria-selected', 'false');
  line?.setAttribute('aria-selected', 'true');
  line?.scrollIntoView({ block: 'nearest' });
  if (line) field().setAttribute('aria-activedescendant', line.id);
  else field().removeAttribute('aria-activedescendant');
}

function run(line: HTMLElement) {
  dialog()!.close();
  const form = line.querySelector('form');
  if (form) void send(form);
  else if (line.dataset.href) void visit(new URL(line.dataset.href, location.href));
}

document.addEventListener('pointermove', (event) => {
  const line = within(event, '.cmd-r');
  if (line && line !== marked()) mark(line);
}, { passive: true });

document.addEventListener('keydown', (event) => {
  if (event.target !== field()) return;
  const all = lines(), at = all.indexOf(marked()!);
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    mark(all.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % all.length));
  } else if (event.key === 'Enter' && marked()) {
    event.preventDefault();
    run(marked()!);
  } else if (event.key === 'Tab' && field().value) {
    event.preventDefault();
    dialog()!.close();
    field().form!.requestSubmit();
  }
});

document.addEventListener('submit', (event) => {
  if (within(event, '#palette form.cmd-i')) dialog()!.close();
}, true);
