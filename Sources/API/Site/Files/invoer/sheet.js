// The sheet around every form: what is wrong beside the field that has it, what happens with what is sent, a preview.
import { ask } from './client.js';
import { children, facts, fieldAt, isNothing, last, readObject, unique, withoutNothing } from './form.js';
import { button, el, open, t, touch } from './page.js';
import { withOffset } from './words.js';

// MARK: What is wrong, beside the field that has it

const clear = box => {
  for (const old of box.querySelectorAll('.veldfout')) old.remove();
  for (const one of box.querySelectorAll('[aria-invalid]')) one.removeAttribute('aria-invalid');
};

const showFaults = (boxes, errors, summary) => {
  const rest = [];
  let first = null;
  for (const error of errors) {
    let field = null;
    for (const [box, prefix] of boxes) field = field || fieldAt(box, error.location, prefix);
    if (!field) { rest.push(error.location + ': ' + error.detail); continue; }
    const control = field.querySelector('input, select, textarea') || field;
    // What is wrong is seen, also in a part that was folded away.
    field.hidden = false;
    for (let part = field.closest('details'); part; part = part.parentElement.closest('details')) part.open = true;
    const fault = el('p', { class: 'veldfout', id: 'fout-' + unique() }, field.dataset.soort === 'moment' && error.code === 'ongeldige-vorm'
      ? t('Kies een dag en een tijd.', 'Choose a day and a time.') : error.detail);
    field.append(fault);
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-describedby', ((control.getAttribute('aria-describedby') || '') + ' ' + fault.id).trim());
    first = first || control;
  }
  summary.replaceChildren(...rest.map(text => el('span', {}, text + ' ')));
  return first;
};

// MARK: What happens with it

const usual = [['', 'Publiceer, of laat de vaste werkwijze beslissen', 'Publish, or let the usual way decide'],
  ['vrijgegeven', 'Geef vrij voor publicatie', 'Release for publication'], ['concept', 'Bewaar als concept', 'Keep as a draft']];
export const atFirst = [['concept', 'Bewaar als concept', 'Keep as a draft'], ['vrijgegeven', 'Geef vrij voor publicatie', 'Release for publication'],
  ['gepubliceerd', 'Publiceer meteen', 'Publish at once']];
const embargoed = ['embargo', 'Publiceer onder embargo: pas later openbaar', 'Publish under embargo: public later'];
/** Of what is posted; a change of what is public cannot wait behind an embargo. */
export const withEmbargo = choices => [...choices, embargoed];

/** Until when, and who sees it until then. */
const embargo = () => {
  const id = 'embargo-' + unique();
  return el('div', { class: 'vorm deel', hidden: true },
    el('div', { class: 'veld', 'data-pad': '/embargoTot', 'data-soort': 'moment' },
      el('label', { for: id }, t('Openbaar vanaf (verplicht)', 'Public from (required)')),
      el('p', { class: 'hulp', id: id + '-hulp' }, t('Dag en tijd in Nederland. Tot dan staat het in geen lijst, telling of uitvoer voor het publiek.',
        'Day and time in the Netherlands. Until then it is in no list, count or export for the public.')),
      el('input', { id, type: 'datetime-local', 'aria-describedby': id + '-hulp', 'aria-required': 'true' })),
    el('div', { class: 'veld', 'data-pad': '/zichtbaarheid', 'data-soort': 'tekst' },
      el('label', { for: id + '-wie' }, t('Wie ziet het tot dan?', 'Who sees it until then?')),
      el('select', { id: id + '-wie' },
        el('option', { value: 'eigen-organisatie' }, t('Alleen mijn organisatie', 'My organisation only')),
        el('option', { value: 'interdepartementaal' }, t('Alle departementen', 'All departments')))));
};

/** The choice, and what is sent for it: nothing where the register's usual way decides. */
const publication = choices => {
  const waiting = embargo();
  const set = el('fieldset', { class: 'publicatie' }, el('legend', {}, t('Wat gebeurt ermee?', 'What happens with it?')),
    ...choices.map(([value, nl, en], index) =>
      el('label', { class: 'vinkje' }, el('input', { type: 'radio', name: 'publicatie', value, checked: index === 0 }), el('span', {}, t(nl, en)))),
    ...(choices.includes(embargoed) ? [waiting] : []));
  const value = () => set.querySelector('input[type=radio]:checked').value;
  set.addEventListener('change', () => { waiting.hidden = value() !== 'embargo'; });
  return {
    set, waiting, value,
    wished: () => {
      if (value() === '') return null;
      if (value() !== 'embargo') return { status: value() };
      const { embargoTot, zichtbaarheid } = readObject(waiting);
      return { status: 'gepubliceerd', zichtbaarheid, embargoTot: embargoTot === null ? '' : withOffset(embargoTot) };
    },
  };
};

