// Changes what is on the screen into what the server sent, keeping what a person is in the middle of.
import { Idiomorph } from 'idiomorph';

const busy = (element: Element): boolean =>
  element.matches('form[data-dirty], dialog[open]') || (element.matches('.composer') && element.contains(document.activeElement));

const keep = {
  beforeNodeMorphed: (old: Node): boolean => !(old instanceof Element && busy(old)),
  // What a person opened or chose is theirs, not the server's; only a menu with an error opens by itself.
  beforeAttributeUpdated: (name: string, element: Element, how: 'update' | 'remove'): boolean =>
    !(name === 'open' && element.matches('details, dialog') && !(how === 'update' && element.matches('.filter-m'))) &&
    !(name === 'checked' && element.matches('.chk input')) &&
    !(name === 'hidden' && element.matches('[data-fresh], [data-preview]')),
};

/** Morphs an element, itself included, into a fresh one. */
export function morph(old: Element, fresh: Element) {
  Idiomorph.morph(old, fresh.cloneNode(true), { morphStyle: 'outerHTML', ignoreActiveValue: true, callbacks: keep });
  document.dispatchEvent(new CustomEvent('morphed'));
}
