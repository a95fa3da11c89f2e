// Updates the example of the landing page while the slider is moved. Its texts are in the page.
(() => {
  const example = document.getElementById('example');
  const slider = document.getElementById('example-minutes');
  const day = document.getElementById('example-day');
  const says = document.getElementById('example-says');
  const { today, pages, speed, minutes } = example.dataset;
  const daysWith = (more) => Math.ceil(Number(pages) * 60 / Number(speed) / (Number(minutes) + more));
  // Created when the slider is first moved, because that takes a phone longer than the rest of the page's scripts
  let plural;
  let format;

  const show = () => {
    plural ??= new Intl.PluralRules('pl');
    format ??= new Intl.DateTimeFormat('pl', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
    const more = Number(slider.value);
    const finish = new Date(`${today}T00:00:00Z`);
    finish.setUTCDate(finish.getUTCDate() + daysWith(more));
    day.dateTime = finish.toISOString().slice(0, 10);
    day.textContent = format.format(finish);
    document.getElementById('example-value').textContent = more;
    const sooner = daysWith(0) - daysWith(more);
    says.textContent = sooner ? `${sooner} ${says.dataset[plural.select(sooner)]}` : says.dataset.same;
  };
  slider.addEventListener('input', show);
  // A browser that returns to the page may restore the position of the slider
  if (slider.value !== '0') show();
})();
