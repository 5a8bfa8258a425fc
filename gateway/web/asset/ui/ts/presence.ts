// Who else has the same record open, and who writes: each open page says so now and then, and asks anew when the stream
// tells of a change. What is being written is kept on the server, so that it outlives the browser.
import { one, phrase, within } from './page';

const beat = 20_000; // milliseconds between two words of an open page; the server waits for twice as long
const quiet = 30_000; // milliseconds without a key after which nobody writes
const pause = 1500; // milliseconds without a key after which a draft is kept

let at = ''; // the address of the record that is open
let writing = false;
let typed = 0;
let keeping = 0;

const address = () => one('[data-here]')?.dataset.here ?? '';
const form = () => one<HTMLFormElement>('form[data-composer][data-keep]');

async function say() {
  if (!at || document.hidden) return;
  if (writing && performance.now() - typed > quiet) writing = false;
  try {
    const answer = await fetch(at, { method: 'POST', body: new URLSearchParams({ writing: writing ? '1' : '0' }) });
    if (answer.status !== 200 || at !== address()) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const id of ['here', 'clash']) {
      const old = document.getElementById(id), now = fresh.getElementById(id);
      if (old && now && old.innerHTML !== now.innerHTML) old.replaceWith(document.importNode(now, true));
      else if (old && now) old.hidden = now.hidden;
    }
  } catch {
    // no connection: the next beat says it again
  }
}

function leave() {
  if (at) navigator.sendBeacon(at, new URLSearchParams({ gone: '1' }));
  at = '';
}

function arrive() {
  if (address() === at) return;
  leave();
  at = address();
  writing = false;
  void say();
}

document.addEventListener('shown', arrive);
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    keep(true);
    const was = at;
    leave();
    at = was;
  } else void say();
});
addEventListener('pagehide', () => {
  keep(true);
  leave();
});
addEventListener('pageshow', (event) => event.persisted && arrive());
window.setInterval(say, beat);

/** The stream says that somebody came to a record, went, or writes. */
export function company(key: string) {
  const record = one('#record');
  if (record && key === `${record.dataset.type}/${record.dataset.id}`) void say();
}

document.addEventListener('input', (event) => {
  if (!form() || within(event, 'form[data-composer]') !== form()) return;
  typed = performance.now();
  clearTimeout(keeping);
  keeping = window.setTimeout(keep, pause);
  if (writing) return;
  writing = true;
  void say();
});

document.addEventListener('submit', (event) => {
  if (event.target !== form()) return;
  clearTimeout(keeping);
  keeping = 0;
  writing = false;
}, true);

/** Keeps what stands in the composer; the browser's own copy stays only where the server did not take it. */
function keep(now = false) {
  const box = form();
  if (!box || !keeping) return;
  clearTimeout(keeping);
  keeping = 0;
  const data = new FormData(box), to = box.dataset.keep!;
  const body = new URLSearchParams({ text: String(data.get('text') ?? ''), mode: String(data.get('mode') ?? '') });
  if (now) {
    navigator.sendBeacon(to, body);
    return;
  }
  const note = one('[data-draft-note]', box);
  fetch(to, { method: 'POST', body }).then((answer) => {
    if (!answer.ok) return;
    if (box.dataset.draft) localStorage.removeItem(`draft/${box.dataset.draft}`);
    if (note && body.get('text')) note.textContent = phrase('kept');
  }, () => {});
}
