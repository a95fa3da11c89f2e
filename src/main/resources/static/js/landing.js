// Updates the example of the landing page while its slider, or the end of the line in its picture, is moved. Its texts are
// in the page.
(() => {
  const byId = (name) => document.getElementById(`example-${name}`);
  const example = document.getElementById('example');
  const [slider, day, says, picture, line, end] = ['minutes', 'day', 'says', 'picture', 'line', 'end'].map(byId);
  const { today, pages, speed, minutes } = example.dataset;
  const left = line.x1.baseVal.value;
  const right = line.x2.baseVal.value;
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
    byId('value').textContent = more;
    const sooner = daysWith(0) - daysWith(more);
    says.textContent = sooner ? `${sooner} ${says.dataset[plural.select(sooner)]}` : says.dataset.same;
    const x = left + (right - left) * daysWith(more) / daysWith(0);
    line.setAttribute('x2', x);
    end.setAttribute('cx', x);
  };

  // The first move tells a finger that drags from one that scrolls the page
  let first;
  // The slider rounds the minutes with which the line ends under the finger
  const follow = (event) => {
    if (!picture.hasPointerCapture(event.pointerId)) return;
    if (first && Math.abs(event.clientY - first.clientY) > Math.abs(event.clientX - first.clientX)) return;
    first = undefined;
    const box = picture.getBoundingClientRect();
    const x = (event.clientX - box.left) * picture.viewBox.baseVal.width / box.width;
    const days = Math.max(1, daysWith(0) * (x - left) / (right - left));
    slider.value = Number(pages) * 60 / Number(speed) / days - Number(minutes);
    show();
  };

  slider.addEventListener('input', show);
  picture.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    picture.setPointerCapture(event.pointerId);
    first = event;
  });
  picture.addEventListener('pointermove', follow);
  picture.addEventListener('pointerup', follow);
  // A browser that returns to the page may restore the position of the slider
  if (slider.value !== '0') show();
})();
