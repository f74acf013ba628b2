// One measure: how it stands, what can be done with it, what waits to become public, and what was reported.
import { all, ask } from './client.js';
import { change } from './change.js';
import { money } from './additions.js';
import { overview, trying } from './overview.js';
import { report, reported } from './report.js';
import { withdraw } from './withdraw.js';
import { children, facts, fill, form, last } from './form.js';
import { button, el, isDutch, note, open, t } from './page.js';
import { day, stage, state, word } from './words.js';

/** The draft beside a published version, when there is one for these eyes. */
export const besides = async (kenmerk, standing) => {
  if (!standing.json.versie) return null;
  try {
    return await ask('GET', '/maatregelen/' + kenmerk + '?weergave=concept');
  } catch (error) {
    if (error.status !== 404) throw error;
    return null;
  }
};

export const measure = (kenmerk, round, message, fault) => trying(async () => {
  const standing = await ask('GET', '/maatregelen/' + kenmerk);
  const draft = await besides(kenmerk, standing);
  const current = draft || standing;
  const row = current.json;
  const [reports, lines] = await Promise.all(['voortgangsmeldingen', 'financieringsregels'].map(collection =>
    all('/maatregelen/' + kenmerk + '/' + collection + '?limit=200')));
  const waiting = await pending(reports, lines);
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
    reported(kenmerk, row, reports),
    standing.json.versie ? el('p', {}, el('a', { href: '/maatregelen/' + kenmerk + (isDutch ? '' : '?taal=en'), target: '_blank', rel: 'noopener' },
      t('Zoals iedereen haar ziet (nieuw venster)', 'As everyone sees it (new window)'))) : null);
});

/** What the draft says, as its form shows it. */
const contents = row => {
  const box = form('maatregel');
  for (const field of children(box)) fill(field, row[last(field.dataset.pad)]);
  return el('details', { class: 'invoervak' }, el('summary', {}, t('Wat er in het concept staat', 'What the draft says')), facts(children(box)));
};

const isWaiting = ({ publicatie }) => publicatie.status !== 'gepubliceerd' || publicatie.embargoTot !== null;

/** Reports and lines of money under a measure that the public does not see. */
const pending = async (reports, lines) => {
  const found = [
    ...reports.filter(isWaiting).map(row => ({ path: '/voortgangsmeldingen/' + row.kenmerk, name: t('Melding over ', 'Report on ') + day(row.peildatum) })),
    ...lines.filter(isWaiting).map(row => ({
      path: '/financieringsregels/' + row.kenmerk,
      name: t('Geld: ', 'Money: ') + [row.bedrag ? '\u20ac ' + row.bedrag : t('geen bedrag', 'no amount'),
        word('geld', '/soort', row.soort).toLowerCase(), row.jaar].filter(part => part !== null).join(' '),
    })),
  ];
  return Promise.all(found.map(async one => ({ ...one, current: await ask('GET', one.path) })));
};

const steps = {
  concept: [['vrijgegeven', 'Geef vrij', 'Release', 'Vrijgegeven.', 'Released.']],
  vrijgegeven: [['gepubliceerd', 'Publiceer', 'Publish', 'Gepubliceerd.', 'Published.'],
    ['concept', 'Trek vrijgave terug', 'Withdraw the release', 'Weer een concept.', 'A draft again.']],
  gepubliceerd: [['ingetrokken', 'Trek in', 'Withdraw', 'Ingetrokken.', 'Withdrawn.']],
};
const atOnce = ['gepubliceerd', 'Hef embargo op', 'End the embargo', 'Het embargo is opgeheven.', 'The embargo is over.', { embargoTot: null }];

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
  const { publicatie, versie } = current.json;
  const next = [...(publicatie.embargoTot ? [atOnce] : []), ...(steps[publicatie.status] || [])];
  const made = next.map(([to, nl, en, doneNl, doneEn, more = {}]) => button(t(nl, en), () => to === 'ingetrokken'
    ? withdraw(path, current, failed)
    : attempt(() => ask('POST', path + '/statusovergangen', { body: { naar: to, ...more }, etag: current.etag }), t(doneNl, doneEn))));
  if (publicatie.status === 'concept' && !versie) {
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
