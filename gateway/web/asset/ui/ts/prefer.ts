// Theme and density change at once; the server keeps them.
import { said, within } from './page';

document.addEventListener('submit', (event) => {
  const form = within<HTMLFormElement>(event, 'form[data-prefer]');
  const by = event.submitter as HTMLButtonElement | null;
  if (!form || !by) return;
  event.preventDefault();
  const name = form.dataset.prefer as 'theme' | 'density';
  document.documentElement.dataset[name] = by.value === 'system' || by.value === 'regular' ? '' : by.value;
  for (const button of form.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button === by));
  void fetch(said(form, 'action'), { method: 'POST', body: new URLSearchParams(new FormData(form, by) as never), redirect: 'manual' });
}, true);
