import type { RequestHandler } from 'express';
import { aboutTexts } from './aboutTexts.ts';
import { productName } from './consentTexts.ts';
import { languageOf, plainPage, plainPageHeaders } from './plainPage.ts';

/** Where the manifest of the Teams app sends whoever wants to know what it is, what it does with data (`#privacy`), and on what terms (`#terms`). */
export const aboutPath = '/about';

/** Open to everybody: administrators read it before they let the app in. */
export const answerAbout: RequestHandler = (request, response) => {
  const language = languageOf(request);
  const { title, sections } = aboutTexts[language];
  const body = sections.map(({ id, heading, paragraphs }) => [`<h2 id="${id}">${heading}</h2>`, ...paragraphs.map((text) => `<p>${text}</p>`)].join('\n')).join('\n');
  response
    .set({ ...plainPageHeaders(language), 'cache-control': 'no-cache' })
    .type('html')
    .send(plainPage({ language, title: `${title} – ${productName}`, body: `<h1>${title}</h1>\n${body}` }));
};
