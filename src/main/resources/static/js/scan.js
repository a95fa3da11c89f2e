// Reads the barcodes of books with the camera. The texts it shows are in the page.
(() => {
  const scan = document.getElementById('scan');
  const video = document.getElementById('viewfinder');
  const start = document.getElementById('scan-start');
  const stop = document.getElementById('scan-stop');
  const addAtOnce = document.getElementById('scan-add');
  const scanned = document.getElementById('scanned');
  const EVERY = 150;
  const AGAIN = 3000;
  const shown = new Set();
  let stream;
  scan.hidden = false;

  const say = (what) => document.querySelectorAll('#scan-says [data-when]').forEach((text) => {
    text.hidden = text.dataset.when !== what;
  });

  // An ISBN-13 is an EAN-13 of the prefixes 978 and 979 with a check digit.
  const isIsbn = (code) => /^97[89]\d{10}$/.test(code)
    && [...code].reduce((sum, digit, at) => sum + Number(digit) * (at % 2 ? 3 : 1), 0) % 10 === 0;

  const load = (address) => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

  // The browser's own detector, or else the decoder of the WebJar.
  const decoder = async () => {
    if ('BarcodeDetector' in window && (await BarcodeDetector.getSupportedFormats()).includes('ean_13')) {
      const detector = new BarcodeDetector({ formats: ['ean_13'] });
      return async (canvas) => (await detector.detect(canvas))[0]?.rawValue;
    }
    if (!window.ZXing) await load(scan.dataset.decoder);
    const reader = new ZXing.MultiFormatReader();
    reader.setHints(new Map([[ZXing.DecodeHintType.POSSIBLE_FORMATS, [ZXing.BarcodeFormat.EAN_13]],
      [ZXing.DecodeHintType.TRY_HARDER, true]]));
    return async (canvas) => {
      try {
        const source = new ZXing.HTMLCanvasElementLuminanceSource(canvas);
        return reader.decodeWithState(new ZXing.BinaryBitmap(new ZXing.HybridBinarizer(source))).getText();
      } catch {
        return undefined; // no barcode in this frame
      }
    };
  };

  const show = async (isbn) => {
    shown.add(isbn);
    scanned.querySelector(`[data-isbn="${isbn}"]`)?.remove();
    navigator.vibrate?.(60);
    await htmx.ajax('GET', scan.dataset.found + isbn, { target: scanned, swap: 'afterbegin' });
  };

  // The button of a new row adds in place only after htmx has loaded the row. A code for which no provider answered is
  // looked up again when it is seen later.
  scanned.addEventListener('htmx:load', ({ target }) => {
    if (target.dataset.again) setTimeout(() => shown.delete(target.dataset.isbn), AGAIN);
    if (addAtOnce.checked && target.parentElement === scanned) target.querySelector('form.row-actions button')?.click();
  });

  const end = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = undefined;
    video.srcObject = null;
    start.hidden = false;
    stop.hidden = true;
  };

  const watch = async (decode) => {
    const canvas = document.createElement('canvas');
    const drawing = canvas.getContext('2d', { willReadFrequently: true });
    const own = stream;
    while (stream && stream === own) {
      if (video.videoWidth) {
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        drawing.drawImage(video, 0, 0);
        const code = await decode(canvas);
        if (code && !isIsbn(code)) say('foreign');
        if (code && isIsbn(code) && !shown.has(code)) {
          say('ready');
          await show(code);
        }
      }
      await new Promise((resume) => setTimeout(resume, EVERY));
    }
  };

  start.addEventListener('click', async () => {
    if (!navigator.mediaDevices?.getUserMedia) {
      say('insecure');
      return;
    }
    start.setAttribute('aria-busy', 'true');
    try {
      const decode = await decoder();
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
      });
      video.srcObject = stream;
      await video.play();
      say('ready');
      start.hidden = true;
      stop.hidden = false;
      watch(decode);
    } catch (problem) {
      end();
      say(problem.name === 'NotAllowedError' ? 'denied' : 'missing');
    } finally {
      start.removeAttribute('aria-busy');
    }
  });
  stop.addEventListener('click', end);
  window.addEventListener('pagehide', end);
})();
