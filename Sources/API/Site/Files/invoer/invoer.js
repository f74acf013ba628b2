// Entry for departments: coming and going. What is sent and what comes back is that of the API everyone uses.
import { ask, session, whenRefused } from './client.js';
import { note, t, touch, work } from './page.js';
import { overview } from './overview.js';

const signIn = document.getElementById('aanmelden');

/** Whose form waits behind the question for a token: one that ran out takes nothing with it. */
let interrupted = null;

const askToken = why => {
  session.token = null;
  work.hidden = true;
  signIn.hidden = false;
  const fault = document.getElementById('aanmelden-fout');
  fault.hidden = !why;
  fault.textContent = why || '';
  document.getElementById('token').focus();
};

export const leave = why => {
  interrupted = null;
  touch(false);
  work.replaceChildren();
  askToken(why);
};

const interrupt = why => {
  interrupted = work.querySelector('form') ? interrupted || session.organisation : null;
  askToken(why + (interrupted ? ' ' + t('Wat u had ingevuld staat er nog: meld u opnieuw aan.',
    'What you had filled in is still here: sign in again.') : ''));
};

signIn.addEventListener('submit', async event => {
  event.preventDefault();
  const field = document.getElementById('token');
  session.token = field.value.trim();
  field.value = '';
  session.organisation = document.getElementById('organisatie').value;
  try {
    signIn.querySelector('button').disabled = true;
    const isBack = interrupted !== null && interrupted === session.organisation;
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

whenRefused(interrupt);
