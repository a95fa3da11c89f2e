// The timer's page: each start has an id of its own, and what waits on this device is shown until it is delivered.
(() => {
  document.querySelectorAll('[data-step="start"] [name=id]').forEach((field) => { field.value = crypto.randomUUID(); });
  const worker = navigator.serviceWorker;
  const box = document.getElementById('offline');
  if (!worker || !box) return;

  const steps = () => new Promise((resolve) => {
    const active = worker.controller;
    if (!active) return resolve([]);
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => resolve(data);
    active.postMessage('queue', [channel.port2]);
  });
  const titleOf = (entry) =>
    document.querySelector(`[data-pick="${entry}"] .row-title, option[value="${entry}"]`)?.textContent ?? '';

  const show = async () => {
    const waiting = await steps();
    if (waiting.length === 0) {
      if (!box.hidden) location.reload();
      return;
    }
    const start = waiting.findLast((step) => step.path === '/sessions/timer');
    const id = start && new URLSearchParams(start.body).get('id');
    const runs = start && !waiting.some((step) => step.path === `/sessions/timer/${id}/stop`);
    const stops = waiting.some((step) => step.path.endsWith('/stop'));
    box.hidden = false;
    box.querySelector('[data-offline-text]').textContent = runs
      ? `Czytasz „${titleOf(new URLSearchParams(start.body).get('entry'))}”. Nie ma sieci, więc sesja zapisuje się na tym urządzeniu.`
      : stops ? 'Sesja czeka na tym urządzeniu. Wyślemy ją, gdy wróci sieć, i zapytamy o stronę.'
        : 'Zapisano na tym urządzeniu. Wyślemy, gdy wróci sieć.';
    document.querySelectorAll('[data-idle]').forEach((section) => { section.hidden = Boolean(runs); });
    document.querySelectorAll('[data-timer]').forEach((section) => { section.hidden = stops; });
    const face = box.querySelector('[data-offline-clock]');
    const form = box.querySelector('[data-offline-stop]');
    face.hidden = form.hidden = !runs;
    if (runs) {
      form.action = `/sessions/timer/${id}/stop`;
      const draw = () => {
        const seconds = Math.max(0, Math.floor((Date.now() - start.at) / 1000));
        const minutes = Math.floor(seconds / 60) % 60;
        const hours = Math.floor(seconds / 3600);
        face.textContent = `${hours ? `${hours}:${String(minutes).padStart(2, '0')}` : minutes}:${String(seconds % 60).padStart(2, '0')}`;
      };
      draw();
      clearInterval(show.ticking);
      show.ticking = setInterval(draw, 1000);
    }
  };
  worker.addEventListener('message', ({ data }) => { if (data === 'delivered') show(); });
  window.addEventListener('pageshow', show);
  show();
})();
