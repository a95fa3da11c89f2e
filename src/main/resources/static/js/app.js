// Progressive enhancement only: every main action works without this file.
(() => {
  const csrf = document.querySelector('meta[name="csrf-header"]');
  document.addEventListener('htmx:configRequest', (event) => {
    if (csrf) event.detail.headers[csrf.content] = csrf.dataset.token;
  });

  // A change of pages that the next click or a slow page breaks off is no error: the page shows itself without a transition.
  const mayBreakOff = (transition) => {
    transition?.ready.catch(() => {});
    transition?.finished.catch(() => {});
  };
  // The page may have been revealed before this file came
  mayBreakOff(document.activeViewTransition);
  ['pageswap', 'pagereveal'].forEach((name) =>
    window.addEventListener(name, ({ viewTransition }) => mayBreakOff(viewTransition)));

  const say = (text) => {
    const message = document.createElement('div');
    message.className = 'toast';
    message.textContent = text;
    document.getElementById('toast').replaceChildren(message);
  };
  document.addEventListener('htmx:sendError', () =>
    say('Brak połączenia. Nic nie zginęło, spróbuj ponownie za chwilę.'));
  document.addEventListener('htmx:responseError', (event) => {
    if (event.detail.xhr.status !== 401) say('Coś poszło nie tak po naszej stronie. Spróbuj ponownie za chwilę.');
  });

  // A second click on a form that is already on its way would only repeat it.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    const repeatable = window.htmx ? '[hx-post], [hx-get], [method="get"]' : '[method="get"]';
    if (!form.matches(repeatable)) form.dataset.sent = 'yes';
  });
  window.addEventListener('pageshow', () =>
    document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent));

  // The timer's face counts from the time, by this device's clock, at which its page was rendered; for a cached page that is
  // earlier.
  const faces = [...document.querySelectorAll('[data-seconds]')];
  const made = Number(document.documentElement.dataset.kept) || Date.now();
  faces.forEach((face) => { face.dataset.at = made; });
  const title = document.title;
  const pad = (number) => String(number).padStart(2, '0');
  const clock = (seconds) => {
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    return hours ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
  };
  const tick = () => {
    faces.forEach((face) => {
      const { seconds, at, paused } = face.dataset;
      face.textContent = clock(Math.max(0, Math.floor(Number(seconds) + (paused === 'true' ? 0 : (Date.now() - at) / 1000))));
    });
    const running = document.querySelector('[data-running]');
    if (running) document.title = `${faces[0].dataset.paused === 'true' ? '❚❚' : '▶'} ${faces[0].textContent} · ${title}`;
  };
  if (faces.length) {
    tick();
    setInterval(tick, 1000);
    document.addEventListener('visibilitychange', tick);
    document.addEventListener('timer:changed', tick);
  }

  // Work that nobody sees waits until the page is painted, because each call to the browser's other processes would delay
  // that.
  const idly = (task) => (window.requestIdleCallback ? requestIdleCallback(task, { timeout: 1000 }) : setTimeout(task, 100));
  const later = (task) => (document.readyState === 'complete' ? idly(task)
    : window.addEventListener('load', () => idly(task), { once: true }));

  // The icon of the installed app carries a dot while the timer runs.
  if ('setAppBadge' in navigator) {
    later(() => {
      const running = document.querySelector('[data-running]');
      (running ? navigator.setAppBadge() : navigator.clearAppBadge()).catch(() => {});
    });
  }

  // The service worker makes the application installable and the timer work offline; its data are deleted when nobody is
  // signed in. Its first start fetches the pages and files that it stores, so it waits until this page is surely ready.
  if (!('serviceWorker' in navigator)) return;
  const FIRST_START = 3000;
  const forget = () => navigator.serviceWorker.controller?.postMessage('forget');
  const start = () => {
    navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
    navigator.serviceWorker.ready.then(({ active }) => {
      active.postMessage('remember');
      active.postMessage('deliver');
    });
  };
  if (document.querySelector('.guest-nav')) later(forget);
  if (document.querySelector('.site-nav')) {
    later(() => (navigator.serviceWorker.controller ? start() : setTimeout(start, FIRST_START)));
    window.addEventListener('online', () => navigator.serviceWorker.controller?.postMessage('deliver'));
    document.querySelectorAll('form[action$="/logout"], form[action$="/account/delete"]').forEach((form) =>
      form.addEventListener('submit', forget));
  }
})();
