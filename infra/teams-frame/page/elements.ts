type Properties = Readonly<Record<string, string | boolean | undefined>>;

/** A new element. Of its attributes, `undefined` and `false` are left out; texts are texts, never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Properties = {}, ...children: readonly (Node | string)[]): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(attribute, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}

export function button(label: string | readonly (Node | string)[], onClick: () => void, attributes: Properties = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, ...(typeof label === 'string' ? [label] : label));
  made.addEventListener('click', onClick);
  return made;
}

/** A choice among few, with its label. */
export function choice<Value extends string>(label: string, options: readonly (readonly [value: Value, label: string])[], chosen: Value, onChange: (value: Value) => void): HTMLLabelElement {
  const select = element('select', {}, ...options.map(([value, text]) => element('option', { value, selected: value === chosen }, text)));
  select.addEventListener('change', () => onChange(select.value as Value));
  return element('label', { class: 'choice' }, element('span', {}, label), select);
}

const paths = {
  chat: 'M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-5 4v-4.05A2.5 2.5 0 0 1 4 13.5v-8ZM8 8h8M8 11.5h5',
  customers: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 8.5c0-3.3 2.7-5.5 6-5.5s6 2.2 6 5.5M16 4.6a3.2 3.2 0 0 1 0 5.9M17.5 14.4c2.1.7 3.5 2.5 3.5 5.1',
  enrichments: 'M4 20V11h4v9M10 20V4h4v16M16 20V8h4v12M3 20h18',
  channel: 'M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6c0-1.1.9-2 2-2Zm-2 5h18M9 9v11',
  window: 'M10 5H6a2 2 0 0 0-2 2v11c0 1.1.9 2 2 2h11a2 2 0 0 0 2-2v-4M14 4h6v6M20 4l-9 9',
} as const;
export type IconName = keyof typeof paths;

export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  for (const [attribute, value] of Object.entries({ viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' })) svg.setAttribute(attribute, value);
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}
