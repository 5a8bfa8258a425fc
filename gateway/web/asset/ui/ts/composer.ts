// Forms that take files: by choosing, dropping and pasting; Ctrl and Enter sends.
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
  const input = taker(event), files = event.clipboardData?.files;
  if (!input || !files?.length) return;
  event.preventDefault();
  add(input, files);
});

/** The box that takes what is dropped: the one it is dropped on, else that of its form, else the composer of the page. */
const target = (event: Event) =>
  within(event, '[data-drop]') ?? [within(event, 'form'), one('form[data-composer]')].find((form) => form && filesOf(form)) ?? null;
const taker = (event: Event) => filesOf(target(event) ?? document.createElement('div'));

document.addEventListener('dragover', (event) => {
  const box = event.dataTransfer?.types.includes('Files') ? target(event) : null;
  if (!box) return;
  event.preventDefault();
  for (const other of document.querySelectorAll('.over')) if (other !== box) other.classList.remove('over');
  box.classList.add('over');
});
document.addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) target(event)?.classList.remove('over');
});
document.addEventListener('drop', (event) => {
  const box = target(event);
  if (!box || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  box.classList.remove('over');
  add(filesOf(box)!, event.dataTransfer.files);
});
