// Loads the parts of a page that come after it, each when it is less than a screen away. This does not need htmx, which a
// phone needs longer to start than to show the page.
(() => {
  const put = {
    // The part is the content of its place
    inside: (place, { body }) => place.replaceChildren(...body.childNodes),
    // Each element of the part replaces the one with its id
    each: (place, { body }) => [...body.children].forEach((piece) => document.getElementById(piece.id)?.replaceWith(piece)),
    // The rows of another page's list replace the link to that page
    rows: (place, page) => place.replaceWith(...page.querySelectorAll(`#${place.parentElement.id} > li`)),
  };
  const load = async (place) => {
    const { part, put: how } = place.dataset;
    const answer = await fetch(part, { headers: { 'HX-Request': 'true' } }).catch(() => undefined);
    if (!answer?.ok) return;
    put[how](place, new DOMParser().parseFromString(await answer.text(), 'text/html'));
    watch();
  };
  const near = new IntersectionObserver((seen) => seen.filter(({ isIntersecting }) => isIntersecting).forEach(({ target }) => {
    near.unobserve(target);
    load(target);
  }), { rootMargin: '100%' });
  const watched = new WeakSet();
  const watch = () => document.querySelectorAll('[data-part]').forEach((place) => {
    if (watched.has(place)) return;
    watched.add(place);
    near.observe(place);
  });
  watch();
  // Back within a page gives it its former content
  document.addEventListener('htmx:historyRestore', watch);
})();
