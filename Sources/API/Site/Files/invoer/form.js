// Forms made from the templates of the page: what their fields hold, and what they are called. The templates follow from
// the declarations, so a new field is here at once.
import { ask } from './client.js';
import { el } from './page.js';

let copies = 0;

/** A form from its template; ids get a number, so that two of them do not meet. What is the bureau's of a published
    measure is left out. */
export const form = (name, isPublished = false) => {
  const made = document.getElementById('vorm-' + name).content.cloneNode(true);
  const box = el('div', { class: 'vorm' });
  box.append(made);
  if (isPublished) for (const part of box.querySelectorAll('[data-van=bureau]')) part.remove();
  renumber(box);
  offer(box);
  for (const list of box.querySelectorAll('[data-soort=objecten]')) {
    list.querySelector('.erbij').addEventListener('click', () => add(list).querySelector('input, select, textarea').focus());
  }
  return box;
};

const renumber = box => {
  const number = ++copies;
  for (const label of box.querySelectorAll('label[for]')) label.htmlFor += '-' + number;
  for (const one of box.querySelectorAll('[id]')) one.id += '-' + number;
  for (const one of box.querySelectorAll('[aria-describedby]')) one.setAttribute('aria-describedby', one.getAttribute('aria-describedby') + '-' + number);
};

/** Fields that hold the kenmerk of a row of a large collection propose rows while somebody types. */
const offer = box => {
  for (const input of box.querySelectorAll('input[data-collectie]')) {
    const list = el('datalist', { id: 'lijst-' + (++copies) });
    input.after(list);
    input.setAttribute('list', list.id);
    let timer = null;
    const propose = async () => {
      const words = input.value.trim();
      if (words.length < 3) return;
      try {
        const { json } = await ask('GET', '/' + input.dataset.collectie + '?limit=10&search=' + encodeURIComponent(words + '*'));
        list.replaceChildren(...json.items.map(row => el('option', { value: row.kenmerk }, row.titel || row.naam || row.peildatum || row.kenmerk)));
      } catch { /* No proposals: the kenmerk can still be typed. */ }
    };
    input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(propose, 250); });
  }
};

const add = list => {
  const part = list.querySelector(':scope > template').content.firstElementChild.cloneNode(true);
  renumber(part);
  offer(part);
  part.querySelector('.weg').addEventListener('click', () => part.remove());
  list.querySelector(':scope > .delen').append(part);
  return part;
};

export const last = pointer => pointer.slice(pointer.lastIndexOf('/') + 1);
export const children = box => [...box.querySelectorAll('[data-pad]')].filter(one => one.parentElement.closest('[data-soort=object], [data-soort=objecten], .vorm') === box || one.parentElement === box);

/** What a field holds, as the API wants it; null for nothing. */
export const read = field => {
  switch (field.dataset.soort) {
    case 'object': return readObject(field);
    case 'objecten': return [...field.querySelectorAll(':scope > .delen > .deel')].map(readObject);
    case 'keuzes': return [...field.querySelectorAll('input:checked')].map(box => box.value);
  }
  const text = field.querySelector('input, select, textarea').value.trim();
  switch (field.dataset.soort) {
    case 'rij': return text.split('\n').map(line => line.trim()).filter(line => line !== '');
    case 'getal': return text === '' ? null : /^-?[0-9]+$/.test(text) ? Number(text) : text;
    case 'ja-nee': return text === '' ? null : text === 'true';
    case 'json': try { return text === '' ? null : JSON.parse(text); } catch { return text; }
    default: return text === '' ? null : text;
  }
};

export const readObject = box => Object.fromEntries(children(box).map(field => [last(field.dataset.pad), read(field)]));

/** An imprecise date as it is typed. */
const typed = value => {
  if (value && typeof value === 'object' && value.vanaf) {
    return { dag: value.vanaf, maand: value.vanaf.slice(0, 7), jaar: value.vanaf.slice(0, 4) }[value.precisie] || value.vanaf;
  }
  return value === null || value === undefined ? '' : String(value);
};

export const fill = (field, value) => {
  switch (field.dataset.soort) {
    case 'object': for (const child of children(field)) fill(child, value ? value[last(child.dataset.pad)] : null); return;
    case 'objecten': for (const one of value || []) { const part = add(field); for (const child of children(part)) fill(child, one[last(child.dataset.pad)]); } return;
    case 'keuzes': for (const box of field.querySelectorAll('input')) box.checked = (value || []).includes(box.value); return;
  }
  const control = field.querySelector('input, select, textarea');
  if (field.dataset.soort === 'rij') control.value = (value || []).join('\n');
  else if (field.dataset.soort === 'json') control.value = value ? JSON.stringify(value) : '';
  else control.value = typed(value);
};

export const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Only what differs: the merge patch that makes the one of the other. */
export const difference = (before, after) => {
  const patch = {};
  for (const [name, value] of Object.entries(after)) {
    if (equal(before[name], value)) continue;
    const isObject = value && typeof value === 'object' && !Array.isArray(value);
    patch[name] = isObject && before[name] ? difference(before[name], value) : value;
  }
  return patch;
};

export const isNothing = value => value === null || (typeof value === 'object' && Object.values(value).every(isNothing));
export const withoutNothing = object => Object.fromEntries(Object.entries(object).filter(([, value]) => !isNothing(value)));

export const label = field => (field.querySelector('legend, label') || field).firstChild.textContent;

/** What a field holds, as people read it; nothing for nothing. */
export const shown = field => {
  switch (field.dataset.soort) {
    case 'object': return children(field).map(part => [label(part), shown(part)]).filter(([, text]) => text).map(([name, text]) => name + ': ' + text).join('\n');
    case 'objecten': return [...field.querySelectorAll(':scope > .delen > .deel')].map(part => shown(part).replaceAll('\n', '; ')).join('\n');
    case 'keuzes': return [...field.querySelectorAll('input:checked')].map(box => box.nextElementSibling.textContent).join(', ');
  }
  const control = field.querySelector('input, select, textarea');
  return control.matches('select') ? (control.value && control.selectedOptions[0].textContent) : control.value.trim();
};

/** Fields that hold something, with what they hold. */
export const facts = fields => el('dl', { class: 'feiten' }, ...fields.map(field => [label(field), shown(field)]).filter(([, text]) => text)
  .map(([name, text]) => el('div', {}, el('dt', {}, name), el('dd', { class: 'regels-bewaard' }, text))));

/** A number that nothing else on the page has. */
export const unique = () => ++copies;

/** The field an error's JSON Pointer names: `/plan/gereedGepland`, `/relaties/0/maatregel`. */
export const fieldAt = (box, pointer, prefix) => {
  if (prefix && pointer.startsWith(prefix)) pointer = pointer.slice(prefix.length);
  else if (prefix) return null;
  let field = null;
  let within = box;
  for (const step of pointer.split('/').slice(1)) {
    if (/^[0-9]+$/.test(step) && field && field.dataset.soort === 'objecten') {
      within = field.querySelectorAll(':scope > .delen > .deel')[Number(step)] || field;
      continue;
    }
    const next = children(within).find(one => last(one.dataset.pad) === step);
    if (!next) break;
    field = within = next;
  }
  return field;
};
