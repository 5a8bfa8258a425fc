// Sends forms without leaving the page. A refused form comes back with its errors; what was typed is never lost.
import { post, upload, NoPage, type Answer } from './fetch';
import { clearDraft } from './draft';
import { confirmed } from './leave';
import { invalidate, reload, showPage, visit } from './nav';
import { morph } from './morph';
import { one, phrase, said } from './page';
import { gone, progress } from './progress';
import { takeToasts, toast } from './toast';

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  const by = event.submitter as HTMLButtonElement | null;
  if (event.defaultPrevented || 'plain' in form.dataset || said(form, 'method') === 'dialog' || said(form, 'target')) return;
  event.preventDefault();
  if (said(form, 'method') === 'post') return void send(form, by);
  form.closest('details.menu')?.removeAttribute('open');
  void visit(asked(form), 'push');
});

document.addEventListener('change', (event) => {
  if (event.target instanceof HTMLSelectElement) event.target.closest<HTMLFormElement>('form[data-at-once]')?.requestSubmit();
});

/** The address that a form with the method GET asks for, without its empty answers. */
function asked(form: HTMLFormElement): URL {
  const url = new URL(said(form, 'action'), location.href);
  url.search = '';
  for (const [name, value] of new FormData(form)) if (value !== '' && typeof value === 'string') url.searchParams.append(name, value);
  return url;
}

/** Sends a form as if a button of it was pressed. */
export async function send(form: HTMLFormElement, by: HTMLButtonElement | null = null) {
  if (form.ariaBusy === 'true') return;
  const question = by?.dataset.confirm ?? form.dataset.confirm;
  if (question && !(await confirmed(question))) return;
  const data = new FormData(form, by);
  const url = new URL(by?.getAttribute('formaction') ?? said(form, 'action'), location.href);
  const files = said(form, 'enctype') === 'multipart/form-data';
  form.ariaBusy = 'true';
  const done = progress();
  try {
    if (files && carries(data)) answered(await upload(url, data, gone(form)), form);
    else answered(await post(url, files ? data : new URLSearchParams(data as never)), form);
  } catch (error) {
    if (error instanceof NoPage) location.assign(error.url);
    else if (!(error instanceof DOMException)) toast(phrase('offline'), 'red');
  } finally {
    form.ariaBusy = null;
    one('progress.sent', form)?.remove();
    done();
  }
}

/** Whether a form has files in it. */
const carries = (data: FormData): boolean => [...data.values()].some((value) => value instanceof File && value.size > 0);

function answered(answer: Answer, form: HTMLFormElement) {
  if (answer.status === 204) {
    settled(form);
    void reload();
    return;
  }
  if (answer.status === 422 || answer.status === 409) return refused(answer, form);
  if (answer.status >= 400) {
    takeToasts(answer.document);
    toast(one('#main h1', answer.document)?.textContent ?? phrase('failed'), 'red');
    return;
  }
  settled(form);
  const stays = answer.url.pathname === location.pathname;
  void showPage(answer, stays ? 'replace' : 'push');
}

function settled(form: HTMLFormElement) {
  delete form.dataset.dirty;
  clearDraft(form);
  invalidate();
  form.closest('details.menu')?.removeAttribute('open');
  (document.activeElement as HTMLElement | null)?.blur();
}

/** Shows the page with its errors and leads to the first. */
function refused(answer: Answer, form: HTMLFormElement) {
  const fresh = answer.document.getElementById('main');
  takeToasts(answer.document);
  if (!fresh) return toast(phrase('failed'), 'red');
  delete form.dataset.dirty;
  (document.activeElement as HTMLElement | null)?.blur();
  morph(document.getElementById('main')!, fresh);
  for (const again of document.querySelectorAll<HTMLFormElement>('#main form[data-form]')) again.dataset.dirty = '';
  const wrong = one('#errors') ?? one('[aria-invalid="true"]');
  wrong?.closest('details')?.setAttribute('open', '');
  wrong?.focus();
  document.dispatchEvent(new CustomEvent('shown'));
}
