// The composer of a conversation: files by choosing, dropping and pasting; Ctrl and Enter sends.
import { one, within } from './page';

const filesOf = (form: Element) => one<HTMLInputElement>('input[type=file]', form);

document.addEventListener('keydown', (event) => {
  const form = within<HTMLFormElement>(event, 'form[data-composer], form[data-form]');
  if (form && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(one<HTMLButtonElement>('[data-submit]', form));
  }
});

document.addEventListener('change', (event) => {
  const input = within<HTMLInputElement>(event, 'input[data-files]');
  if (input) list(input);
});

function list(input: HTMLInputElement) {
  const box = one('[data-chosen]', input.form!);
  if (!box) return;
  box.hidden = !input.files?.length;
  box.replaceChildren(...[...(input.files ?? [])].map((file) => {
    const line = document.createElement('li'), name = document.createElement('span');
    name.className = 'f';
    name.textContent = `${file.name} · ${size(file.size)}`;
    line.append(name);
    return line;
  }));
}

const size = (bytes: number) => new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit: bytes < 1e6 ? 'kilobyte' : 'megabyte', maximumFractionDigits: 1 }).format(bytes / (bytes < 1e6 ? 1e3 : 1e6));

/** Adds files to those chosen before. */
function add(input: HTMLInputElement, files: Iterable<File>) {
  const both = new DataTransfer();
  for (const file of [...(input.multiple ? (input.files ?? []) : []), ...files]) both.items.add(file);
  input.files = both.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

document.addEventListener('paste', (event) => {
  const form = within(event, 'form[data-composer]');
  const files = event.clipboardData?.files;
  if (!form || !files?.length) return;
  event.preventDefault();
  add(filesOf(form)!, files);
});

const target = (event: Event) => within(event, '[data-drop], form[data-composer]');
document.addEventListener('dragover', (event) => {
  const box = event.dataTransfer?.types.includes('Files') ? target(event) : null;
  if (!box) return;
  event.preventDefault();
  box.classList.add('over');
});
document.addEventListener('dragleave', (event) => target(event)?.classList.remove('over'));
document.addEventListener('drop', (event) => {
  const box = target(event);
  if (!box || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  box.classList.remove('over');
  add(filesOf(box)!, event.dataTransfer.files);
});
