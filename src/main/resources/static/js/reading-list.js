// Dragging a book to another place; the arrows beside it do the same without a mouse.
(() => {
  const enable = () => document.querySelectorAll('[data-sortable]').forEach((list) => {
    if (Sortable.get(list)) return;
    Sortable.create(list, {
      handle: '.grip',
      forceFallback: true,
      animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
      onEnd: ({ item, oldIndex, newIndex }) => {
        if (oldIndex === newIndex) return;
        const next = item.nextElementSibling;
        const before = next?.dataset.entry;
        const where = before ? { before } : next ? { by: newIndex - oldIndex } : {};
        htmx.ajax('POST', `/reading-list/${item.dataset.entry}/move`, {
          source: list, target: '#reading-list', select: '#reading-list', swap: 'outerHTML show:none',
          values: where,
        });
      },
    });
  });
  enable();
  document.addEventListener('htmx:afterSettle', enable);

  // An arrow that was used is disabled at the end of the list; the focus then goes to its twin.
  let used;
  document.addEventListener('htmx:beforeRequest', ({ detail }) => { used = detail.elt.closest?.('.mover') && document.activeElement.id; });
  document.addEventListener('htmx:afterSettle', () => {
    const arrow = used && document.getElementById(used);
    used = undefined;
    if (arrow?.disabled) arrow.parentElement.querySelector('button:not(:disabled)')?.focus();
  });
})();