// MARK: The sheet

/** A form with preview and send: the boxes with their place in what is sent, and the parts that hold them. `make` gives
    what is sent, or null when there is nothing to send; it and `send` get what was chosen to happen with it. */
export const sheet = (title, boxes, parts, { make, send, back, choices = usual }) => {
  const fault = el('div', { class: 'melding fout', role: 'alert', hidden: true });
  const preview = el('div', { class: 'voorvertoning', hidden: true });
  const sender = button(t('Verstuur', 'Send'), () => {}, 'hoofdknop');
  const choice = publication(choices);
  boxes = [...boxes, [choice.waiting, '/publicatie']];
  const complain = (text, errors = []) => {
    const summary = el('p', {});
    const first = showFaults(boxes, errors, summary);
    fault.replaceChildren(el('p', {}, el('strong', {}, text)), summary);
    fault.hidden = false;
    if (!first) fault.tabIndex = -1;
    (first || fault).focus();
  };
  const show = () => {
    const body = make(choice);
    const heading = el('h3', { tabindex: '-1' }, t('Dit wordt verstuurd', 'This is sent'));
    const sent = boxes.flatMap(([box, prefix]) => {
      const own = body && prefix ? body[last(prefix)] : body;
      return children(box).filter(field => own && last(field.dataset.pad) in own);
    });
    preview.replaceChildren(heading, ...(body ? [facts(sent), el('details', {}, el('summary', {}, t('Zoals de API het krijgt', 'As the API gets it')),
      el('pre', { tabindex: '0' }, JSON.stringify(body, null, 2)))] : [el('p', {}, t('Niets: er is niets gewijzigd.', 'Nothing: nothing has changed.'))]));
    preview.hidden = false;
    heading.focus();
  };
  const page = el('form', { class: 'smal invoervak', novalidate: true },
    el('h2', {}, title), fault, ...parts, choice.set, preview,
    el('p', { class: 'knoppen' }, sender,
      button(t('Bekijk wat er wordt verstuurd', 'Preview what is sent'), show),
      button(t('Terug zonder te bewaren', 'Back without storing'), back)));
  sender.type = 'submit';
  page.addEventListener('input', () => touch());
  page.addEventListener('submit', async event => {
    event.preventDefault();
    for (const [box] of boxes) clear(box);
    fault.hidden = true;
    const body = make(choice);
    if (!body) return complain(t('Er is niets gewijzigd.', 'Nothing has changed.'));
    sender.disabled = true;
    try {
      await send(body, choice);
    } catch (error) {
      if (error.status !== 401) complain(error.errors.length ? t('Er is nog iets niet goed; zie de gemerkte velden.', 'Something is not right yet; see the marked fields.') : error.message, error.errors);
    } finally {
      sender.disabled = false;
    }
  });
  return page;
};

/** The question why a plan changes, which what is published of a published measure needs. */
export const why = form => el('fieldset', {}, el('legend', {}, t('Waarom', 'Why')),
  el('p', { class: 'hulp' }, t('Verplicht als u van een gepubliceerde maatregel het plan, de reikwijdte of het geld wijzigt; de reden wordt openbaar.',
    'Required when you change the plan, the scope or the money of a published measure; the reason becomes public.')), form);

/** One key for one body, however often it is sent; a corrected form is another request, and takes another key. */
const keys = () => {
  let sent = null;
  let key = null;
  return body => {
    const text = JSON.stringify(body);
    if (text !== sent) {
      sent = text;
      key = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
    }
    return key;
  };
};

/** A form whose content is posted; with a reason where one may be needed. */
export const addition = (title, box, path, { done, back, choices = withEmbargo(usual), reason = null, about = null }) => {
  const key = keys();
  const boxes = reason ? [[box, ''], [reason, '/planwijziging']] : [[box, '']];
  const parts = [about, box, reason && why(reason)].filter(part => part !== null);
  open(sheet(title, boxes, parts, {
    choices, back,
    make: choice => {
      const body = withoutNothing(readObject(box));
      if (reason && !isNothing(readObject(reason))) body.planwijziging = withoutNothing(readObject(reason));
      const publicatie = choice.wished();
      return publicatie ? { ...body, publicatie } : body;
    },
    send: async body => done((await ask('POST', path, { body, key: key(body) })).json),
  }));
};
