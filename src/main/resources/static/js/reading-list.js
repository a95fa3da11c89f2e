// Dragging a book to another place; the arrows beside it do the same without a mouse.
(() => {
  let asked = false;
  const loadLibrary = (address) => {
    if (asked) return;
    asked = true;
    const script = document.createElement('script');
    script.addEventListener('load', enable);
    script.src = address;
    document.head.append(script);
  };
  // Without htmx the move is sent as by the buttons of a page without scripts
  const sendPlainly = (address, values) => {
    const form = document.getElementById('row-form');
    form.action = address;
    Object.entries(values).forEach(([name, value]) =>
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value })));
    form.submit();
  };
  const enable = () => document.querySelectorAll('[data-sortable]').forEach((list) => {
    if (!window.Sortable) {
      loadLibrary(list.dataset.sortable);
      return;
    }
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
        const address = `/reading-list/${item.dataset.entry}/move`;
        whenHtmx(() => {
          if (!window.htmx) {
            sendPlainly(address, where);
            return;
          }
          htmx.ajax('POST', address, {
            source: list, target: '#reading-list', select: '#reading-list', swap: 'outerHTML show:none',
            values: where,
          });
        });
      },
    });
  });
  document.addEventListener('htmx:afterSettle', enable);

  // Nobody drags a book before the page is shown
  window.addEventListener('load', () => setTimeout(enable), { once: true });

  // The buttons of the rows share a form, and each names the address to which it posts.
  document.addEventListener('htmx:configRequest', ({ detail }) => {
    const button = detail.triggeringEvent?.submitter;
    if (detail.elt.id !== 'row-form' || !button) return;
    detail.path = button.getAttribute('formaction');
    detail.parameters[button.name] = button.value;
  });

  // A response may be another page, which asks a question; it replaces the whole list.
  const isOtherPage = ({ target, xhr }) => target.id === 'reading-list' && xhr.status < 400
    && !xhr.response.includes('id="reading-list"');
  document.addEventListener('htmx:beforeOnLoad', ({ detail }) => {
    if (isOtherPage(detail)) detail.etc.push = 'true';
  });
  document.addEventListener('htmx:beforeSwap', ({ detail }) => {
    if (!isOtherPage(detail)) return;
    Object.assign(detail, { target: document.getElementById('content'), selectOverride: '#content > main',
      swapOverride: 'innerHTML show:window:top' });
  });

  // The arrow of a book that has reached an end of the list is disabled, and a used menu is closed again; the focus then
  // moves to an arrow that can be used.
  document.addEventListener('htmx:afterSettle', ({ detail }) => {
    const used = detail.requestConfig?.triggeringEvent?.submitter;
    const button = used?.closest('.mover') && document.getElementById(used.id);
    if (!button || (!button.disabled && button.checkVisibility())) return;
    button.closest('.mover').querySelector('.arrow:not(:disabled)')?.focus({ preventScroll: true });
  });
})();
