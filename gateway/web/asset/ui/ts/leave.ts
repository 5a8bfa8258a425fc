// Asks before something typed is lost, and before something that cannot be taken back.
import { all, freshId, phrase } from './page';

const unsaved = () => all<HTMLFormElement>('form[data-dirty]').filter((form) => !form.dataset.draft && form.isConnected);

document.addEventListener('input', (event) => {
  const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>('form[data-form]') : null;
  if (form) form.dataset.dirty = '';
});

addEventListener('beforeunload', (event) => {
  if (unsaved().length) event.preventDefault();
});

/** Whether a form with unsaved answers may be left. */
export async function leaveForm(to: URL): Promise<boolean> {
  const open = unsaved();
  if (!open.length || (to.pathname === location.pathname && open.every((form) => !form.closest('#form')))) return true;
  if (!(await confirmed(phrase('leave')))) return false;
  for (const form of open) delete form.dataset.dirty;
  return true;
}

/** Asks a question with yes and no. */
export function confirmed(question: string): Promise<boolean> {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  const words = document.createElement('p');
  words.id = freshId('ask');
  words.textContent = question;
  dialog.setAttribute('aria-labelledby', words.id);
  const form = document.createElement('form');
  form.method = 'dialog';
  form.className = 'acts';
  form.append(button(phrase('no'), 'no', 'btn'), button(phrase('yes'), 'yes', 'btn primary'));
  dialog.append(words, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      answer(dialog.returnValue === 'yes');
    });
  });
}

function button(text: string, value: string, classes: string): HTMLButtonElement {
  const element = document.createElement('button');
  element.value = value;
  element.className = classes;
  element.textContent = text;
  return element;
}
