// Loads the finish dates of all books on the page in one request, and again after each part of the list that is loaded
// later.
(() => {
  const ask = async () => {
    const list = document.querySelector('[data-dates]');
    const places = list ? [...list.querySelectorAll('.list-finish:not([data-asked])')] : [];
    if (places.length === 0) return;
    places.forEach((place) => { place.dataset.asked = 'yes'; });
    const entries = new URLSearchParams(places.map((place) => ['entry', place.id.replace('finish-day-', '')]));
    const answer = await fetch(`${list.dataset.dates}?${entries}`, { headers: { 'HX-Request': 'true' } }).catch(() => undefined);
    if (!answer?.ok) return;
    const dates = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelectorAll('.list-finish');
    dates.forEach((date) => document.getElementById(date.id)?.replaceChildren(...date.childNodes));
  };
  // After the first paint, which the answer would otherwise delay
  requestAnimationFrame(() => setTimeout(ask));
  document.addEventListener('htmx:afterSettle', ask);
})();
