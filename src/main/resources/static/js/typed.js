// A form that is sent after the session has expired is not lost: its texts are stored in this tab until the same reader has
// signed in again, and are then restored. Passwords, one-time codes, files and hidden fields are never stored.
(() => {
  const KEY = 'chronobook.typed';
  const reader = document.querySelector('meta[name=reader]')?.content;
  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEY));
    } catch {
      return null;
    }
  };
  const keep = (typed) => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(typed));
    } catch {
      // Storage is unavailable or full: nothing is stored
    }
  };
  const forget = () => {
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // No storage
    }
  };
  const fields = (form) => [...form.elements].filter((field) => field.name && !field.matches(
    'button, output, fieldset, [type=password], [type=hidden], [type=file], [type=submit], [autocomplete=one-time-code]'));
  const here = location.pathname + location.search;

  const restore = () => {
    const typed = read();
    if (typed && !reader) {
      // This is the login page or another page of a visitor: the form was refused because nobody was signed in
      keep({ ...typed, refused: true });
    } else if (typed && (!typed.refused || typed.reader !== reader)) {
      forget();
    } else if (typed && typed.page === here) {
      forget();
      const form = [...document.forms].find((each) => each.getAttribute('action') === typed.action);
      const found = form ? fields(form) : [];
      typed.fields.forEach(({ name, value, checked }, at) => {
        const field = found[at];
        if (field?.name !== name) return;
        if (field.matches('[type=checkbox], [type=radio]')) field.checked = checked;
        else field.value = value;
      });
      if (found.length) {
        for (let fold = form.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
        const message = document.createElement('div');
        const place = document.getElementById('toast');
        message.className = 'toast';
        message.textContent = place.dataset.restored;
        place.replaceChildren(message);
        form.querySelector('button[type=submit], button:not([type])')?.scrollIntoView({ block: 'center' });
      }
    }
  };

  // Reading the storage waits for another process of the browser, so the page is shown first
  let restored = false;
  const once = () => {
    if (!restored) restore();
    restored = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  document.addEventListener('submit', once, true);
  window.addEventListener('pagehide', once);

  if (!reader) return;
  document.addEventListener('submit', ({ target: form }) => {
    if (form.getAttribute('action')?.endsWith('/logout')) {
      forget();
      return;
    }
    const some = fields(form).map(({ name, value, checked }) => ({ name, value, checked }));
    if (form.method === 'post' && some.length) keep({ reader, page: here, action: form.getAttribute('action'), fields: some });
  }, true);
})();
