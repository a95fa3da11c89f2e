// Keeps the slider and the number field beside it equal; without scripts there is only the field.
(() => {
  document.querySelectorAll('[data-slider]').forEach((slider) => {
    const number = document.getElementById(slider.dataset.slider);
    slider.addEventListener('input', () => { number.value = slider.value; });
    number.addEventListener('input', () => { slider.value = number.value || 0; });
    slider.value = number.value || 0;
  });
})();
