// Makes the timer work offline: caches its page, and queues its steps until they can be delivered.
const FILES = 'files';
const PAGES = 'pages';
const TIMER = '/sessions';
const TIMER_STEPS = '/sessions/timer';
const OFFLINE = '/offline.html';
const STYLES = ['/css/offline.css'];
const STEP = /^\/sessions\/timer(\/[0-9a-f-]+\/(pause|resume|stop))?$/;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll([OFFLINE, ...STYLES])).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === 'POST' && request.mode === 'navigate' && STEP.test(url.pathname)) {
    event.respondWith(step(request, url));
  } else if (request.method === 'GET' && request.mode === 'navigate') {
    event.respondWith(page(event, request, url));
  } else if (request.method === 'GET' && /^\/(css|js|img|fonts|webjars)\//.test(url.pathname)) {
    event.respondWith(file(request));
  }
});
self.addEventListener('sync', (event) => event.waitUntil(deliver()));
self.addEventListener('push', (event) => event.waitUntil(tell(event.data?.json() ?? {})));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data));
});
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)));
self.addEventListener('message', (event) => {
  if (event.data === 'forget') event.waitUntil(forget());
  if (event.data === 'deliver') event.waitUntil(deliver());
  if (event.data === 'remember') event.waitUntil(remember());
  if (event.data === 'queue') event.waitUntil(everything().then((all) => event.ports[0].postMessage(all)));
  if (event.data.read) event.waitUntil(dequeue([event.data.read]).then(() => event.ports[0].postMessage('read')));
});

// Shows a push message of the server: a title, a sentence and the page to open. A message that arrives twice is shown once.
const tell = ({ title = 'ChronoBook', body = '', url = '/', tag }) =>
  self.registration.showNotification(title, { body, tag, data: url, icon: '/img/icon-192.png', lang: 'pl' });

async function openPage(path) {
  const url = new URL(path, location.origin);
  if (url.origin !== location.origin) return undefined;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const shown = windows.find((client) => client.url === url.href);
  return shown ? shown.focus() : self.clients.openWindow(url.href);
}

// The push service gave this browser another address.
async function renew({ oldSubscription, newSubscription }) {
  const renewed = newSubscription ?? await self.registration.pushManager.subscribe(oldSubscription.options);
  const { endpoint, keys } = renewed.toJSON();
  const token = await freshToken();
  if (!token) return;
  const body = new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth, _csrf: token });
  await fetch('/account/notifications/browsers', { method: 'POST', body, redirect: 'manual' });
}

const forget = () => caches.delete(PAGES);

async function page(event, request, url) {
  try {
    const answer = await fetch(request);
    const timer = url.pathname === TIMER && !url.search;
    if (timer && answer.ok && !answer.redirected) event.waitUntil(cachePage(answer.clone()));
    if (timer && answer.type === 'opaqueredirect') event.waitUntil(forget());
    return answer;
  } catch (error) {
    const cached = url.pathname === TIMER ? await caches.match(TIMER) : undefined;
    return cached ?? (await caches.match(OFFLINE)) ?? Response.error();
  }
}

// A file whose name carries its content's hash is never stale in the cache; any other is fetched again if possible.
async function file(request) {
  const cached = await caches.match(request);
  const hashed = /-[0-9a-f]{32}\./.test(request.url);
  if (cached && hashed) return cached;
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      const cache = await caches.open(FILES);
      await cache.put(request, answer.clone());
    }
    return answer;
  } catch (error) {
    return cached ?? Response.error();
  }
}

