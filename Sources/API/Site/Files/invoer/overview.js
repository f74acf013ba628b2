// My measures, and what is asked of me.
import { all, session } from './client.js';
import { create } from './additions.js';
import { measure } from './measure.js';
import { button, el, note, open, t } from './page.js';
import { leave } from './invoer.js';
import { day, stage, state, today } from './words.js';

/** Shows what goes wrong on the way to a view. */
export const trying = async action => {
  try {
    await action();
  } catch (error) {
    if (error.status !== 401) {
      open(el('h2', {}, t('Dit lukt niet', 'This does not work')), note(error.message, 'fout'),
        button(t('Mijn maatregelen', 'My measures'), () => trying(() => overview())));
    }
  }
};

export const overview = async message => {
  const mine = '/maatregelen?limit=200&sort=titel&organisatie=' + encodeURIComponent(session.organisation);
  const [measures, drafts, rounds] = await Promise.all([
    all(mine), all(mine + '&weergave=concept'), all('/uitvragen?limit=50&sort=-sluitdatum'),
  ]);
  const drafted = new Set(drafts.filter(row => row.conceptversie && row.versie).map(row => row.kenmerk));
  const asked = await Promise.all(rounds.filter(round => round.sluitdatum >= today()).map(async round => ({
    round, missing: await all('/maatregelen?limit=200&sort=titel&ontbreektVoor=' + round.kenmerk + '&organisatie=' + encodeURIComponent(session.organisation)),
  })));
  open(
    el('div', { class: 'balkje' }, el('h2', {}, t('Mijn maatregelen', 'My measures') + ' (' + measures.length + ')'),
      button(t('Meld af', 'Sign out'), () => leave())),
    message ? note(message, 'goed') : null,
    el('p', { class: 'knoppen' }, button(t('Nieuwe maatregel', 'New measure'), () => create())),
    ...asked.map(({ round, missing }) => el('section', { class: 'invoervak' },
      el('h3', {}, round.titel),
      el('p', {}, t('Sluit op ', 'Closes on ') + day(round.sluitdatum) + '. ' + (missing.length
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
