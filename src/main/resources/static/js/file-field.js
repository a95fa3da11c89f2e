// A file field: a drop zone with the page's own texts in place of the browser's, and the names and sizes of the chosen files.
(() => {
  // Created when a file is first chosen, because that takes a phone longer than the rest of the script
  let number;
  const size = (bytes) => {
    number ??= new Intl.NumberFormat('pl', { maximumFractionDigits: 1 });
    return bytes < 1_000_000
      ? `${number.format(Math.max(1, Math.round(bytes / 1000)))} kB` : `${number.format(bytes / 1_000_000)} MB`;
  };

  document.querySelectorAll('.file-field').forEach((field) => {
    const input = field.querySelector('input[type=file]');
    const zone = field.querySelector('.file-zone');
    const names = field.querySelector('.file-names');

    const show = () => {
      names.replaceChildren(...[...input.files].map((file) => {
        const item = document.createElement('li');
        item.textContent = `${file.name} · ${size(file.size)}`;
        return item;
      }));
    };
    const over = (inside) => () => zone.classList.toggle('over', inside);
    input.addEventListener('change', () => {
      show();
      const form = input.form;
      if (input.files.length && 'sendAtOnce' in form.dataset) form.requestSubmit();
    });
    input.addEventListener('dragenter', over(true));
    ['dragleave', 'drop'].forEach((event) => input.addEventListener(event, over(false)));
    show(); // a browser that goes back keeps what was chosen
  });
})();