// Caches the timer's page with the files it names, and marks it with the time by the clock of this device.
async function cachePage(answer) {
  const text = await answer.text();
  const headers = new Headers(answer.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  const pages = await caches.open(PAGES);
  await pages.put(TIMER, new Response(text.replace('<html', `<html data-kept="${Date.now()}"`), { headers }));
  const files = await caches.open(FILES);
  const named = [...text.matchAll(/(?:src|href)="(\/(?:css|js|img|fonts|webjars)\/[^"#]+)/g)].map((match) => match[1]);
  await Promise.all([...new Set(named)].map(async (url) => (await files.match(url)) || files.add(url).catch(() => undefined)));
}

async function remember() {
  if (await caches.match(TIMER)) return;
  const answer = await fetch(TIMER, { redirect: 'error' }).catch(() => undefined);
  if (answer?.ok) await cachePage(answer);
}

async function step(request, url) {
  const body = await request.clone().text();
  const entry = { path: url.pathname, body, at: Date.now() };
  const waits = async () => (await queue()).some((earlier) => idOf(earlier) === idOf(entry));
  try {
    if (await waits()) await deliver();
    if (await waits()) throw new Error('an earlier step of this session still waits');
    return await fetch(request);
  } catch (error) {
    await enqueue(entry);
    await self.registration.sync?.register('deliver').catch(() => undefined);
    return Response.redirect(TIMER, 303);
  }
}

// Deliveries run one after another; one that fails must not prevent the next one.
let delivering = Promise.resolve();
function deliver() {
  delivering = delivering.catch(() => undefined).then(deliverAll);
  return delivering;
}

// A session that was started and stopped offline is delivered as a whole, so that no half of it is lost. If it is refused
// for the moment (another timer runs, or another reader is signed in), it stays in the queue. If it is refused for good, the
// reason replaces it and is kept until the reader has seen it.
async function deliverAll() {
  const refused = new Set();
  for (;;) {
    const steps = (await queue()).filter((entry) => !refused.has(idOf(entry)));
    if (steps.length === 0) break;
    const [first] = steps;
    const form = new URLSearchParams(first.body);
    const itsSteps = steps.filter((entry) => idOf(entry) === idOf(first));
    const whole = first.path === TIMER_STEPS ? session(itsSteps) : undefined;
    form.set('at', first.at);
    if (whole?.stopped) {
      form.set('stopped', whole.stopped);
      form.set('paused', whole.paused);
    }
    form.set('sent', Date.now());
    const { outcome, why } = await send(first.path, form);
    if (outcome === 'later') break;
    if (outcome === 'refused') refused.add(idOf(first));
    else if (outcome === 'vain') await giveUp(itsSteps, why);
    else await dequeue(whole?.stopped ? whole.keys : [first.key]);
  }
  for (const client of await self.clients.matchAll()) client.postMessage('delivered');
}

const idOf = (entry) => (entry.path === TIMER_STEPS ? new URLSearchParams(entry.body).get('id') : entry.path.split('/')[3]);

// Returns the times of a session that was timed offline: when it was stopped, and how long it was paused.
function session(steps) {
  let paused = 0;
  let since = null;
  let stopped = null;
  for (const entry of steps) {
    if (entry.path.endsWith('/pause') && since === null) since = entry.at;
    if (entry.path.endsWith('/resume') && since !== null) { paused += entry.at - since; since = null; }
    if (entry.path.endsWith('/stop') && stopped === null) stopped = since ?? entry.at;
  }
  return { stopped, paused, keys: steps.map((entry) => entry.key) };
}

async function send(path, form) {
  for (let attempt = 0; attempt < 2; attempt++) {
    let answer;
    try {
      answer = await fetch(path, { method: 'POST', body: form, redirect: 'manual' });
    } catch (error) {
      return { outcome: 'later' };
    }
    if (answer.status === 204) return { outcome: 'done' };
    if (answer.status === 422) return { outcome: 'vain', why: await answer.text() };
    if (answer.status === 404) return { outcome: 'vain', why: 'Tej sesji już nie ma, więc niczego nie zapisano.' };
    if (answer.status === 409) return { outcome: 'refused' };
    if (answer.status !== 403) return { outcome: 'later' };
    const token = await freshToken();
    if (!token) return { outcome: 'later' };
    form.set('_csrf', token);
  }
  return { outcome: 'later' };
}

async function freshToken() {
  const answer = await fetch(TIMER, { redirect: 'manual' }).catch(() => undefined);
  if (answer?.type === 'opaqueredirect') await forget();
  return answer?.ok ? (await answer.text()).match(/data-token="([^"]+)"/)?.[1] : undefined;
}

// The queue: the steps in their order, and the reasons of sessions that were refused for good
function database() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('chronobook', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('steps', { keyPath: 'key', autoIncrement: true });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

async function inSteps(mode, work) {
  const db = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction('steps', mode);
      const request = work(transaction.objectStore('steps'));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

const enqueue = (entry) => inSteps('readwrite', (steps) => steps.add(entry));
const everything = () => inSteps('readonly', (steps) => steps.getAll());
const queue = async () => (await everything()).filter((entry) => !entry.why);
const dequeue = (keys) => inSteps('readwrite', (steps) => { keys.forEach((key) => steps.delete(key)); });
const giveUp = (entries, why) => inSteps('readwrite', (steps) => {
  entries.forEach((entry) => steps.delete(entry.key));
  steps.add({ why, body: entries[0].body, at: entries[0].at, until: entries.at(-1).at });
});
