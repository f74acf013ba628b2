// Entry for departments. The token lives in this variable and nowhere else: not in storage, not in a cookie, not in
// an address. What is sent and what comes back is that of the API everyone uses.
let token = null;
let organisation = null;

const root = document.getElementById('invoer');
const work = document.getElementById('werk');
const isDutch = root.dataset.taal === 'nl';
const t = (nl, en) => (isDutch ? nl : en);

// MARK: The page

/** An element; texts are texts, never markup. */
const el = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter(child => child !== null));
  return made;
};

const button = (text, action, style = null) => el('button', { type: 'button', class: style, onclick: action }, text);
const note = (text, style = '') => el('p', { class: 'melding ' + style, role: style === 'fout' ? 'alert' : 'status' }, text);

/** Shows a view and puts the reader at its top. */
const open = (...children) => {
  work.replaceChildren(...children);
  const heading = work.querySelector('h2');
  if (heading) { heading.tabIndex = -1; heading.focus(); }
};

// MARK: The API

class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || String(status));
    this.status = status;
    this.errors = problem.errors || [];
  }
}

const ask = async (method, path, { body, type = 'application/json', etag, key } = {}) => {
  const headers = { Authorization: 'Bearer ' + token, Accept: 'application/json', 'Accept-Language': isDutch ? 'nl' : 'en' };
  if (body !== undefined) headers['Content-Type'] = type;
  if (etag) headers['If-Match'] = etag;
  if (key) headers['Idempotency-Key'] = key;
  let answer;
  try {
    answer = await fetch('/v1' + path, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store',
      credentials: 'omit', referrerPolicy: 'no-referrer',
    });
  } catch {
    throw new Refusal(0, { detail: t(
      'Het register is niet bereikbaar. Uw invoer staat er nog; probeer het opnieuw.',
      'The register cannot be reached. Your entry is still here; try again.') });
  }
  const text = await answer.text();
  let json = {};
  try { json = text ? JSON.parse(text) : {}; } catch { /* A proxy's page: the status says enough. */ }
  if (!answer.ok) {
    if (answer.status === 401) leave(json.detail);
    throw new Refusal(answer.status, json);
  }
  return { json, etag: answer.headers.get('ETag'), status: answer.status };
};

const all = async path => {
  const found = [];
  let next = path;
  while (next && found.length < 2000) {
    const { json } = await ask('GET', next);
    found.push(...json.items);
    const link = json._links.next && new URL(json._links.next.href, location.href);
    next = link ? link.pathname.replace(/^\/v1/, '') + link.search : null;
  }
  return found;
};

// MARK: Coming and going

const signIn = document.getElementById('aanmelden');

const leave = why => {
  token = null;
  work.hidden = true;
  work.replaceChildren();
  signIn.hidden = false;
  const fault = document.getElementById('aanmelden-fout');
  fault.hidden = !why;
  fault.textContent = why || '';
  document.getElementById('token').focus();
};

signIn.addEventListener('submit', async event => {
  event.preventDefault();
  const field = document.getElementById('token');
  token = field.value.trim();
  field.value = '';
  organisation = document.getElementById('organisatie').value;
  try {
    signIn.querySelector('button').disabled = true;
    await overview();
    document.getElementById('aanmelden-fout').hidden = true;
    signIn.hidden = true;
    work.hidden = false;
    work.querySelector('h2').focus();
  } catch (error) {
    if (error.status !== 401) leave(error.message);
  } finally {
    signIn.querySelector('button').disabled = false;
  }
});

// MARK: My measures, and what is asked of me

