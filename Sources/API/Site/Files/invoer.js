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

/** Whether there is something on the page that was typed and not sent. */
let isTouched = false;
addEventListener('beforeunload', event => { if (isTouched) event.preventDefault(); });

/** Shows a view and puts the reader at its top. */
const open = (...children) => {
  isTouched = false;
  work.replaceChildren(...children.filter(child => child !== null));
  const heading = work.querySelector('h2');
  if (heading) { heading.tabIndex = -1; heading.focus(); }
};

// MARK: The API

class Refusal extends Error {
  constructor(status, problem) {
    const errors = problem.errors || [];
    super(errors.map(error => error.detail).join(' ') || problem.detail || problem.title || String(status));
    this.status = status;
    this.errors = errors;
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
    if (answer.status === 401) interrupt(json.detail);
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

/** Whose form waits behind the question for a token: one that ran out takes nothing with it. */
let interrupted = null;

const askToken = why => {
  token = null;
  work.hidden = true;
  signIn.hidden = false;
  const fault = document.getElementById('aanmelden-fout');
  fault.hidden = !why;
  fault.textContent = why || '';
  document.getElementById('token').focus();
};

const leave = why => {
  interrupted = null;
  isTouched = false;
  work.replaceChildren();
  askToken(why);
};

const interrupt = why => {
  interrupted = work.querySelector('form') ? interrupted || organisation : null;
  askToken(why + (interrupted ? ' ' + t('Wat u had ingevuld staat er nog: meld u opnieuw aan.',
    'What you had filled in is still here: sign in again.') : ''));
};

signIn.addEventListener('submit', async event => {
  event.preventDefault();
  const field = document.getElementById('token');
  token = field.value.trim();
  field.value = '';
  organisation = document.getElementById('organisatie').value;
  try {
    signIn.querySelector('button').disabled = true;
    const isBack = interrupted !== null && interrupted === organisation;
    if (isBack) {
      await ask('GET', '/uitvragen?limit=1&fields=kenmerk');
      for (const old of work.querySelectorAll(':scope > .melding')) old.remove();
      work.prepend(note(t('U bent weer aangemeld. Verstuur wat u had ingevuld opnieuw.',
        'You are signed in again. Send what you had filled in once more.')));
    } else {
      await overview();
    }
    interrupted = null;
    document.getElementById('aanmelden-fout').hidden = true;
    signIn.hidden = true;
    work.hidden = false;
    work.querySelector(isBack ? 'form [type=submit]' : 'h2').focus();
  } catch (error) {
    if (error.status !== 401) askToken(error.message);
  } finally {
    signIn.querySelector('button').disabled = false;
  }
});

// MARK: Words

/** Today as the register counts days: in Amsterdam. */
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date());

/** What the forms call a choice. */
const word = (name, pointer, value) => {
  const options = document.getElementById('vorm-' + name).content.querySelectorAll('[data-pad="' + pointer + '"] option');
  const found = [...options].find(option => option.value !== '' && option.value === value);
  return found ? found.textContent : value === 'onbekend' ? t('Onbekend', 'Unknown') : value;
};
const state = row => word('maatregel', '/uitvoeringsstatus', row.uitvoeringsstatus);

const stages = { concept: ['concept', 'draft'], vrijgegeven: ['vrijgegeven', 'released'], gepubliceerd: ['gepubliceerd', 'published'], ingetrokken: ['ingetrokken', 'withdrawn'] };
const stage = row => t(...(stages[row.publicatie.status] || [row.publicatie.status, row.publicatie.status]));

/** Shows what goes wrong on the way to a view. */
const trying = async action => {
  try {
    await action();
  } catch (error) {
    if (error.status !== 401) {
      open(el('h2', {}, t('Dit lukt niet', 'This does not work')), note(error.message, 'fout'),
        button(t('Mijn maatregelen', 'My measures'), () => trying(() => overview())));
    }
  }
};

// MARK: My measures, and what is asked of me

const overview = async message => {
  const mine = '/maatregelen?limit=200&sort=titel&organisatie=' + encodeURIComponent(organisation);
  const [measures, drafts, rounds] = await Promise.all([
    all(mine), all(mine + '&weergave=concept'), all('/uitvragen?limit=50&sort=-sluitdatum'),
  ]);
  const drafted = new Set(drafts.filter(row => row.conceptversie && row.versie).map(row => row.kenmerk));
  const asked = await Promise.all(rounds.filter(round => round.sluitdatum >= today()).map(async round => ({
    round, missing: await all('/maatregelen?limit=200&sort=titel&ontbreektVoor=' + round.kenmerk + '&organisatie=' + encodeURIComponent(organisation)),
  })));
  open(
    el('div', { class: 'balkje' }, el('h2', {}, t('Mijn maatregelen', 'My measures') + ' (' + measures.length + ')'),
      button(t('Meld af', 'Sign out'), () => leave())),
    message ? note(message, 'goed') : null,
    el('p', { class: 'knoppen' }, button(t('Nieuwe maatregel', 'New measure'), () => create())),
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
        el('td', { 'data-kop': t('Stand', 'State') }, state(row)),
        el('td', { 'data-kop': t('Publicatie', 'Publication') }, stage(row) + (drafted.has(row.kenmerk) ? t(', met een concept ernaast', ', with a draft beside it') : ''))))))
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

