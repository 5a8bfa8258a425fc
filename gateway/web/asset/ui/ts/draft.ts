// Keeps what was typed in this browser until it is sent.
import { all, one, phrase } from './page';

type Field = HTMLInputElement | HTMLTextAreaElement;
const prefix = 'draft/';
const waits = new WeakMap<HTMLFormElement, number>();

const fields = (form: HTMLFormElement): Field[] =>
  all<HTMLInputElement>('input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=url], textarea', form).filter((f) => f.name);

document.addEventListener('input', (event) => {
  const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>('form[data-draft]') : null;
  if (!form?.dataset.draft) return;
  clearTimeout(waits.get(form));
  waits.set(form, window.setTimeout(() => keep(form), 400));
});

function keep(form: HTMLFormElement) {
  const texts = Object.fromEntries(fields(form).map((f) => [f.name, f.value]));
  const empty = fields(form).every((f) => f.value === f.defaultValue);
  try {
    if (empty) localStorage.removeItem(prefix + form.dataset.draft);
    else localStorage.setItem(prefix + form.dataset.draft, JSON.stringify(texts));
  } catch {
    return; // the browser keeps nothing; the text stays in the field
  }
  const note = one('[data-draft-note]', form);
  if (note) note.textContent = empty ? '' : phrase('draft');
}

/** Forgets the draft of a form that was sent. */
export function clearDraft(form: HTMLFormElement) {
  clearTimeout(waits.get(form));
  if (form.dataset.draft) localStorage.removeItem(prefix + form.dataset.draft);
  if (!form.matches('[data-composer]')) return;
  for (const f of fields(form)) f.value = '';
  for (const f of all<HTMLInputElement>('input[type=file]', form)) f.value = '';
}

function restore() {
  for (const form of all<HTMLFormElement>('form[data-draft]')) {
    const kept = form.dataset.draft ? localStorage.getItem(prefix + form.dataset.draft) : null;
    if (!kept || 'restored' in form.dataset) continue;
    form.dataset.restored = '';
    const texts = JSON.parse(kept) as Record<string, string>;
    for (const f of fields(form)) if (f.value === f.defaultValue && texts[f.name] !== undefined) f.value = texts[f.name];
    const note = one('[data-draft-note]', form);
    if (note) note.textContent = phrase('draft');
  }
}
document.addEventListener('shown', restore);
restore();
