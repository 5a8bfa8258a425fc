// Helps while somebody fills a form: what stands in it is sent, and what the server knows about it is shown below.
import { one, within } from './page';

const pause = 350; // milliseconds after the last key
let timer = 0;
let turn = 0;

document.addEventListener('input', (event) => {
  const form = within<HTMLFormElement>(event, 'form[data-hints]');
  if (!form || !form.dataset.hints) return;
  clearTimeout(timer);
  timer = window.setTimeout(() => void ask(form), pause);
});

async function ask(form: HTMLFormElement) {
  const box = one('[data-hint-box]', form), mine = ++turn;
  if (!box) return;
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
  try {
    const answer = await fetch(form.dataset.hints!, { method: 'POST', body });
    const html = answer.ok ? await answer.text() : '';
    if (mine !== turn || !form.isConnected) return;
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    box.replaceChildren(...parsed.body.childNodes);
  } catch {
    box.replaceChildren(); // no connection: no help, and nothing lost
  }
}
