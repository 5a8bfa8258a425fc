// A thin bar at the top while the server thinks longer than a moment.
import { one, phrase } from './page';

let running = 0;
let bar: HTMLElement | undefined;
let timer = 0;

/** Says that something runs; call the result when it has ended. */
export function progress(): () => void {
  if (!running++) timer = window.setTimeout(show, 160);
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    if (!--running) hide();
  };
}

function show() {
  bar = document.createElement('div');
  bar.className = 'busy-bar';
  document.body.append(bar);
}

function hide() {
  clearTimeout(timer);
  bar?.remove();
  bar = undefined;
}

/** Shows in a form how much of its files has gone. */
export function gone(form: HTMLFormElement): (share: number) => void {
  const meter = document.createElement('progress');
  meter.className = 'sent';
  meter.max = 1;
  meter.value = 0;
  meter.ariaLabel = phrase('sending');
  (one('.comp-f, .acts, .quick-b', form) ?? form).before(meter);
  return (share) => {
    meter.value = share;
  };
}
