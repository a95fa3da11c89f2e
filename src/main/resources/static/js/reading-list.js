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
        const before = item.nextElementSibling?.dataset.entry;
        htmx.ajax('POST', `/reading-list/${item.dataset.entry}/move`, {
          source: list, target: '#reading-list', select: '#reading-list', swap: 'outerHTML show:none',
          values: before ? { before } : {},
        });
      },
    });
  });
  enable();
  document.addEventListener('htmx:afterSettle', enable);
})();