const overview = async message => {
  const mine = '/maatregelen?limit=200&sort=titel&organisatie=' + encodeURIComponent(organisation);
  const [measures, drafts, rounds] = await Promise.all([
    all(mine), all(mine + '&weergave=concept'), all('/uitvragen?limit=50&sort=-sluitdatum'),
  ]);
  const drafted = new Set(drafts.filter(row => row.conceptversie && row.versie).map(row => row.kenmerk));
  const today = new Date().toISOString().slice(0, 10);
  const asked = await Promise.all(rounds.filter(round => round.sluitdatum >= today).map(async round => ({
    round, missing: await all('/maatregelen?limit=200&sort=titel&ontbreektVoor=' + round.kenmerk + '&organisatie=' + encodeURIComponent(organisation)),
  })));
  open(
    el('div', { class: 'balkje' }, el('h2', {}, t('Mijn maatregelen', 'My measures') + ' (' + measures.length + ')'),
      button(t('Meld af', 'Sign out'), () => leave())),
    message ? note(message, 'goed') : null,
    ...asked.map(({ round, missing }) => el('section', { class: 'invoervak' },
      el('h3', {}, round.titel),
      el('p', {}, t('Sluit op ', 'Closes on ') + round.sluitdatum + '. ' + (missing.length
        ? t('Nog te melden: ', 'Still to report: ') + missing.length
        : t('Alles is gemeld.', 'All has been reported.'))),
      el('ul', {}, ...missing.map(row => el('li', {}, button(row.titel, () => measure(row.kenmerk, round.kenmerk), 'als-link')))))),
    el('table', { class: 'rijen' },
      el('thead', {}, el('tr', {}, ...[t('Titel', 'Title'), t('Stand', 'State'), t('Publicatie', 'Publication')].map(text => el('th', { scope: 'col' }, text)))),
      el('tbody', {}, ...measures.map(row => el('tr', {},
        el('th', { scope: 'row' }, button(row.titel, () => measure(row.kenmerk), 'als-link')),
        el('td', { 'data-kop': t('Stand', 'State') }, row.uitvoeringsstatus),
        el('td', { 'data-kop': t('Publicatie', 'Publication') }, row.publicatie.status + (drafted.has(row.kenmerk) ? t(', met een concept ernaast', ', with a draft beside it') : ''))))))
  );
};

// MARK: One measure

/** The draft beside a published version, when there is one for these eyes. */
const besides = async (kenmerk, standing) => {
  if (!standing.json.versie) return null;
  try {
    return await ask('GET', '/maatregelen/' + kenmerk + '?weergave=concept');
  } catch (error) {
    if (error.status !== 404) throw error;
    return null;
  }
};

const measure = async (kenmerk, round, message) => {
  try {
    const standing = await ask('GET', '/maatregelen/' + kenmerk);
    const draft = await besides(kenmerk, standing);
    const row = (draft || standing).json;
    open(
      el('p', {}, button('\u2190 ' + t('Mijn maatregelen', 'My measures'), () => overview(), 'als-link')),
      el('h2', {}, row.titel),
      message ? note(message, 'goed') : null,
      el('p', {}, t('Stand: ', 'State: ') + row.uitvoeringsstatus + ' \u00b7 ' + t('publicatie: ', 'publication: ') + row.publicatie.status
        + ' \u00b7 ' + t('versie ', 'version ') + row.versie + (row.conceptversie ? ', concept ' + row.conceptversie : '')),
      el('p', { class: 'knoppen' },
        button(t('Meld voortgang', 'Report progress'), () => report(kenmerk, row, round), 'hoofdknop'),
        button(t('Wijzig plan of tekst', 'Change plan or text'), () => change(kenmerk, standing, draft)),
        ...transitions(kenmerk, standing, draft)),
      el('p', {}, el('a', { href: '/maatregelen/' + kenmerk + (isDutch ? '' : '?taal=en') }, t('Zoals iedereen haar ziet', 'As everyone sees it')))
    );
  } catch (error) {
    if (error.status !== 401) open(el('h2', {}, t('Dit lukt niet', 'This does not work')), note(error.message, 'fout'), button(t('Terug', 'Back'), () => overview()));
  }
};

const steps = {
  concept: [['vrijgegeven', 'Geef vrij', 'Release']],
  vrijgegeven: [['gepubliceerd', 'Publiceer', 'Publish'], ['concept', 'Trek vrijgave terug', 'Withdraw the release']],
  gepubliceerd: [['ingetrokken', 'Trek in', 'Withdraw']],
};

