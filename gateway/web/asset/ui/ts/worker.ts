// One event stream for all tabs of a browser: a browser opens few connections to one host over HTTP/1.1, and one
// stream for each tab would use them up.
type Scope = { onconnect: ((event: MessageEvent) => void) | null };

const ports = new Set<MessagePort>();
let stream: EventSource | undefined;

const tell = (message: unknown) => ports.forEach((port) => port.postMessage(message));

function listen(url: string) {
  if (stream && stream.readyState !== EventSource.CLOSED) return;
  stream = new EventSource(url);
  let lost = false;
  stream.onmessage = (event) => tell(event.data);
  stream.onerror = () => {
    lost = true;
  };
  stream.onopen = () => {
    if (lost) tell('again'); // something may have been missed
    lost = false;
  };
}

(self as unknown as Scope).onconnect = (event) => {
  const port = event.ports[0];
  ports.add(port);
  port.onmessage = (message: MessageEvent<{ url?: string; bye?: boolean }>) => {
    if (message.data.url) listen(message.data.url);
    if (!message.data.bye) return;
    ports.delete(port);
    if (ports.size) return;
    stream?.close();
    stream = undefined;
  };
};
