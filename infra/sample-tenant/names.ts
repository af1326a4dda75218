import type { Culture } from './places.ts';
import type { Random } from './random.ts';

function words(text: string): readonly string[] {
  return text.split(' ');
}

const firstNames: Readonly<Record<Culture, readonly string[]>> = {
  polish: words('Agnieszka Bartosz Celina Dawid Elżbieta Filip Gabriela Hubert Iwona Jakub Kalina Łukasz Małgorzata Norbert Oliwia Paweł Renata Szymon Urszula Żaneta'),
  german: words('Anke Bernd Carola Dieter Elke Florian Gudrun Holger Ingrid Jürgen Katrin Lothar Mareike Norbert Petra Ralf Sabine Torsten Ulrike Wolfram'),
  english: words('Alice Benedict Charlotte Duncan Eleanor Fergus Gemma Harriet Imogen Jasper Keira Lachlan Maeve Nigel Orla Priya Rupert Siobhan Tristan Zara'),
  romance: words('Alessia Bruno Chiara Diogo Elena Fabrice Gaspar Helena Inès Jaime Laurent Marisol Nuno Océane Paola Rafael Simone Tomás Valeria Yves'),
  nordic: words('Aino Bjarne Cecilie Dag Eira Frode Gunhild Henrik Inga Jukka Kirsten Lasse Mette Nils Oskari Pernille Rasmus Signe Tuula Viggo'),
  american: words('Abigail Brandon Camila Darnell Emily Grant Hannah Isaiah Jasmine Kevin Latoya Marcus Naomi Owen Paige Quentin Rosalind Shawn Tamika Wesley'),
  asian: words('Aisyah Bao Chandra Devi Farid Haruki Indira Jun Kavita Lin Mei Nadia Rohan Sakura Vikram Wei Xin Yuna Zainab Arjun'),
};

const lastNames: Readonly<Record<Culture, readonly string[]>> = {
  polish: words('Brzozicki Ciszewska Dębogórska Furmanek Gołębiak Jaworny Kłosowicz Lipnik Miodek Niezabit Ostrowik Piórko Rokitna Śliwkiewicz Topolan Wierzbiak Zagórnik Żurawik'),
  german: words('Ahlenbrink Bruckhagen Distelkamp Ebersfeld Fichtenau Grünthaler Haselbeck Immenroth Kesselring Lindwurm Mooshammer Nussdorfer Oberweis Pflugmann Rautenkranz Steinlechner Tannhuber Wiesengrund'),
  english: words('Ashcombe Birtwell Cotterdale Dunmorley Eaglesham Fothergate Grimsdyke Hollinshed Ingleworth Kettlethorpe Larkbridge Merrowby Nettlefold Oxenholt Penhallow Quarmley Ravenscar Thistleton'),
  romance: words('Albarracón Belmontefiore Carvalheira Delarive Espinhal Fontanesi Garrigosa Lamotière Montalbrís Novaretti Oliveirense Pontecorvi Quintalha Rivadulla Santangeli Torrebianca Valdecasas Vilarinha'),
  nordic: words('Askelund Bergstrand Dalsgård Ekwall Fjellheim Granholt Haugsrud Isaksby Kallioniemi Lövdahl Myrskog Nøkleby Orrevik Rautalahti Skovholm Tjernström Vestergren Ødegaard'),
  american: words('Abernash Brackwell Castellow Delacour Eastwick Fairbanksen Goldthwaite Hathersby Ironwood Jefferley Kingsolver Lockhaven Mayweathers Northcutter Okonjo Pemberwick Ramirosa Stonecipher'),
  asian: words('Anwarudin Bhaskaran Chenwei Dharmasena Fujimaru Gopalan Hoshikawa Iskandarsyah Jayawira Kurniadi Lakshmanan Morishige Natarajan Oyamada Prasetya Rajendran Suryadi Tanimori'),
};

/** Draws names that nobody in the tenant has twice. */
export class NameGiver {
  readonly #given = new Set<string>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** One name in four comes from elsewhere, as in any company. */
  next(home: Culture): string {
    for (;;) {
      const cultures = Object.keys(firstNames) as Culture[];
      const culture = this.#random.chance(0.25) ? this.#random.pick(cultures) : home;
      const last = this.#random.pick(lastNames[this.#random.chance(0.1) ? this.#random.pick(cultures) : culture]);
      const name = `${this.#random.pick(firstNames[culture])} ${last}`;
      if (this.#given.has(name)) continue;
      this.#given.add(name);
      return name;
    }
  }
}

const ligatures: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', æ: 'ae', ß: 'ss' };

/** Lower case, plain ASCII letters and digits, joined by `separator`: `Łucja Dąb-Åse` with a dot gives `lucja.dab.ase`. */
export function asciiOf(text: string, separator: string): string {
  return text
    .toLowerCase()
    .replace(/[łøæß]/g, (letter) => ligatures[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replaceAll(' ', separator);
}
