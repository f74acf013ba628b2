// Withdrawing what is public, with the reason that takes its place.
import { ask } from './client.js';
import { overview, trying } from './overview.js';
import { button, el, open, t } from './page.js';

export const withdraw = (path, current, failed) => {
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