const measure = (kenmerk, round, message, fault) => trying(async () => {
  const standing = await ask('GET', '/maatregelen/' + kenmerk);
  const draft = await besides(kenmerk, standing);
  const current = draft || standing;
  const row = current.json;
  const waiting = await pending(kenmerk);
  open(
    el('p', {}, button('\u2190 ' + t('Mijn maatregelen', 'My measures'), () => trying(() => overview()), 'als-link')),
    el('h2', {}, row.titel),
    message ? note(message, 'goed') : null,
    fault ? note(fault, 'fout') : null,
    el('p', {}, t('Stand: ', 'State: ') + state(row) + ' \u00b7 ' + t('publicatie: ', 'publication: ') + stage(row)
      + (row.versie ? ' \u00b7 ' + t('versie ', 'version ') + row.versie : '')
      + (row.conceptversie ? ' \u00b7 concept ' + row.conceptversie : '')),
    el('p', { class: 'knoppen' },
      button(t('Meld voortgang', 'Report progress'), () => report(kenmerk, row, round), 'hoofdknop'),
      button(t('Wijzig plan of tekst', 'Change plan or text'), () => change(kenmerk, standing, draft)),
      button(t('Voeg geld toe', 'Add money'), () => money(kenmerk, row)),
      ...transitions('/maatregelen/' + kenmerk, current, message => measure(kenmerk, null, message), fault => measure(kenmerk, null, null, fault))),
    row.conceptversie ? contents(row) : null,
    waiting.length ? el('section', { class: 'invoervak' }, el('h3', {}, t('Nog niet openbaar', 'Not public yet')),
      el('ul', { class: 'wachtend' }, ...waiting.map(one => el('li', {}, el('p', {}, one.name + ' \u2013 ' + stage(one.current.json)),
        el('p', { class: 'knoppen' }, ...transitions(one.path, one.current, message => measure(kenmerk, null, message), fault => measure(kenmerk, null, null, fault))))))) : null,
    standing.json.versie ? el('p', {}, el('a', { href: '/maatregelen/' + kenmerk + (isDutch ? '' : '?taal=en'), target: '_blank', rel: 'noopener' },
      t('Zoals iedereen haar ziet (nieuw venster)', 'As everyone sees it (new window)'))) : null);
});

/** What the draft says, as its form shows it. */
const contents = row => {
  const box = form('maatregel');
  for (const field of children(box)) fill(field, row[last(field.dataset.pad)]);
  return el('details', { class: 'invoervak' }, el('summary', {}, t('Wat er in het concept staat', 'What the draft says')), facts(children(box)));
};

