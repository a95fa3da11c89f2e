// Requests a push subscription from this browser and sends it to the server; finds this browser among those of the reader.
(async () => {
  const push = document.getElementById('push');
  if (!push) return;
  const show = (state) => push.querySelectorAll('[data-push]').forEach((part) => { part.hidden = part.dataset.push !== state; });
  const supported = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (!supported) { show('unsupported'); return; }

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
  const same = (one, other) => one.length === other.length && one.every((byte, i) => byte === other[i]);
  const key = bytes(push.dataset.key);
  const fingerprint = async (text) => [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))]
    .map((byte) => byte.toString(16).padStart(2, '0')).join('');

  navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
  const registration = await navigator.serviceWorker.ready;
  const known = await registration.pushManager.getSubscription();
  const row = known && document.querySelector(`[data-browser="${await fingerprint(known.endpoint)}"]`);
  if (row) {
    row.querySelector('[data-this-browser]').hidden = false;
    row.querySelector('[data-unsubscribes]').addEventListener('submit', () => { known.unsubscribe(); });
  } else {
    show(Notification.permission === 'denied' ? 'denied' : 'off');
  }

  const form = push.querySelector('form');
  form.addEventListener('submit', async (event) => {
    const fields = form.elements;
    if (fields.endpoint.value) return;
    event.preventDefault();
    if (await Notification.requestPermission() !== 'granted') { show('denied'); return; }
    try {
      // A subscription that was made with another key would be refused by its push service
      const former = await registration.pushManager.getSubscription();
      if (former && !same(new Uint8Array(former.options.applicationServerKey ?? []), key)) await former.unsubscribe();
      const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
      const { endpoint, keys } = subscription.toJSON();
      fields.endpoint.value = endpoint;
      fields.p256dh.value = keys.p256dh;
      fields.auth.value = keys.auth;
      form.submit();
    } catch (error) {
      show('failed');
      form.hidden = false;
    }
  });
})();
