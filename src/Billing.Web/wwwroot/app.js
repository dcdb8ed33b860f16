// Keeps the running clock moving between page loads. Without it, the page shows the time of its load.
const clocks = document.querySelectorAll('time[data-since]');
const meter = document.querySelector('[data-meter]');

function text(seconds) {
  const h = Math.floor(seconds / 3600), m = Math.floor(seconds / 60) % 60, s = seconds % 60;
  return `${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}`;
}

if (clocks.length > 0) {
  // The server's clock counts, not the browser's: only the distance between the two is taken from here.
  let offset = Number(clocks[0].dataset.now) * 1000 - Date.now();

  // Two clocks: one that goes on while a laptop sleeps but may be put right, and one that is steady but may stand still.
  let [wall, steady] = [Date.now(), performance.now()];
  const here = meter?.querySelector('time'), next = meter?.querySelector('[data-show="nextIn"]');
  const part = (name) => meter.querySelector(`[data-show="${name}"]`);
  let signedIn = true, failed = false, question = null, asked = steady;

  const put = (reading) => {
    [wall, steady] = [Date.now(), performance.now()];
    offset = reading.now * 1000 - wall;
    here.dataset.since = reading.since;
    for (const name of ['what', 'client', 'earned', 'total', 'price', 'next', 'nextIn', 'nextWhy']) {
      if (part(name).textContent !== reading[name]) part(name).textContent = reading[name];
    }
    part('what').href = reading.link;
    next.dataset.at = reading.nextAt ?? '';
  };

  // After sign-out it falls silent until one comes back to the page. What went out before a sleep may hang for ever, so asking again gives it up.
  const ask = async () => {
    if (!meter || !signedIn || document.hidden) return;
    question?.abort();
    const mine = question = new AbortController();
    asked = performance.now();
    try {
      const answer = await fetch(meter.dataset.meter, { redirect: 'manual', headers: { Accept: 'application/json' }, signal: mine.signal });
      const reading = answer.status === 200 ? await answer.json() : null;
      if (mine !== question) return;
      failed = false;
      if (reading) put(reading);
      if (answer.ok) meter.hidden = !reading;
      else signedIn = answer.status >= 500;
    } catch {
      // A network that is away is often back soon, as after a sleep. Till then the figures are those of the last answer.
      if (mine !== question) return;
      failed = true;
    }
    question = null;
    show();
  };

  const comeBack = () => { signedIn = true; show(); ask(); };

  const show = () => {
    const now = Math.floor((Date.now() + offset) / 1000);
    for (const clock of clocks) clock.textContent = text(Math.max(0, now - Number(clock.dataset.since)));
    if (!next?.dataset.at) return Infinity;
    const left = Number(next.dataset.at) - now, minutes = Math.ceil(Math.max(0, left) / 60);
    if (minutes < 24 * 60) next.textContent = `in ${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
    return left;
  };

  const tick = () => {
    const [byWall, bySteady] = [Date.now() - wall, performance.now() - steady];
    [wall, steady] = [wall + byWall, steady + bySteady];

    // Put back, the wall clock is no measure of the time gone by. Put forward or asleep look alike: it is believed, and the server asked.
    if (byWall < bySteady - 1500) offset += bySteady - byWall;
    const woke = Math.abs(byWall - bySteady) > 1500 || bySteady > 5000;
    const left = show(), patience = failed || question ? 10000 : left <= 0 ? 2000 : 60000;
    if (woke || steady - asked >= patience) ask();
  };
  setInterval(tick, 1000);
  document.addEventListener('visibilitychange', comeBack);
  document.addEventListener('resume', comeBack);
  addEventListener('online', comeBack);

  // A page that the browser had kept is as old as its figures.
  addEventListener('pageshow', (event) => { if (event.persisted) comeBack(); });
  if (performance.getEntriesByType('navigation')[0]?.type === 'back_forward') ask();
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

// What still goes on shows how far it is; when it is over, its last answer stays. Without this, a link looks again.
for (const live of document.querySelectorAll('[data-progress]')) {
  const again = async () => {
    try {
      const answer = await fetch(live.dataset.progress, { redirect: 'manual' });
      if (!answer.ok && answer.status < 500) return;
      if (answer.ok) {
        const fresh = live.cloneNode(false);
        fresh.innerHTML = await answer.text();
        become(live, fresh);
      }
    } catch {
      // The network is away; the next try may find it.
    }
    if (live.querySelector('[data-going]')) setTimeout(again, 1000);
  };
  setTimeout(again, 1000);
}
