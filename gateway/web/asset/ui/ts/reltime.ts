// Times that stay true: "5 min. ago". The server's text stays where the time is far away.

const far = 6 * 24 * 3600; // seconds
const units: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86400], ['hour', 3600], ['minute', 60]];
const shown = new Set<RelTime>();

export class RelTime extends HTMLElement {
  #text = ''; // the server's words
  #ours = '';

  connectedCallback() {
    shown.add(this);
    this.update();
  }

  disconnectedCallback() {
    shown.delete(this);
  }

  update() {
    const time = this.querySelector('time');
    if (!time) return;
    if (time.textContent !== this.#ours) this.#text = time.textContent ?? '';
    const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
    const words = Math.abs(seconds) > far ? this.#text : relative(seconds);
    this.#ours = words;
    if (time.textContent !== words) time.textContent = words;
  }
}

function relative(seconds: number): string {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto', style: 'short' });
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60];
  return format.format(Math.trunc(seconds / length), unit);
}

const update = () => shown.forEach((element) => element.update());
window.setInterval(update, 30_000);
document.addEventListener('morphed', update);
