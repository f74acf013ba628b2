// The site works without this. With it: a ticked box narrows the list down at once, and commands can be copied.
'use strict';

const form = document.querySelector('form.zoeker');
if (form && window.fetch && window.history) {
  let running = null;
  let shown = location.search;

  const address = () => {
    const query = new URLSearchParams();
    for (const [key, value] of new FormData(form)) if (value !== '') query.append(key, value);
    const text = query.toString();
    return form.getAttribute('action') + (text ? '?' + text : '');
  };

  // The page that the form would lead to, of which only the outcome and the counts are taken over.
  const show = async (target, isNew) => {
    if (running) running.abort();
    const own = running = new AbortController();
    const outcome = document.getElementById('uitkomst');
    outcome.classList.add('bezig');
    try {
      const answer = await fetch(target, { signal: own.signal, headers: { Accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.getElementById('uitkomst');
      if (!fresh) { location.assign(target); return; }
      for (const name of ['.aantal', '.gekozen', '.rijen', '.leeg', '.bladeren']) {
        const old = outcome.querySelector(':scope > ' + name);
        if (old && name !== '.aantal') old.remove();
      }
      // The count stays the same element, so that a screen reader hears it change.
      outcome.querySelector('.aantal').replaceChildren(...fresh.querySelector('.aantal').childNodes);
      for (const part of [...fresh.children]) if (!part.matches('.aantal')) outcome.append(part);
      for (const box of form.querySelectorAll('.vinkje')) box.querySelector('.telling').textContent = '0';
      for (const box of page.querySelectorAll('.vinkje')) {
        const input = box.querySelector('input');
        const mine = [...form.querySelectorAll('.vinkje input')].find(i => i.name === input.name && i.value === input.value);
        if (mine) mine.parentElement.querySelector('.telling').textContent = box.querySelector('.telling').textContent;
      }
      if (isNew) { history.pushState(null, '', target); shown = location.search; }
    } catch (error) {
      if (error.name !== 'AbortError') location.assign(target);
    } finally {
      if (running === own) outcome.classList.remove('bezig');
    }
  };

  form.addEventListener('change', event => {
    if (event.target.matches('input[type=checkbox], select')) show(address(), true);
  });
  form.addEventListener('submit', event => { event.preventDefault(); show(address(), true); });
  // Back and forward: the boxes are the browser's, so the whole page comes again. A jump within the page, such as the
  // link past the menu, is none.
  addEventListener('popstate', () => { if (location.search !== shown) location.reload(); });
}

if (navigator.clipboard) {
  const isDutch = document.documentElement.lang === 'nl';
  for (const block of document.querySelectorAll('pre.opdracht')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'kopieer';
    button.textContent = isDutch ? 'Kopieer' : 'Copy';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(block.textContent);
      button.textContent = isDutch ? 'Gekopieerd' : 'Copied';
    });
    block.after(button);
  }
}