/** Reports and lines of money under a measure that the public does not see. */
const pending = async kenmerk => {
  const name = {
    voortgangsmeldingen: row => t('Melding over ', 'Report on ') + row.peildatum,
    financieringsregels: row => t('Geld: ', 'Money: ') + [row.bedrag ? '\u20ac ' + row.bedrag : t('geen bedrag', 'no amount'),
      word('geld', '/soort', row.soort).toLowerCase(), row.jaar].filter(part => part !== null).join(' '),
  };
  const found = await Promise.all(Object.keys(name).map(async collection => {
    const rows = await all('/maatregelen/' + kenmerk + '/' + collection + '?limit=200');
    return rows.filter(row => row.publicatie.status !== 'gepubliceerd').map(row => ({ row, path: '/' + collection + '/' + row.kenmerk, name: name[collection](row) }));
  }));
  return Promise.all(found.flat().map(async one => ({ ...one, current: await ask('GET', one.path) })));
};

const steps = {
  concept: [['vrijgegeven', 'Geef vrij', 'Release', 'Vrijgegeven.', 'Released.']],
  vrijgegeven: [['gepubliceerd', 'Publiceer', 'Publish', 'Gepubliceerd.', 'Published.'],
    ['concept', 'Trek vrijgave terug', 'Withdraw the release', 'Weer een concept.', 'A draft again.']],
  gepubliceerd: [['ingetrokken', 'Trek in', 'Withdraw', 'Ingetrokken.', 'Withdrawn.']],
};

/** Buttons for what can happen to a row now; `done` and `failed` show where one comes out. */
const transitions = (path, current, done, failed) => {
  const attempt = async (action, told) => {
    try {
      await action();
      await done(told);
    } catch (error) {
      if (error.status !== 401) {
        await failed(error.status === 412
          ? t('Iemand anders was eerder; dit is de stand van nu.', 'Somebody else was first; this is the state of now.') : error.message);
      }
    }
  };
  const made = (steps[current.json.publicatie.status] || []).map(([to, nl, en, doneNl, doneEn]) => button(t(nl, en), () => to === 'ingetrokken'
    ? withdraw(path, current, failed)
    : attempt(() => ask('POST', path + '/statusovergangen', { body: { naar: to }, etag: current.etag }), t(doneNl, doneEn))));
  if (current.json.publicatie.status === 'concept' && !current.json.versie) {
    made.push(button(t('Gooi concept weg', 'Discard the draft'), async () => {
      if (!confirm(t('Dit concept is nooit gepubliceerd en komt niet terug. Weggooien?', 'This draft was never published and does not come back. Discard it?'))) return;
      const isMeasure = path.startsWith('/maatregelen/');
      try {
        await ask('DELETE', path, { etag: current.etag });
        const told = t('Het concept is weg.', 'The draft is gone.');
        await (isMeasure ? trying(() => overview(told)) : done(told));
      } catch (error) {
        if (error.status !== 401) await failed(error.message);
      }
    }));
  }
  return made;
};

const withdraw = (path, current, failed) => {
  const reason = el('textarea', { id: 'intrekreden', rows: '3', 'aria-required': 'true', 'aria-describedby': 'intrekfout' });
  const fault = el('p', { class: 'veldfout', id: 'intrekfout', hidden: true });
  open(el('h2', {}, t('Intrekken', 'Withdraw')),
    el('p', {}, t('Wat is ingetrokken verdwijnt uit de lijsten; wie het adres heeft, leest de reden.', 'What is withdrawn leaves the lists; who has the address reads the reason.')),
    el('div', { class: 'veld' }, el('label', { for: 'intrekreden' }, t('Reden (verplicht)', 'Reason (required)')), reason, fault),
    el('p', { class: 'knoppen' },
      button(t('Trek in', 'Withdraw'), async () => {
        try {
          await ask('POST', path + '/statusovergangen', { body: { naar: 'ingetrokken', reden: reason.value.trim() || null }, etag: current.etag });
          await trying(() => overview(t('Ingetrokken.', 'Withdrawn.')));
        } catch (error) {
          if (error.status === 401) return;
          const own = error.errors.find(one => one.location === '/reden');
          if (!own) { await failed(error.message); return; }
          fault.textContent = own.detail;
          fault.hidden = false;
          reason.setAttribute('aria-invalid', 'true');
          reason.focus();
        }
      }, 'hoofdknop'),
      button(t('Terug', 'Back'), () => failed(null))));
};

