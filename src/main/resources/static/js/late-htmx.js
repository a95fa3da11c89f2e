// Loads htmx when the reader first does something, because starting it delays a phone's first picture of the page. What was
// pressed before htmx came is pressed again when it has come; if it does not come, the page works as it does without scripts.
(() => {
  const { htmx: address } = document.currentScript.dataset;
  const signs = ['pointerdown', 'pointermove', 'keydown', 'focusin', 'scroll'];
  let waiting;
  let missing = false;

  const load = () => {
    if (waiting) return;
    waiting = [];
    signs.forEach((sign) => document.removeEventListener(sign, load, true));
    const script = document.createElement('script');
    const go = () => waiting.splice(0).forEach((press) => press());
    script.addEventListener('load', () => {
      document.dispatchEvent(new Event('htmx:late'));
      go();
    });
    script.addEventListener('error', () => {
      missing = true;
      go();
    });
    script.src = address;
    document.head.append(script);
  };
  signs.forEach((sign) => document.addEventListener(sign, load, { capture: true, passive: true }));

  const wait = (event, press) => {
    if (window.htmx || missing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    load();
    waiting.push(press);
  };
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[hx-get]');
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (link && plain) wait(event, () => link.click());
  }, true);
  document.addEventListener('submit', (event) => {
    const { target: form, submitter } = event;
    if (form.matches('[hx-get], [hx-post]')) wait(event, () => form.requestSubmit(submitter));
  }, true);

  // An entry of the history that htmx made in this page's former life
  window.addEventListener('popstate', ({ state }) => {
    if (!window.htmx && state?.htmx) location.reload();
  });
})();
