// The timer's page: gives each start a new id, and shows the steps that wait on this device until they are delivered.
(() => {
  // crypto.randomUUID exists in secure contexts only, and a home network may use plain http
  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
  document.querySelectorAll('[data-step="start"] [name=id]').forEach((field) => { field.value = newId(); });
  const worker = navigator.serviceWorker;
  const room = document.getElementById('timer');
  const box = document.getElementById('offline');
  const word = document.getElementById('in-vain');
  if (!worker || !box) return;

  const ask = (message) => new Promise((resolve) => {
    const active = worker.controller;
    if (!active) return resolve([]);
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => resolve(data);
    active.postMessage(message, [channel.port2]);
  });
  const fields = (step) => new URLSearchParams(step.body);
  const idOf = (step) => (step.path === '/sessions/timer' ? fields(step).get('id') : step.path.split('/')[3]);
  const isMine = (step) => [null, room.dataset.reader].includes(fields(step).get('reader'));
  const titleOf = (entry) =>
    document.querySelector(`[data-pick="${entry}"] .row-title, option[value="${entry}"]`)?.textContent ?? '';

  // Applies waiting steps to the face of a timer: it stops at a pause or a stop, and continues when the timer is resumed.
  const faces = [...document.querySelectorAll('[data-seconds]:not([data-offline-clock])')].map((face) => [face,
    { seconds: Number(face.dataset.seconds), at: Number(face.dataset.at), paused: face.dataset.paused === 'true' }]);
  const follow = (state, { path, at }) => {
    if (path.endsWith('/resume') === !state.paused) return state;
    return state.paused ? { ...state, at, paused: false } : { seconds: state.seconds + (at - state.at) / 1000, at, paused: true };
  };
  const draw = (face, state) => {
    Object.assign(face.dataset, state);
    document.dispatchEvent(new Event('timer:changed'));
  };
  const offer = (form, id, paused) => {
    if (!form) return;
    form.action = `/sessions/timer/${id}/${paused ? 'resume' : 'pause'}`;
    form.dataset.step = paused ? 'resume' : 'pause';
    form.querySelector('button').textContent = paused ? 'Wznów' : 'Pauza';
  };

  const say = ([first]) => {
    word.hidden = !first;
    if (!first) return;
    const when = new Intl.DateTimeFormat('pl', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
    word.querySelector('p').textContent = `${when.formatRange(first.at, first.until)}: ${first.why}`;
    word.querySelector('button').onclick = async () => {
      await ask({ read: first.key });
      show();
    };
  };

  const show = async () => {
    const mine = (await ask('queue')).filter(isMine);
    say(mine.filter((entry) => entry.why));
    const waiting = mine.filter((entry) => !entry.why);
    if (waiting.length === 0) {
      if (!box.hidden) location.reload();
      return;
    }
    const stepsOf = (id) => waiting.filter((step) => idOf(step) === id && step.path !== '/sessions/timer');
    const stops = (id) => stepsOf(id).some((step) => step.path.endsWith('/stop'));

    document.querySelectorAll('[data-timer]').forEach((section) => {
      const { id } = section.dataset;
      section.hidden = stops(id);
      faces.forEach(([face, state]) => {
        const now = stepsOf(id).reduce(follow, state);
        draw(face, now);
        section.querySelector('[data-break]').hidden = !now.paused;
        offer(section.querySelector('[data-step=pause], [data-step=resume]'), id, now.paused);
      });
    });

    const start = waiting.findLast((step) => step.path === '/sessions/timer');
    const id = start && idOf(start);
    const runs = Boolean(start) && !stops(id);
    box.hidden = false;
    box.querySelector('[data-offline-text]').textContent = runs
      ? `Czytasz „${titleOf(fields(start).get('entry'))}”. Nie ma sieci, więc sesja zapisuje się na tym urządzeniu.`
      : waiting.some((step) => step.path.endsWith('/stop'))
        ? 'Sesja czeka na tym urządzeniu. Wyślemy ją, gdy wróci sieć, i zapytamy, na czym się skończyła.'
        : 'Zapisano na tym urządzeniu. Wyślemy, gdy wróci sieć.';
    document.querySelectorAll('[data-idle]').forEach((section) => { section.hidden = runs; });
    const face = box.querySelector('[data-offline-clock]');
    face.hidden = box.querySelector('[data-offline-actions]').hidden = !runs;
    if (runs) {
      const now = stepsOf(id).reduce(follow, { seconds: 0, at: start.at, paused: false });
      draw(face, now);
      offer(box.querySelector('[data-offline-pause]'), id, now.paused);
      box.querySelector('[data-offline-stop]').action = `/sessions/timer/${id}/stop`;
    }
  };
  worker.addEventListener('message', ({ data }) => { if (data === 'delivered') show(); });
  window.addEventListener('pageshow', show);
  show();
})();