const transitions = (kenmerk, standing, draft) => {
  const current = draft || standing;
  return (steps[current.json.publicatie.status] || []).map(([to, nl, en]) => button(t(nl, en), async () => {
    if (to === 'ingetrokken') return withdraw(kenmerk, current);
    await move(kenmerk, current, { naar: to }, t(nl, en));
  }));
};

const move = async (kenmerk, current, body, done) => {
  try {
    await ask('POST', '/maatregelen/' + kenmerk + '/statusovergangen', { body, etag: current.etag });
    await measure(kenmerk, null, done + ': ' + t('gedaan.', 'done.'));
  } catch (error) {
    if (error.status === 401) return;
    const text = error.status === 412
      ? t('Iemand anders was eerder; hieronder staat de stand van nu.', 'Somebody else was first; below is the state of now.') : error.message;
    await measure(kenmerk, null, null);
    work.querySelector('h2').after(note(text, 'fout'));
  }
};

const withdraw = (kenmerk, current) => {
  const reason = el('textarea', { id: 'intrekreden', rows: '3', 'aria-required': 'true' });
  open(el('h2', {}, t('Intrekken', 'Withdraw')),
    el('p', {}, t('Wat is ingetrokken verdwijnt uit de lijsten; wie het adres heeft, leest de reden.', 'What is withdrawn leaves the lists; who has the address reads the reason.')),
    el('div', { class: 'veld' }, el('label', { for: 'intrekreden' }, t('Reden (verplicht)', 'Reason (required)')), reason),
    el('p', { class: 'knoppen' },
      button(t('Trek in', 'Withdraw'), () => move(kenmerk, current, { naar: 'ingetrokken', reden: reason.value }, t('Ingetrokken', 'Withdrawn')), 'hoofdknop'),
      button(t('Terug', 'Back'), () => measure(kenmerk))));
};

// MARK: Forms

let copies = 0;

/** A form from its template; ids get a number, so that two of them do not meet. */
const form = name => {
  const made = document.getElementById('vorm-' + name).content.cloneNode(true);
  const box = el('div', { class: 'vorm' });
  box.append(made);
  renumber(box);
  for (const list of box.querySelectorAll('[data-soort=objecten]')) {
    list.querySelector('.erbij').addEventListener('click', () => add(list).querySelector('input, select, textarea').focus());
  }
  return box;
};

const renumber = box => {
  const number = ++copies;
  for (const label of box.querySelectorAll('label[for]')) label.htmlFor += '-' + number;
  for (const one of box.querySelectorAll('[id]')) one.id += '-' + number;
  for (const one of box.querySelectorAll('[aria-describedby]')) one.setAttribute('aria-describedby', one.getAttribute('aria-describedby') + '-' + number);
};

const add = list => {
  const part = list.querySelector(':scope > template').content.firstElementChild.cloneNode(true);
  renumber(part);
  part.querySelector('.weg').addEventListener('click', () => part.remove());
  list.querySelector(':scope > .delen').append(part);
  return part;
};

const last = pointer => pointer.slice(pointer.lastIndexOf('/') + 1);
const children = box => [...box.querySelectorAll('[data-pad]')].filter(one => one.parentElement.closest('[data-soort=object], [data-soort=objecten], .vorm') === box || one.parentElement === box);

/** What a field holds, as the API wants it; null for nothing. */
const read = field => {
  switch (field.dataset.soort) {
    case 'object': return readObject(field);
    case 'objecten': return [...field.querySelectorAll(':scope > .delen > .deel')].map(readObject);
    case 'keuzes': return [...field.querySelectorAll('input:checked')].map(box => box.value);
  }
  const text = field.querySelector('input, select, textarea').value.trim();
  switch (field.dataset.soort) {
    case 'rij': return text.split('\n').map(line => line.trim()).filter(line => line !== '');
    case 'getal': return text === '' ? null : /^-?[0-9]+$/.test(text) ? Number(text) : text;
    case 'ja-nee': return text === '' ? null : text === 'true';
    case 'json': try { return text === '' ? null : JSON.parse(text); } catch { return text; }
    default: return text === '' ? null : text;
  }
};

