// A change of a measure, and what is shown when somebody else was first.
import { ask } from './client.js';
import { children, difference, equal, fieldAt, fill, form, label, last, readObject, shown, withoutNothing } from './form.js';
import { besides, measure } from './measure.js';
import { button, el, open, t } from './page.js';
import { sheet, why } from './sheet.js';

export const change = (kenmerk, standing, draft, mine = null) => {
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
    send: async (body, choice) => {
      const status = choice.value();
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