// MARK: Forms

let copies = 0;

/** A form from its template; ids get a number, so that two of them do not meet. What is the bureau's of a published
    measure is left out. */
const form = (name, isPublished = false) => {
  const made = document.getElementById('vorm-' + name).content.cloneNode(true);
  const box = el('div', { class: 'vorm' });
  box.append(made);
  if (isPublished) for (const part of box.querySelectorAll('[data-van=bureau]')) part.remove();
  renumber(box);
  offer(box);
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

/** Fields that hold the kenmerk of a row of a large collection propose rows while somebody types. */
const offer = box => {
  for (const input of box.querySelectorAll('input[data-collectie]')) {
    const list = el('datalist', { id: 'lijst-' + (++copies) });
    input.after(list);
    input.setAttribute('list', list.id);
    let timer = null;
    const propose = async () => {
      const words = input.value.trim();
      if (words.length < 3) return;
      try {
        const { json } = await ask('GET', '/' + input.dataset.collectie + '?limit=10&search=' + encodeURIComponent(words + '*'));
        list.replaceChildren(...json.items.map(row => el('option', { value: row.kenmerk }, row.titel || row.naam || row.peildatum || row.kenmerk)));
      } catch { /* No proposals: the kenmerk can still be typed. */ }
    };
    input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(propose, 250); });
  }
};

