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

// Only what differs is touched: nothing flickers, what was opened stays open, and a screen reader hears the new words alone.
function become(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE || old.nodeName !== fresh.nodeName) { old.replaceWith(fresh); return; }
  for (const { name } of [...old.attributes]) if (name !== 'open' && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (name !== 'open' && old.getAttribute(name) !== value) old.setAttribute(name, value);
  const was = [...old.childNodes], is = [...fresh.childNodes];
  is.forEach((node, i) => { if (i < was.length) become(was[i], node); else old.append(node); });
  for (const node of was.slice(is.length)) node.remove();
}

// Forms that answer while one types: they are sent to the address they name, and each part of the answer takes its place on the page by its id.
// The form itself is never touched.
for (const form of document.querySelectorAll('form[data-live]')) {
  const isPost = form.getAttribute('method') === 'post';
  let waiting, asking;
  const ask = async () => {
    const { signal } = asking = new AbortController();
    const fields = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(isPost ? form.dataset.live : `${form.dataset.live}?${fields}`, { method: isPost ? 'POST' : 'GET', body: isPost ? fields : null, redirect: 'manual', signal });
      if (!answer.ok) return;
      const parts = new DOMParser().parseFromString(await answer.text(), 'text/html').body.children;
      if (!signal.aborted) for (const part of [...parts]) become(document.getElementById(part.id), part);
    } catch {
      // Away, or overtaken by what was typed since: the page stays as it is, and its buttons do the same.
    }
  };
  form.addEventListener('input', () => {
    asking?.abort();
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  });
}
for (const button of document.querySelectorAll('[data-unscripted]')) button.hidden = true;

// On a phone the navigation scrolls: begin where one is.
const here = document.querySelector('.bar nav [aria-current]');
if (here) here.parentElement.scrollLeft = Math.max(0, here.offsetLeft - here.parentElement.offsetLeft - 24);
