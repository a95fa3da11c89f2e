// Adds to password fields a button that shows the typed text, fills in the time zone at registration, and handles passkeys.
(() => {
  document.querySelectorAll('[data-shows-password][hidden]').forEach((button) => {
    const field = document.getElementById(button.getAttribute('aria-controls'));
    button.hidden = false;
    button.addEventListener('click', () => {
      const show = field.type === 'password';
      field.type = show ? 'text' : 'password';
      button.textContent = show ? 'Ukryj' : 'Pokaż';
      button.setAttribute('aria-pressed', String(show));
    });
    // The browser would store the text of a visible field in its form history
    field.form.addEventListener('submit', () => { field.type = 'password'; });
  });
  document.querySelectorAll('[data-browser-zone]').forEach((field) => {
    field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
  });

  // Shows the weakness of a new password while it is typed, after a short pause.
  document.querySelectorAll('[data-checks-password]').forEach((hint) => {
    const field = document.getElementById(hint.dataset.checksPassword);
    if (field.dataset.checked) return;
    field.dataset.checked = 'true';
    let pause;
    field.addEventListener('input', () => {
      clearTimeout(pause);
      hint.hidden = field.value.length < field.minLength;
      if (hint.hidden) return;
      pause = setTimeout(async () => {
        const typed = new URLSearchParams({ password: field.value, email: field.form.elements.email?.value ?? '' });
        try {
          const answer = await post(hint.dataset.action, typed, 'application/x-www-form-urlencoded');
          hint.textContent = await answer.text() || hint.dataset.good;
        } catch {
          // The form was sent meanwhile, or the network is down: the server checks the password anyway
          hint.hidden = true;
        }
      }, 400);
    });
  });
  const supported = 'parseRequestOptionsFromJSON' in (window.PublicKeyCredential ?? {});
  const post = async (address, body, type = 'text/plain') => {
    const csrf = document.querySelector('meta[name=csrf-header]');
    const headers = { [csrf.content]: csrf.dataset.token, 'Content-Type': type, 'HX-Request': 'true' };
    const answer = await fetch(address, { method: 'POST', headers, body });
    if (answer.status === 401 && answer.headers.get('HX-Redirect')) {
      location.assign(answer.headers.get('HX-Redirect'));
      return new Promise(() => {});
    }
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer;
  };
  // Runs the steps while the button is disabled. A failure is shown beside it, unless the reader has cancelled.
  const run = async (place, steps) => {
    const button = place.querySelector('button');
    const error = place.querySelector('[role=alert]');
    button.disabled = true;
    error.hidden = true;
    try {
      location.assign(await (await steps()).text());
    } catch (cause) {
      error.hidden = cause.name === 'NotAllowedError';
      button.disabled = false;
    }
  };
  document.querySelectorAll('[data-passkey][hidden]').forEach((place) => {
    place.hidden = !supported;
    place.querySelector('button').addEventListener('click', () => run(place, async () => {
      const options = await (await post(place.dataset.options)).json();
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
      const credential = await navigator.credentials.get({ publicKey });
      const next = place.dataset.next ? `?next=${encodeURIComponent(place.dataset.next)}` : '';
      return post(place.dataset.action + next, JSON.stringify(credential));
    }));
  });
  document.querySelectorAll('[data-new-passkey][hidden]').forEach((form) => {
    form.hidden = !supported;
    document.querySelector('[data-no-passkeys]').hidden = supported;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      run(form, async () => {
        const options = await (await post(form.dataset.options)).json();
        const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
        const credential = await navigator.credentials.create({ publicKey });
        return post(form.dataset.action, JSON.stringify({ credential, label: form.elements.label.value }));
      });
    });
  });
})();
