// Keeps the running clock moving between page loads. Without it, the page shows the time of its load.
const clocks = document.querySelectorAll('time[data-since]');

function show(seconds) {
  const h = Math.floor(seconds / 3600), m = Math.floor(seconds / 60) % 60, s = seconds % 60;
  return `${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}`;
}

if (clocks.length > 0) {
  // The server's clock counts, not the browser's: only the distance between the two is taken from here.
  const offset = Number(clocks[0].dataset.now) * 1000 - Date.now();
  const tick = () => {
    const now = Math.floor((Date.now() + offset) / 1000);
    for (const clock of clocks) clock.textContent = show(Math.max(0, now - Number(clock.dataset.since)));
  };
  setInterval(tick, 1000);
  document.addEventListener('visibilitychange', tick);
}

// A second click on the same button sends nothing twice; the server would refuse it anyway.
for (const form of document.querySelectorAll('form[method=post]')) {
  form.addEventListener('submit', () => {
    setTimeout(() => { for (const button of form.querySelectorAll('button')) button.disabled = true; });
  });
}
addEventListener('pageshow', () => { for (const button of document.querySelectorAll('form[method=post] button')) button.disabled = false; });

// On a phone the navigation scrolls: begin where one is.
const here = document.querySelector('.bar nav [aria-current]');
if (here) here.parentElement.scrollLeft = Math.max(0, here.offsetLeft - here.parentElement.offsetLeft - 24);