const add = list => {
  const part = list.querySelector(':scope > template').content.firstElementChild.cloneNode(true);
  renumber(part);
  offer(part);
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

const isNothing = value => value === null || (typeof value === 'object' && Object.values(value).every(isNothing));
const withoutNothing = object => Object.fromEntries(Object.entries(object).filter(([, value]) => !isNothing(value)));

const label = field => (field.querySelector('legend, label') || field).firstChild.textContent;

/** What a field holds, as people read it; nothing for nothing. */
const shown = field => {
  switch (field.dataset.soort) {
    case 'object': return children(field).map(part => [label(part), shown(part)]).filter(([, text]) => text).map(([name, text]) => name + ': ' + text).join('\n');
    case 'objecten': return [...field.querySelectorAll(':scope > .delen > .deel')].map(part => shown(part).replaceAll('\n', '; ')).join('\n');
    case 'keuzes': return [...field.querySelectorAll('input:checked')].map(box => box.nextElementSibling.textContent).join(', ');
  }
  const control = field.querySelector('input, select, textarea');
  return control.matches('select') ? (control.value && control.selectedOptions[0].textContent) : control.value.trim();
};

/** Fields that hold something, with what they hold. */
const facts = fields => el('dl', { class: 'feiten' }, ...fields.map(field => [label(field), shown(field)]).filter(([, text]) => text)
  .map(([name, text]) => el('div', {}, el('dt', {}, name), el('dd', { class: 'regels-bewaard' }, text))));

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

const usual = [['', 'Publiceer, of laat de vaste werkwijze beslissen', 'Publish, or let the usual way decide'],
  ['vrijgegeven', 'Geef vrij voor publicatie', 'Release for publication'], ['concept', 'Bewaar als concept', 'Keep as a draft']];
const atFirst = [['concept', 'Bewaar als concept', 'Keep as a draft'], ['vrijgegeven', 'Geef vrij voor publicatie', 'Release for publication'],
  ['gepubliceerd', 'Publiceer meteen', 'Publish at once']];

const publication = choices => el('fieldset', { class: 'publicatie' }, el('legend', {}, t('Wat gebeurt ermee?', 'What happens with it?')),
  ...choices.map(([value, nl, en], index) =>
    el('label', { class: 'vinkje' }, el('input', { type: 'radio', name: 'publicatie', value, checked: index === 0 }), el('span', {}, t(nl, en)))));

const chosen = box => box.querySelector('.publicatie input:checked').value;

/** A form with preview and send: the boxes with their place in what is sent, and the parts that hold them. `make` gives
    what is sent, or null when there is nothing to send. */
const sheet = (title, boxes, parts, { make, send, back, choices = usual }) => {
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
    el('h2', {}, title), fault, ...parts, publication(choices), preview,
    el('p', { class: 'knoppen' }, sender,
      button(t('Bekijk wat er wordt verstuurd', 'Preview what is sent'), () => {
        const body = make(page);
        const heading = el('h3', { tabindex: '-1' }, t('Dit wordt verstuurd', 'This is sent'));
        const sent = boxes.flatMap(([box, prefix]) => {
          const own = body && prefix ? body[last(prefix)] : body;
          return children(box).filter(field => own && last(field.dataset.pad) in own);
        });
        preview.replaceChildren(heading, ...(body ? [facts(sent), el('details', {}, el('summary', {}, t('Zoals de API het krijgt', 'As the API gets it')),
          el('pre', { tabindex: '0' }, JSON.stringify(body, null, 2)))] : [el('p', {}, t('Niets: er is niets gewijzigd.', 'Nothing: nothing has changed.'))]));
        preview.hidden = false;
        heading.focus();
      }),
      button(t('Terug zonder te bewaren', 'Back without storing'), back)));
  sender.type = 'submit';
  page.addEventListener('input', () => { isTouched = true; });
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
  set('peildatum', today());
  set('uitvoeringsstatus', row.uitvoeringsstatus);
  set('uitvraag', round);
  addition(t('Meld voortgang: ', 'Report progress: ') + row.titel, box, '/maatregelen/' + kenmerk + '/voortgangsmeldingen', {
    done: made => measure(kenmerk, null, t('De melding is bewaard (', 'The report is stored (') + stage(made) + ').'),
    back: () => measure(kenmerk, round),
  });
};

// MARK: A new measure, a line of money

/** The question why a plan changes, which what is published of a published measure needs. */
const why = form => el('fieldset', {}, el('legend', {}, t('Waarom', 'Why')),
  el('p', { class: 'hulp' }, t('Verplicht als u van een gepubliceerde maatregel het plan, de reikwijdte of het geld wijzigt; de reden wordt openbaar.',
    'Required when you change the plan, the scope or the money of a published measure; the reason becomes public.')), form);

/** A form whose content is posted, under one key however often it is sent; with a reason where one may be needed. */
const addition = (title, box, path, { done, back, choices, reason = null }) => {
  const key = crypto.randomUUID();
  const boxes = reason ? [[box, ''], [reason, '/planwijziging']] : [[box, '']];
  const parts = reason ? [box, why(reason)] : [box];
  open(sheet(title, boxes, parts, {
    choices, back,
    make: page => {
      const body = withoutNothing(readObject(box));
      if (reason && !isNothing(readObject(reason))) body.planwijziging = withoutNothing(readObject(reason));
      const status = chosen(page);
      return status ? { ...body, publicatie: { status } } : body;
    },
    send: async body => done((await ask('POST', path, { body, key: key + '-' + (await short(body)) })).json),
  }));
};

const create = () => addition(t('Nieuwe maatregel', 'New measure'), form('maatregel'), '/maatregelen', {
  choices: atFirst,
  done: row => measure(row.kenmerk, null, t('De maatregel is bewaard (', 'The measure is stored (') + stage(row) + ').'),
  back: () => trying(() => overview()),
});

