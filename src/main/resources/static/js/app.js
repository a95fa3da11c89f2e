// Progressive enhancement only: every main action works without this file.
(() => {
  const csrf = document.querySelector('meta[name="csrf-header"]');
  document.addEventListener('htmx:configRequest', (event) => {
    if (csrf) event.detail.headers[csrf.content] = csrf.dataset.token;
  });

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
    if (!form.matches('[hx-post], [hx-get], [method="get"]')) form.dataset.sent = 'yes';
  });
  window.addEventListener('pageshow', () =>
    document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent));
})();
