// A progress report, and the correction of one.
import { session } from './client.js';
import { children, fieldAt, fill, form, last } from './form.js';
import { measure } from './measure.js';
import { button, el, note, t } from './page.js';
import { addition } from './sheet.js';
import { day, stage, today, word } from './words.js';

/** What nobody can do without stands open; the rest may stay empty. */
const first = ['peildatum', 'uitvoeringsstatus', 'gereedWerkelijk', 'schema', 'toelichting'];

/** The form of a report: first what is needed, then the rest behind a line that says so. */
const arranged = box => {
  const rest = children(box).filter(field => !first.includes(last(field.dataset.pad)));
  const more = el('details', { class: 'meer' }, el('summary', {}, t('Meer vertellen (mag leeg blijven)', 'Tell more (may stay empty)')), ...rest);
  for (const name of first) { const field = fieldAt(box, '/' + name); if (field) box.append(field); }
  box.append(more);
  // Only what is finished has a day on which it was.
  const state = fieldAt(box, '/uitvoeringsstatus').querySelector('select');
  const finished = fieldAt(box, '/gereedWerkelijk');
  const follow = () => { finished.hidden = state.value !== 'afgerond' && finished.querySelector('input').value === ''; };
  state.addEventListener('change', follow);
  // Which report this one corrects is chosen where the report stands, and not typed.
  fieldAt(box, '/corrigeert').hidden = true;
  return follow;
};

const prepared = (row, values) => {
  const box = form('melding');
  const follow = arranged(box);
  for (const [name, value] of Object.entries(values)) {
    const field = fieldAt(box, '/' + name);
    if (field && value !== null && value !== undefined) fill(field, value);
  }
  follow();
  return box;
};

export const report = (kenmerk, row, round) => {
  const box = prepared(row, { peildatum: today(), uitvoeringsstatus: row.uitvoeringsstatus === 'onbekend' ? null : row.uitvoeringsstatus, uitvraag: round });
  addition(t('Meld voortgang: ', 'Report progress: ') + row.titel, box, '/maatregelen/' + kenmerk + '/voortgangsmeldingen', {
    about: round ? note(t('Deze melding telt mee voor de uitvraag.', 'This report counts for the round.')) : null,
    done: made => measure(kenmerk, null, t('De melding is bewaard (', 'The report is stored (') + stage(made) + ').'),
    back: () => measure(kenmerk, round),
  });
};

/** The same report once more, put right: the old one stays, and counts no more. */
const correct = (kenmerk, row, old) => {
  const values = Object.fromEntries(Object.entries(old).filter(([name]) => !['publicatie', 'kenmerk'].includes(name)));
  const box = prepared(row, { ...values, corrigeert: old.kenmerk });
  addition(t('Verbeter de melding over ', 'Correct the report on ') + day(old.peildatum) + ': ' + row.titel, box, '/maatregelen/' + kenmerk + '/voortgangsmeldingen', {
    about: note(t('Wijzig wat niet klopte. De oude melding blijft in de geschiedenis staan, met deze ervoor in de plaats; zij telt niet meer mee.',
      'Change what was not right. The old report stays in the history, with this one in its place; it counts no more.')),
    done: made => measure(kenmerk, null, t('De verbetering is bewaard (', 'The correction is stored (') + stage(made) + ').'),
    back: () => measure(kenmerk),
  });
};

/** What was reported, newest first, each with the way to put it right. */
export const reported = (kenmerk, row, reports) => {
  const isPublic = one => one.publicatie.status === 'gepubliceerd';
  const corrected = new Set(reports.filter(isPublic).map(one => one.corrigeert));
  const shown = reports.filter(isPublic).sort((a, b) => b.peildatum.localeCompare(a.peildatum) || b.aangemaaktOp.localeCompare(a.aangemaaktOp));
  if (!shown.length) return null;
  return el('section', { class: 'invoervak' }, el('h3', {}, t('Eerder gemeld', 'Reported before')),
    el('ul', { class: 'wachtend gemeld' }, ...shown.map(one => el('li', {},
      el('p', {}, el('strong', {}, day(one.peildatum)), ' \u00b7 ' + word('melding', '/uitvoeringsstatus', one.uitvoeringsstatus)
        + ' \u00b7 ' + word('melding', '/schema', one.schema).toLowerCase()
        + (corrected.has(one.kenmerk) ? ' \u00b7 ' + t('verbeterd door een latere melding', 'corrected by a later report') : '')),
      el('p', { class: 'hulp regels-bewaard' }, one.toelichting.length > 200 ? one.toelichting.slice(0, 200) + '\u2026' : one.toelichting),
      one.gemeldDoor === session.organisation && !corrected.has(one.kenmerk)
        ? el('p', { class: 'knoppen' }, button(t('Verbeter deze melding', 'Correct this report'), () => correct(kenmerk, row, one))) : ''))));
};
