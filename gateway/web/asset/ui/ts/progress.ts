// A thin bar at the top while the server thinks longer than a moment.

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
