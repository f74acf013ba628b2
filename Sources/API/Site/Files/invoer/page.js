// The page of the entry: its elements, its languages, and whether something on it was typed and not sent.

export const root = document.getElementById('invoer');
export const work = document.getElementById('werk');
export const isDutch = root.dataset.taal === 'nl';
export const t = (nl, en) => (isDutch ? nl : en);

/** An element; texts are texts, never markup. */
export const el = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter(child => child !== null));
  return made;
};

export const button = (text, action, style = null) => el('button', { type: 'button', class: style, onclick: action }, text);
export const note = (text, style = '') => el('p', { class: 'melding ' + style, role: style === 'fout' ? 'alert' : 'status' }, text);

/** Whether there is something on the page that was typed and not sent. */
let isTouched = false;
export const touch = (is = true) => { isTouched = is; };
addEventListener('beforeunload', event => { if (isTouched) event.preventDefault(); });

/** Shows a view and puts the reader at its top. */
export const open = (...children) => {
  touch(false);
  work.replaceChildren(...children.filter(child => child !== null));
  const heading = work.querySelector('h2');
  if (heading) { heading.tabIndex = -1; heading.focus(); }
};
