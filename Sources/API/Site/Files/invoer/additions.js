// A new measure, and a line of money.
import { addition, atFirst, withEmbargo } from './sheet.js';
import { form } from './form.js';
import { measure } from './measure.js';
import { overview, trying } from './overview.js';
import { t } from './page.js';
import { stage } from './words.js';

export const create = () => addition(t('Nieuwe maatregel', 'New measure'), form('maatregel'), '/maatregelen', {
  choices: withEmbargo(atFirst),
  done: row => measure(row.kenmerk, null, t('De maatregel is bewaard (', 'The measure is stored (') + stage(row) + ').'),
  back: () => trying(() => overview()),
});

export const money = (kenmerk, row) => addition(t('Voeg geld toe: ', 'Add money: ') + row.titel, form('geld'), '/maatregelen/' + kenmerk + '/financieringsregels', {
  reason: form('reden'),
  done: line => measure(kenmerk, null, t('De regel is bewaard (', 'The line is stored (') + stage(line) + ').'),
  back: () => measure(kenmerk),
});
