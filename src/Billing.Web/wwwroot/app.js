// Keeps the running clock moving between page loads. Without it, the page shows the time of its load.
const clocks = document.querySelectorAll('time[data-since]');
const meter = document.querySelector('[data-meter]');

function show(seconds) {
  const h = Math.floor(seconds / 3600), m = Math.floor(seconds / 60) % 60, s = seconds % 60;
  return `${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}`;
}

if (clocks.length > 0) {
  // The server's clock counts, not the browser's: only the distance between the two is taken from here.
  let offset = Number(clocks[0].dataset.now) * 1000 - Date.now();
  const here = meter?.querySelector('time'), next = meter?.querySelector('[data-show="nextIn"]');
  const part = (name) => meter.querySelector(`[data-show="${name}"]`);
  let signedIn = true, asking = false, asked = Date.now();

  const put = (reading) => {
    offset = reading.now * 1000 - Date.now();
    here.dataset.since = reading.since;
    for (const name of ['what', 'client', 'earned', 'total', 'price', 'next', 'nextIn', 'nextWhy']) {
      if (part(name).textContent !== reading[name]) part(name).textContent = reading[name];
    }
    part('what').href = reading.link;
    next.dataset.at = reading.nextAt ?? '';
  };

  // After sign-out it falls silent; a network that is away is asked again a minute later.
  const ask = async () => {
    if (!meter || !signedIn || asking || document.hidden) return;
    [asking, asked] = [true, Date.now()];
    try {
      const answer = await fetch(meter.dataset.meter, { redirect: 'manual', headers: { Accept: 'application/json' } });
      if (answer.status === 204) meter.hidden = true;
      else if (answer.ok) { put(await answer.json()); meter.hidden = false; }
      else signedIn = answer.status >= 500;
    } catch {
      // Nothing to tell anyone: the figures stay those of the last answer.
    }
    asking = false;
    tick();
  };

  const tick = () => {
    const now = Math.floor((Date.now() + offset) / 1000);
    for (const clock of clocks) clock.textContent = show(Math.max(0, now - Number(clock.dataset.since)));
    const left = Number(next?.dataset.at) - now, minutes = Math.ceil(Math.max(0, left) / 60);
    if (next?.dataset.at && minutes < 24 * 60) next.textContent = `in ${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

    // A minute by the clock and not by timers, which stand still while a laptop sleeps.
    const age = Date.now() - asked;
    if (age >= 60000 || (next?.dataset.at && left <= 0 && age >= 2000)) ask();
  };
  setInterval(tick, 1000);
  document.addEventListener('visibilitychange', () => { tick(); ask(); });
  addEventListener('pageshow', (event) => { if (event.persisted) ask(); });
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

// What still goes on shows how far it is; when it is over, its last answer stays. Without this, a link looks again.
for (const live of document.querySelectorAll('[data-live]')) {
  const again = async () => {
    try {
      const answer = await fetch(live.dataset.live, { redirect: 'manual' });
      if (answer.ok) live.innerHTML = await answer.text();
      else if (answer.status < 500) return;
    } catch {
      // The network is away; the next try may find it.
    }
    if (live.querySelector('[data-going]')) setTimeout(again, 1000);
  };
  setTimeout(again, 1000);
}
