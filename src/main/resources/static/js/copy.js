// Copies the text of a field. Without a secure context there is no clipboard: then the text is selected.
(() => {
  document.querySelectorAll('[data-copy]').forEach((button) => {
    const field = document.getElementById(button.dataset.copy);
    button.addEventListener('click', async () => {
      field.select();
      if (navigator.clipboard) {
        await navigator.clipboard.writeText(field.value);
        button.textContent = button.dataset.copied;
      }
    });
  });
})();