const readObject = box => Object.fromEntries(children(box).map(field => [last(field.dataset.pad), read(field)]));

/** An imprecise date as it is typed. */
const typed = value => {
  if (value && typeof value === 'object' && value.vanaf) {
    return { dag: value.vanaf, maand: value.vanaf.slice(0, 7), jaar: value.vanaf.slice(0, 4) }[value.precisie] || value.vanaf;
  }
  return value === null || value === undefined ? '' : String(value);
};

const fill = (field, value) => {
  switch (field.dataset.soort) {
    case 'object': for (const child of children(field)) fill(child, value ? value[last(child.dataset.pad)] : null); return;
    case 'objecten': for (const one of value || []) { const part = add(field); for (const child of children(part)) fill(child, one[last(child.dataset.pad)]); } return;
    case 'keuzes': for (const box of field.querySelectorAll('input')) box.checked = (value || []).includes(box.value); return;
  }
  const control = field.querySelector('input, select, textarea');
  if (field.dataset.soort === 'rij') control.value = (value || []).join('\n');
  else if (field.dataset.soort === 'json') control.value = value ? JSON.stringify(value) : '';
  else control.value = typed(value);
};

const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Only what differs: the merge patch that makes the one of the other. */
const difference = (before, after) => {
  const patch = {};
  for (const [name, value] of Object.entries(after)) {
    if (equal(before[name], value)) continue;
    const isObject = value && typeof value === 'object' && !Array.isArray(value);
    patch[name] = isObject && before[name] ? difference(before[name], value) : value;
  }
  return patch;
};

const withoutNothing = object => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)));

// MARK: What is wrong, beside the field that has it

const clear = box => {
  for (const old of box.querySelectorAll('.veldfout')) old.remove();
  for (const one of box.querySelectorAll('[aria-invalid]')) one.removeAttribute('aria-invalid');
};

/** The field an error's JSON Pointer names: `/plan/gereedGepland`, `/relaties/0/maatregel`. */
const fieldAt = (box, pointer, prefix) => {
  if (prefix && pointer.startsWith(prefix)) pointer = pointer.slice(prefix.length);
  else if (prefix) return null;
  let field = null;
  let within = box;
  for (const step of pointer.split('/').slice(1)) {
    if (/^[0-9]+$/.test(step) && field && field.dataset.soort === 'objecten') {
      within = field.querySelectorAll(':scope > .delen > .deel')[Number(step)] || field;
      continue;
    }
    const next = children(within).find(one => last(one.dataset.pad) === step);
    if (!next) break;
    field = within = next;
  }
  return field;
};

const showFaults = (boxes, errors, summary) => {
  const rest = [];
  let first = null;
  for (const error of errors) {
    let field = null;
    for (const [box, prefix] of boxes) field = field || fieldAt(box, error.location, prefix);
    if (!field) { rest.push(error.location + ': ' + error.detail); continue; }
    const control = field.querySelector('input, select, textarea') || field;
    const fault = el('p', { class: 'veldfout', id: 'fout-' + (++copies) }, error.detail);
    field.append(fault);
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-describedby', ((control.getAttribute('aria-describedby') || '') + ' ' + fault.id).trim());
    first = first || control;
  }
  summary.replaceChildren(...rest.map(text => el('span', {}, text + ' ')));
  return first;
};

// MARK: The parts that every form ends with

const publication = () => el('fieldset', { class: 'publicatie' }, el('legend', {}, t('Wat gebeurt ermee?', 'What happens with it?')),
  ...[['', 'Publiceer, of laat de vaste werkwijze beslissen', 'Publish, or let the usual way decide'],
    ['vrijgegeven', 'Geef vrij voor publicatie', 'Release for publication'],
    ['concept', 'Bewaar als concept', 'Keep as a draft']].map(([value, nl, en], index) =>
    el('label', { class: 'vinkje' }, el('input', { type: 'radio', name: 'publicatie', value, checked: index === 0 }), el('span', {}, t(nl, en)))));