const money = (kenmerk, row) => addition(t('Voeg geld toe: ', 'Add money: ') + row.titel, form('geld'), '/maatregelen/' + kenmerk + '/financieringsregels', {
  reason: form('reden'),
  done: line => measure(kenmerk, null, t('De regel is bewaard (', 'The line is stored (') + stage(line) + ').'),
  back: () => measure(kenmerk),
});

/** A corrected form is another request, and takes another key. */
const short = async body => {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  if (!crypto.subtle) return String(bytes.length);
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].slice(0, 6).map(byte => byte.toString(16).padStart(2, '0')).join('');
};

// MARK: A change

const change = (kenmerk, standing, draft, mine = null) => {
  const source = draft || standing;
  const box = form('maatregel', Boolean(standing.json.versie));
  const reason = form('reden');
  for (const field of children(box)) fill(field, source.json[last(field.dataset.pad)]);
  const before = readObject(box);
  if (mine) for (const [name, value] of Object.entries(mine.after)) {
    if (!equal(mine.before[name], value)) { const field = fieldAt(box, '/' + name); const parts = field.querySelector('.delen'); if (parts) parts.replaceChildren(); fill(field, value); }
  }
  if (mine) for (const field of children(reason)) fill(field, mine.reason[last(field.dataset.pad)]);
  open(sheet(t('Wijzig: ', 'Change: ') + source.json.titel, [[box, ''], [reason, '/planwijziging']], [box, why(reason)], {
    make: () => {
      const patch = difference(before, readObject(box));
      if (Object.keys(patch).length === 0) return null;
      const given = withoutNothing(readObject(reason));
      return Object.keys(given).length ? { ...patch, planwijziging: given } : patch;
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
  }));
};

/** Somebody else was first: what he changed beside what I changed, and my change again on top of his. */
const conflict = async (kenmerk, mine) => {
  const standing = await ask('GET', '/maatregelen/' + kenmerk);
  const draft = await besides(kenmerk, standing);
  const filled = values => {
    const box = form('maatregel', Boolean(standing.json.versie));
    for (const field of children(box)) fill(field, values[last(field.dataset.pad)]);
    return box;
  };
  const boxes = [mine.before, (draft || standing).json, mine.after].map(filled);
  const theirs = readObject(boxes[1]);
  const names = Object.keys(mine.after).filter(name => !equal(mine.before[name], theirs[name]) || !equal(mine.before[name], mine.after[name]));
  const heads = [t('Veld', 'Field'), t('Was', 'Was'), t('Maakte een ander ervan', 'Somebody else made it'), t('Maakt u ervan', 'You make it')];
  open(
    el('h2', {}, t('Iemand anders was eerder', 'Somebody else was first')),
    el('p', {}, t('Terwijl u schreef is deze maatregel gewijzigd. Er is niets overschreven. Dit zijn de verschillen:',
      'While you wrote, this measure was changed. Nothing was overwritten. These are the differences:')),
    el('table', { class: 'rijen' }, el('thead', {}, el('tr', {}, ...heads.map(head => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, ...names.map(name => el('tr', { class: !equal(theirs[name], mine.before[name]) && !equal(mine.after[name], mine.before[name]) ? 'botst' : null },
        el('th', { scope: 'row' }, label(fieldAt(boxes[0], '/' + name))),
        ...[mine.before, theirs, mine.after].map((values, index) => el('td', { class: 'regels-bewaard', 'data-kop': heads[index + 1] },
          index > 0 && equal(values[name], mine.before[name]) ? t('ongewijzigd', 'unchanged')
            : shown(fieldAt(boxes[index], '/' + name)) || t('niet ingevuld', 'not filled in'))))))),
    el('p', { class: 'knoppen' },
      button(t('Breng mijn wijziging aan op de nieuwe versie', 'Make my change to the new version'), () => change(kenmerk, standing, draft, mine), 'hoofdknop'),
      button(t('Laat het zoals het nu is', 'Leave it as it is now'), () => measure(kenmerk))));
};
