// A reference is found by typing; the server answers with the options (PickList in the views).
import { all, freshId, one, phrase } from './page';

export class RefPicker extends HTMLElement {
  #list = document.createElement('ul');
  #running?: AbortController;
  #wait = 0;

  // Everything is heard here and not at the field, because a morph may put another field in its place.
  constructor() {
    super();
    this.#list.className = 'picklist';
    this.#list.role = 'listbox';
    this.#list.id = freshId('picks');
    this.#list.addEventListener('mousedown', (event) => this.#pick(event));
    const atField = (event: Event) => event.target === this.#field;
    this.addEventListener('input', (event) => atField(event) && this.#later());
    this.addEventListener('focusin', (event) => atField(event) && this.#later(0));
    this.addEventListener('focusout', (event) => atField(event) && this.#close());
    this.addEventListener('keydown', (event) => atField(event) && this.#key(event));
    this.addEventListener('click', (event) => this.#unpick(event));
  }

  get #open() {
    return this.#list.isConnected;
  }

  get #field() {
    return one<HTMLInputElement>('input[role=combobox]', this);
  }

  #later(after = 80) {
    clearTimeout(this.#wait);
    this.#wait = window.setTimeout(() => void this.#ask(), after);
  }

  /** The address that searches; for a reference to any type the chosen type is its end. */
  #address(): URL | null {
    const type = one<HTMLSelectElement>('select', this);
    if (!this.dataset.pick || (type && !type.value)) return null;
    const url = new URL(this.dataset.pick + (type ? encodeURIComponent(type.value) : ''), location.href);
    url.searchParams.set('q', this.#field!.value);
    return url;
  }

  async #ask() {
    const url = this.#address();
    if (!url || this.#field!.disabled) return;
    this.#running?.abort();
    this.#running = new AbortController();
    try {
      const response = await fetch(url, { signal: this.#running.signal });
      if (!response.ok || document.activeElement !== this.#field) return;
      this.#list.innerHTML = await response.text();
      for (const option of this.#options) option.id = freshId('pick');
      this.append(this.#list);
      this.#field!.setAttribute('aria-controls', this.#list.id);
      this.#field!.ariaExpanded = 'true';
      this.#mark(this.#field!.value ? this.#options[0] : undefined);
    } catch {
      // a newer question is on its way
    }
  }

  get #options() {
    return all('[role=option]', this.#list);
  }

  get #marked() {
    return one('[aria-selected=true]', this.#list);
  }

  #mark(option?: HTMLElement) {
    this.#marked?.setAttribute('aria-selected', 'false');
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) this.#field!.setAttribute('aria-activedescendant', option.id);
    else this.#field!.removeAttribute('aria-activedescendant');
  }

  #key(event: KeyboardEvent) {
    const options = this.#options, at = options.indexOf(this.#marked!);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!this.#open) return this.#later(0);
      this.#mark(options.at((at + (event.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1)) % options.length));
    } else if (event.key === 'Enter' && this.#open && this.#marked) {
      event.preventDefault();
      this.#choose(this.#marked);
    } else if (event.key === 'Escape' && this.#open) {
      event.stopPropagation();
      this.#close();
    } else if (event.key === 'Backspace' && !this.#field!.value) {
      all('.pk', this).at(-1)?.remove();
      this.#changed();
    }
  }

  #pick(event: MouseEvent) {
    event.preventDefault(); // the field keeps the focus
    const option = (event.target as Element).closest<HTMLElement>('[role=option]');
    if (option) this.#choose(option);
  }

  #choose(option: HTMLElement) {
    if (!option.dataset.value) return;
    if (!('many' in this.dataset)) all('.pk', this).forEach((chip) => chip.remove());
    if (!all<HTMLInputElement>('.pk input', this).some((i) => i.value === option.dataset.value)) one('.picked', this)!.append(this.#chip(option));
    this.#field!.value = '';
    this.#close();
    this.#changed();
  }

  #chip(option: HTMLElement): HTMLElement {
    const chip = document.createElement('span'), value = document.createElement('input'), words = document.createElement('span'), remove = document.createElement('button');
    chip.className = 'pk';
    Object.assign(value, { type: 'hidden', name: this.dataset.name, value: option.dataset.value });
    Object.assign(words, { className: 'trunc', textContent: option.dataset.label });
    Object.assign(remove, { type: 'button', className: 'pk-x', textContent: '×' });
    remove.dataset.unpick = '';
    remove.setAttribute('aria-label', `${phrase('remove')} ${option.dataset.label}`);
    const face = option.querySelector('.av');
    chip.append(value, ...(face ? [face.cloneNode(true)] : []), words, remove);
    return chip;
  }

  #unpick(event: Event) {
    if (!(event.target as Element).closest('[data-unpick]')) return;
    (event.target as Element).closest('.pk')!.remove();
    this.#field!.focus();
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('input', { bubbles: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #close() {
    clearTimeout(this.#wait);
    this.#running?.abort();
    this.#list.remove();
    this.#field?.removeAttribute('aria-controls');
    if (this.#field) this.#field.ariaExpanded = 'false';
  }
}