const chosen = box => box.querySelector('.publicatie input:checked').value;

/** A form with preview and send. `make` gives what is sent, or null when there is nothing to send. */
const sheet = (title, boxes, { make, send, back }) => {
  const fault = el('div', { class: 'melding fout', role: 'alert', hidden: true });
  const preview = el('div', { class: 'voorvertoning', hidden: true });
  const sender = button(t('Verstuur', 'Send'), () => {}, 'hoofdknop');
  const complain = (text, errors = []) => {
    const summary = el('p', {});
    const first = showFaults(boxes, errors, summary);
    fault.replaceChildren(el('p', {}, el('strong', {}, text)), summary);
    fault.hidden = false;
    (first || fault).focus();
    if (!first) { fault.tabIndex = -1; fault.focus(); }
  };
  const page = el('form', { class: 'smal invoervak', novalidate: true },
    el('h2', {}, title), fault, ...boxes.map(([box]) => box), publication(), preview,
    el('p', { class: 'knoppen' }, sender,
      button(t('Bekijk wat er wordt verstuurd', 'Preview what is sent'), () => {
        const body = make(page);
        preview.replaceChildren(el('h3', {}, t('Dit wordt verstuurd', 'This is sent')), el('pre', { tabindex: '0' }, body ? JSON.stringify(body, null, 2) : t('Niets: er is niets gewijzigd.', 'Nothing: nothing has changed.')));
        preview.hidden = false;
      }),
      button(t('Terug zonder te bewaren', 'Back without storing'), back)));
  sender.type = 'submit';
  page.addEventListener('submit', async event => {
    event.preventDefault();
    for (const [box] of boxes) clear(box);
    fault.hidden = true;
    const body = make(page);
    if (!body) return complain(t('Er is niets gewijzigd.', 'Nothing has changed.'));
    sender.disabled = true;
    try {
      await send(body, page);
    } catch (error) {
      if (error.status !== 401) complain(error.errors.length ? t('Er is nog iets niet goed; zie de gemerkte velden.', 'Something is not right yet; see the marked fields.') : error.message, error.errors);
    } finally {
      sender.disabled = false;
    }
  });
  return page;
};

// MARK: A progress report

const report = (kenmerk, row, round) => {
  const box = form('melding');
  const set = (name, value) => { const field = fieldAt(box, '/' + name); if (field && value) fill(field, value); };
  set('peildatum', new Date().toISOString().slice(0, 10));
  set('uitvoeringsstatus', row.uitvoeringsstatus);
  set('uitvraag', round);
  // One key for this form: sent twice, it is stored once.
  const key = crypto.randomUUID();
  open(sheet(t('Meld voortgang: ', 'Report progress: ') + row.titel, [[box, '']], {
    make: page => {
      const body = withoutNothing(readObject(box));
      const status = chosen(page);
      return status ? { ...body, publicatie: { status } } : body;
    },
    send: async body => {
      const { json } = await ask('POST', '/maatregelen/' + kenmerk + '/voortgangsmeldingen', { body, key: key + '-' + (await short(body)) });
      await measure(kenmerk, null, t('De melding is bewaard (', 'The report is stored (') + json.publicatie.status + ').');
    },
    back: () => measure(kenmerk, round),
  }));
};

/** A corrected form is another request, and takes another key. */
const short = async body => {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  if (!crypto.subtle) return String(bytes.length);
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].slice(0, 6).map(byte => byte.toString(16).padStart(2, '0')).join('');
};

// MARK: A change

