// Loads htmx when the reader first does something, because starting it delays a phone's first picture of the page. What was
// pressed before htmx came is pressed again when it has come. If it does not come soon, the page works as it does without scripts.
(() => {
  const { htmx: address } = document.currentScript.dataset;
  const signs = ['pointerdown', 'pointermove', 'keydown', 'focusin', 'scroll'];
  const PATIENCE = 3000;
  const waiting = [];
  let asked = false;
  let missing = false;

  const go = () => waiting.splice(0).forEach((act) => act());
  const giveUp = () => {
    missing = true;
    go();
  };
  const add = () => {
    const script = document.createElement('script');
    script.addEventListener('load', go);
    script.addEventListener('error', giveUp);
    script.src = address;
    document.head.append(script);
  };
  const load = () => {
    if (asked) return;
    asked = true;
    signs.forEach((sign) => document.removeEventListener(sign, load, true));
    // Between the page's DOMContentLoaded and its load htmx would wait for an event that has passed
    if (document.readyState === 'complete') add();
    else window.addEventListener('load', add, { once: true });
  };
  signs.forEach((sign) => document.addEventListener(sign, load, { capture: true, passive: true }));

  const ready = () => window.htmx || missing;
  // Acts when htmx has come, or when it is clear that it does not come
  window.whenHtmx = (act) => {
    if (ready()) {
      act();
      return;
    }
    load();
    waiting.push(act);
    setTimeout(() => {
      if (!ready()) giveUp();
    }, PATIENCE);
  };
  const wait = (event, press) => {
    if (ready()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.whenHtmx(press);
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
