// What the register calls things, in the words of the forms.
import { isDutch, t } from './page.js';

/** Today as the register counts days: in Amsterdam. */
export const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date());

/** What the forms call a choice. */
export const word = (name, pointer, value) => {
  const options = document.getElementById('vorm-' + name).content.querySelectorAll('[data-pad="' + pointer + '"] option');
  const found = [...options].find(option => option.value !== '' && option.value === value);
  return found ? found.textContent : value === 'onbekend' ? t('Onbekend', 'Unknown') : value;
};
export const state = row => word('maatregel', '/uitvoeringsstatus', row.uitvoeringsstatus);

const stages = { concept: ['concept', 'draft'], vrijgegeven: ['vrijgegeven', 'released'], gepubliceerd: ['gepubliceerd', 'published'], ingetrokken: ['ingetrokken', 'withdrawn'] };
export const stage = ({ publicatie }) => t(...(stages[publicatie.status] || [publicatie.status, publicatie.status]))
  + (publicatie.embargoTot ? t(', onder embargo tot ', ', under embargo until ') + moment(publicatie.embargoTot) : '');

const formatted = (options, value) => new Intl.DateTimeFormat(isDutch ? 'nl-NL' : 'en-GB', options).format(new Date(value));
/** `2026-11-01` is 1 november 2026. */
export const day = text => formatted({ dateStyle: 'long', timeZone: 'UTC' }, text);
export const moment = text => formatted({ dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Amsterdam' }, text);

/** `2026-12-01T08:00` on the clock in Amsterdam, with its offset there. */
export const withOffset = local => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local)) return local;
  const at = time => {
    const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', timeZoneName: 'longOffset' }).formatToParts(time);
    return parts.find(part => part.type === 'timeZoneName').value.slice(3) || '+00:00';
  };
  // The offset of the moment itself, which lies one offset from where the text would be in UTC.
  const first = at(new Date(local + 'Z'));
  return local.slice(0, 16) + ':00' + at(new Date(local.slice(0, 16) + ':00' + first));
};
