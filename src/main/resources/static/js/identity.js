// Password fields get a button that shows what was typed; registration learns the time zone.
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
    // A field that shows its text would be offered by the browser's form history
    field.form.addEventListener('submit', () => { field.type = 'password'; });
  });
  document.querySelectorAll('[data-browser-zone]').forEach((field) => {
    field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
  });
})();
