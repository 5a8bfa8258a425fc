// Cards move between columns: by mouse, pen and touch (after a long press), by Alt and an arrow key, or by their menu.
import { post } from './fetch';
import { invalidate, reload, showPage } from './nav';
import { one, phrase } from './page';
import { takeToasts, toast } from './toast';

const longPress = 260;

export class BoardColumns extends HTMLElement {
  connectedCallback() {
    this.addEventListener('pointerdown', (event) => this.#press(event));
    this.addEventListener('keydown', (event) => this.#arrow(event));
    this.addEventListener('dragstart', (event) => event.preventDefault());
  }

  #arrow(event: KeyboardEvent) {
    const card = (event.target as Element).closest<HTMLElement>('.bcard');
    if (!card || !event.altKey) return;
    const lane = card.closest<HTMLElement>('.lane')!;
    const to = event.key === 'ArrowRight' ? this.#allowed(card, lane, 1) : event.key === 'ArrowLeft' ? this.#allowed(card, lane, -1) : null;
    if (!to) return;
    event.preventDefault();
    void this.#move(card, to, null);
  }

  /** The nearest column in a direction into which a card may go. */
  #allowed(card: HTMLElement, lane: HTMLElement, by: 1 | -1): HTMLElement | null {
    for (let at = lane; at; ) {
      const next = (by > 0 ? at.nextElementSibling : at.previousElementSibling) as HTMLElement | null;
      if (!next || this.#may(card, next)) return next;
      at = next;
    }
    return null;
  }

  #may(card: HTMLElement, lane: HTMLElement): boolean {
    return lane === card.closest('.lane') || card.dataset.to!.split(' ').includes(lane.dataset.key!);
  }

  #press(event: PointerEvent) {
    const card = (event.target as Element).closest<HTMLElement>('.bcard');
    if (!card || event.button || (event.target as Element).closest('.menu') || !card.dataset.to) return;
    new Drag(this, card, event, (lane) => this.#may(card, lane), (lane, before) => void this.#move(card, lane, before));
  }

  async #move(card: HTMLElement, lane: HTMLElement, before: HTMLElement | null) {
    const home = card.parentElement!, next = card.nextElementSibling;
    if (before === card || (lane === card.closest('.lane') && before === next)) return;
    one('[data-cards]', lane)!.insertBefore(card, before);
    one<HTMLElement>('.bcard-t', card)?.focus();
    const body = new URLSearchParams({ id: card.dataset.id!, version: card.dataset.version!, to: lane.dataset.key!, before: before?.dataset.id ?? '' });
    if (document.body.dataset.token) body.set('_token', document.body.dataset.token);
    try {
      const answer = await post(new URL(this.dataset.move!, location.href), body);
      takeToasts(answer.document);
      if (answer.status >= 400) throw new Error('refused');
      invalidate();
      if (answer.status !== 204 && answer.url.pathname !== location.pathname) return void showPage(answer, 'push');
      toast(phrase('moved', one('bdi', card)?.textContent ?? '', one('.lane-t', lane)?.textContent ?? ''));
      await reload();
    } catch {
      home.insertBefore(card, next);
      if (!one('#toasts .toast')) toast(phrase('failed'), 'red');
    }
  }
}

/** One drag, from the press to the drop. */
class Drag {
  #ghost?: HTMLElement;
  #lane: HTMLElement | null = null;
  #before: HTMLElement | null = null;
  #frame = 0;
  #hold = 0;
  #x: number;
  #y: number;
  #stop = new AbortController();

  constructor(readonly board: HTMLElement, readonly card: HTMLElement, readonly began: PointerEvent, readonly may: (lane: HTMLElement) => boolean, readonly drop: (lane: HTMLElement, before: HTMLElement | null) => void) {
    this.#x = began.clientX;
    this.#y = began.clientY;
    if (began.pointerType === 'touch') this.#hold = window.setTimeout(() => this.#start(), longPress);
    const options = { signal: this.#stop.signal };
    addEventListener('pointermove', (event) => this.#follow(event), options);
    addEventListener('pointerup', () => this.#end(true), options);
    addEventListener('pointercancel', () => this.#end(false), options);
    addEventListener('keydown', (event) => event.key === 'Escape' && this.#end(false), options);
    addEventListener('touchmove', (event) => this.#ghost && event.preventDefault(), { ...options, passive: false });
    addEventListener('contextmenu', (event) => this.#ghost && event.preventDefault(), options);
  }

  #start() {
    const r = this.card.getBoundingClientRect();
    this.#ghost = this.card.cloneNode(true) as HTMLElement;
    this.#ghost.removeAttribute('id');
    this.#ghost.classList.add('ghost');
    Object.assign(this.#ghost.style, { left: `${r.left}px`, top: `${r.top}px`, width: `${r.width}px` });
    document.body.append(this.#ghost);
    this.card.classList.add('drag');
    this.board.classList.add('dragging');
    for (const lane of this.board.querySelectorAll<HTMLElement>('.lane')) lane.classList.toggle('closed', !this.may(lane));
    const scroll = () => {
      this.#scroll();
      this.#frame = requestAnimationFrame(scroll);
    };
    scroll();
  }

  #scroll() {
    const edge = 44, speed = 9;
    const lane = this.#lane && one('[data-cards]', this.#lane);
    const l = lane?.getBoundingClientRect(), b = this.board.getBoundingClientRect();
    if (l) lane!.scrollTop += this.#y < l.top + edge ? -speed : this.#y > l.bottom - edge ? speed : 0;
    this.board.scrollLeft += this.#x < b.left + edge ? -speed : this.#x > b.right - edge ? speed : 0;
  }

  #follow(event: PointerEvent) {
    this.#x = event.clientX;
    this.#y = event.clientY;
    const dx = this.#x - this.began.clientX, dy = this.#y - this.began.clientY, far = Math.hypot(dx, dy) > 5;
    if (!this.#ghost) {
      if (!far) return;
      if (this.began.pointerType === 'touch') return this.#end(false); // it was a scroll
      this.#start();
    }
    this.#ghost!.style.transform = `translate(${dx}px, ${dy}px) rotate(1.5deg)`;
    this.#aim();
  }

  #aim() {
    const under = document.elementFromPoint(this.#x, this.#y);
    const lane = under?.closest<HTMLElement>('.lane') ?? null;
    this.#lane = lane && this.may(lane) ? lane : null;
    let before = this.#lane ? (under!.closest<HTMLElement>('.bcard') ?? null) : null;
    if (before && this.#y > before.getBoundingClientRect().top + before.offsetHeight / 2) before = before.nextElementSibling as HTMLElement | null;
    this.#before = before === this.card ? (this.card.nextElementSibling as HTMLElement | null) : before;
    this.#unmark();
    (this.#before ?? this.#lane)?.classList.add(this.#before ? 'before' : 'target');
  }

  #unmark() {
    for (const marked of this.board.querySelectorAll('.before, .target')) marked.classList.remove('before', 'target');
  }

  #end(dropped: boolean) {
    clearTimeout(this.#hold);
    cancelAnimationFrame(this.#frame);
    this.#stop.abort();
    this.#unmark();
    this.card.classList.remove('drag');
    this.board.classList.remove('dragging');
    for (const lane of this.board.querySelectorAll('.closed')) lane.classList.remove('closed');
    if (!this.#ghost) return;
    this.#ghost.remove();
    addEventListener('click', (event) => { event.preventDefault(); event.stopPropagation(); }, { capture: true, once: true });
    if (dropped && this.#lane) this.drop(this.#lane, this.#before);
  }
}