const change = (kenmerk, standing, draft, mine = null) => {
  const source = draft || standing;
  const box = form('maatregel');
  const reason = form('reden');
  for (const field of children(box)) fill(field, source.json[last(field.dataset.pad)]);
  const before = readObject(box);
  if (mine) for (const [name, value] of Object.entries(mine.after)) {
    if (!equal(mine.before[name], value)) { const field = fieldAt(box, '/' + name); const parts = field.querySelector('.delen'); if (parts) parts.replaceChildren(); fill(field, value); }
  }
  if (mine) for (const field of children(reason)) fill(field, mine.reason[last(field.dataset.pad)]);
  const reasons = el('fieldset', {}, el('legend', {}, t('Waarom', 'Why')),
    el('p', { class: 'hulp' }, t('Verplicht als u van een gepubliceerde maatregel het plan of de reikwijdte wijzigt; de reden wordt openbaar.',
      'Required when you change the plan or scope of a published measure; the reason becomes public.')), reason);
  const page = sheet(t('Wijzig: ', 'Change: ') + source.json.titel, [[box, ''], [reason, '/planwijziging']], {
    make: () => {
      const patch = difference(before, readObject(box));
      if (Object.keys(patch).length === 0) return null;
      const why = withoutNothing(readObject(reason));
      return Object.keys(why).length ? { ...patch, planwijziging: why } : patch;
    },
    send: async (body, page) => {
      const status = chosen(page);
      const asDraft = status !== '' || draft !== null;
      try {
        const answer = await ask('PATCH', '/maatregelen/' + kenmerk + (asDraft ? '?weergave=concept' : ''), {
          body, type: 'application/merge-patch+json', etag: source.etag,
        });
        if (status === 'vrijgegeven') await ask('POST', '/maatregelen/' + kenmerk + '/statusovergangen', { body: { naar: 'vrijgegeven' }, etag: answer.etag });
        await measure(kenmerk, null, t('De wijziging is bewaard.', 'The change is stored.'));
      } catch (error) {
        if (error.status !== 412) throw error;
        await conflict(kenmerk, { before, after: readObject(box), reason: readObject(reason) });
      }
    },
    back: () => measure(kenmerk),
  });
  reason.replaceWith(reasons);
  reasons.append(reason);
  open(page);
};

/** Somebody else was first: what he changed beside what I changed, and my change again on top of his. */
const conflict = async (kenmerk, mine) => {
  const standing = await ask('GET', '/maatregelen/' + kenmerk);
  const draft = await besides(kenmerk, standing);
  const box = form('maatregel');
  for (const field of children(box)) fill(field, (draft || standing).json[last(field.dataset.pad)]);
  const theirs = readObject(box);
  const label = name => { const field = fieldAt(box, '/' + name); return (field.querySelector('legend, label') || field).textContent; };
  const text = value => value === null || equal(value, []) ? t('niet ingevuld', 'not filled in') : typeof value === 'string' ? value : JSON.stringify(value);
  const names = Object.keys(mine.after).filter(name => !equal(mine.before[name], theirs[name]) || !equal(mine.before[name], mine.after[name]));
  const heads = [t('Veld', 'Field'), t('Was', 'Was'), t('Maakte een ander ervan', 'Somebody else made it'), t('Maakt u ervan', 'You make it')];
  open(
    el('h2', {}, t('Iemand anders was eerder', 'Somebody else was first')),
    el('p', {}, t('Terwijl u schreef is deze maatregel gewijzigd. Er is niets overschreven. Dit zijn de verschillen:',
      'While you wrote, this measure was changed. Nothing was overwritten. These are the differences:')),
    el('table', { class: 'rijen' }, el('thead', {}, el('tr', {}, ...heads.map(head => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, ...names.map(name => el('tr', { class: !equal(theirs[name], mine.before[name]) && !equal(mine.after[name], mine.before[name]) ? 'botst' : null },
        el('th', { scope: 'row' }, label(name)),
        ...[mine.before[name], theirs[name], mine.after[name]].map((value, index) => el('td', { 'data-kop': heads[index + 1] },
          index > 0 && equal(value, mine.before[name]) ? t('ongewijzigd', 'unchanged') : text(value))))))),
    el('p', { class: 'knoppen' },
      button(t('Breng mijn wijziging aan op de nieuwe versie', 'Make my change to the new version'), () => change(kenmerk, standing, draft, mine), 'hoofdknop'),
      button(t('Laat het zoals het nu is', 'Leave it as it is now'), () => measure(kenmerk))));
};
