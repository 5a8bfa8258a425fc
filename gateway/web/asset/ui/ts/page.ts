// Small things about the page that every other file needs.

export const one = <E extends HTMLElement>(selector: string, root: ParentNode = document): E | null => root.querySelector<E>(selector);
export const all = <E extends HTMLElement>(selector: string, root: ParentNode = document): E[] => [...root.querySelectorAll<E>(selector)];

/** The element of an event inside which a selector matches. */
export const within = <E extends HTMLElement>(event: Event, selector: string): E | null =>
  event.target instanceof Element ? event.target.closest<E>(selector) : null;

/** A fixed word that the server put into the page, with {0}, {1} filled. */
export function phrase(name: string, ...values: (string | number)[]): string {
  const text = document.getElementById('phrases')?.dataset[name] ?? '';
  return values.reduce<string>((filled, value, i) => filled.replace(`{${i}}`, String(value)), text);
}

/** What a form says about itself. Its properties cannot be asked: a field named "action" hides form.action. */
export const said = (form: HTMLFormElement, attribute: 'action' | 'method' | 'enctype' | 'target'): string => form.getAttribute(attribute) ?? '';

/** Whether a key press is meant for a text field. */
export const typing = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement && event.target.matches('input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]');

/** Puts an element below or above another one, inside the window. */
export function place(box: HTMLElement, beside: DOMRect) {
  const room = innerHeight - beside.bottom;
  const height = box.offsetHeight;
  box.style.top = room < height + 8 && beside.top > height ? `${beside.top - height - 4}px` : `${beside.bottom + 4}px`;
  box.style.left = `${Math.max(8, Math.min(beside.left, innerWidth - box.offsetWidth - 8))}px`;
}

let last = 0;
/** An id that no element of the page has. */
export const freshId = (prefix: string): string => `${prefix}-${++last}`;
