import { CATEGORIES, siblingArticles, TAGS } from './siblings.ts'
import type { DemoEdition } from './types.ts'

/** The British edition. */
export const UK: DemoEdition = {
  region: 'uk',
  name: 'The Meridian UK',
  tagline: 'Cities, science, food and the outdoors, from Shetland to Scilly',
  accent: '#2f5d3a',
  footerNote: 'A demonstration publication. People and places in it are invented.',
  callToAction: {
    text: 'One good story each Sunday, with nothing to click on.',
    label: 'About the letter',
    url: '/uk/about/',
  },
  categories: CATEGORIES,
  tags: TAGS,
  articles: [
    {
      slug: 'the-tide-tables-of-a-grandmother',
      title:
        'The tide tables of a grandmother who never owned a watch and was never once caught by the water',
      excerpt: 'She read the estuary by its birds. An oceanographer went to see how good she was.',
      author: 'amara-osei',
      category: 'science',
      tags: ['water', 'history', 'walking'],
      published: '2026-11-19T09:00',
      picture: {
        scene: 'harbour',
        light: 2,
        alt: 'Small boats on still water at dusk below low hills.',
        caption: 'Low water comes about fifty minutes later each day.',
      },
      html: `<p>Nain, as everyone called her, gathered cockles on the same sands for sixty-one years. She carried a rake, a riddle and no watch. When the oystercatchers turned to face inland, she turned too.</p>
<p>There was a saying for it, which her granddaughter still has: <span lang="cy">Nid yw'r môr yn aros am neb</span>, the sea waits for nobody. It is the kind of thing that goes on tea towels. On these sands it is a safety notice.</p>
<h2>Why the tide is late</h2>
<p>The moon goes round us in the direction in which we turn, so that by the time the earth has spun once, the moon has moved on a little and we need some fifty minutes to catch up. The tide follows the moon. Hence the rule that every shore child knows before she can say why: tomorrow, the same, but fifty minutes later.</p>
<p>That is the easy half. An estuary is a funnel, and a funnel makes the flood quick and the ebb slow. With a westerly behind it the water here can be a quarter of an hour early, and no printed table knows about the wind.</p>
<h2>What the birds know</h2>
<p>Dr Eleri Vaughan set gauges along the channel for a season and compared them with the times at which the oystercatchers stopped feeding. The birds led the water by nineteen minutes, give or take four, in every wind.</p>
<p>They are not prophets. They feed where the mud is wettest, and the mud grows wet from below before the water shows. Nain had never put it like that. She had just noticed who was leaving.</p>`,
    },
    ...siblingArticles({
      town: 'Hartley Bridge, Shropshire',
      dark: 'the Cwm Alarch dark-sky reserve',
      bakery: 'Leith',
      spell: (word) => word,
    }),
    {
      slug: 'the-reading-room-above-the-fish-market',
      title: 'The reading room above the fish market',
      excerpt:
        'For a hundred and forty years the porters have had a library of their own. They still return books on time.',
      author: 'priya-raman',
      category: 'cities',
      tags: ['history', 'design'],
      published: '2026-10-24T07:40',
      picture: {
        scene: 'library',
        light: 1,
        alt: 'Shelves full of books in many colours, from floor to ceiling.',
        caption: 'Three thousand books, all of them read.',
      },
      html: `<p>You go in by the ice machine. Up a stone stair that smells of haddock, past a sign asking you to wipe your boots, there is a room with a coal grate, eleven armchairs and three thousand books.</p>
<p>The porters built it in 1886. They worked from three in the morning until nine and then had the day before them and nowhere warm to spend it but the pub. A penny a week bought the first forty volumes. The committee minutes record a long quarrel about novels, which the novels won.</p>
<h2>Borrowing rules</h2>
<ul><li>Two books at a time, for a fortnight.</li><li>No reading aloud, except at Christmas.</li><li>A fine for fish scales between the pages.</li></ul>
<p>The fine has not been paid since 1974, when a man named Porteous returned <em>Middlemarch</em> with most of a herring in it. He was made librarian the same year. He said it was the only way they could think of to keep an eye on him.</p>
<h2>Still open</h2>
<p>There are nineteen members now, and two of them work in the market. The others are their children, a night nurse, and a boy who does his homework by the grate because it is quiet. The penny is a pound. The quarrel these days is about graphic novels, and I am told that it is going the same way.</p>`,
    },
    {
      slug: 'walking-the-drove-roads',
      title: 'Walking the drove roads',
      excerpt:
        'Cattle once went to market on foot, two miles an hour, and the ways they took are still the best lines through the hills.',
      author: 'jonah-whitcombe',
      category: 'outdoors',
      tags: ['walking', 'history'],
      published: '2026-09-08T08:30',
      picture: {
        scene: 'forest',
        light: 1,
        alt: 'Fir woods in layers, the nearest almost black.',
        caption: 'Old drove roads run wide: a herd needs forty feet.',
      },
      figure: {
        scene: 'river',
        light: 2,
        alt: 'A river winding between hills in evening light.',
        caption: 'A ford on the way south.',
      },
      html: `<p>A cow walks at two miles an hour and will not be argued with. For three centuries that was the speed at which beef came out of the Highlands: some hundreds of miles, eight or ten weeks, the drovers sleeping in their plaids beside the herd.</p>
<p>They paid no tolls if they could help it, so the drove roads avoid the turnpikes and keep to the high ground. They are wide, because a herd spreads, and green, because it manures what it treads. From the air you can see them still, as a different colour of hill.</p>
<!-- figure -->
<h2>Three days south</h2>
<p>I followed one for forty miles. It never once went up a thing that it could go round. At each day's end it came down to a flat place with water and a bit of shelter, called a stance, and there, each day, I found that I was tired.</p>
<p>That is not chance. The stances are ten or twelve miles apart, which is what a beast can do and keep its weight. It turns out to be what I can do, too.</p>
<p>The railways finished the trade in a generation. A bullock could be in London in a day, and fatter. What they could not carry off was the line through the hills.</p>`,
    },
  ],
  pages: [
    {
      slug: 'about',
      title: 'About',
      excerpt: 'What The Meridian is.',
      html: '<p>The Meridian is published in three countries, in three editions that share a taste and some of their articles. This one is edited for readers in the United Kingdom.</p><p>We print what somebody went to see. We correct what we get wrong, on the page where we got it wrong.</p>',
    },
    {
      slug: 'contact',
      title: 'Contact',
      excerpt: 'How to reach the editors.',
      html: '<p>This is a demonstration: no letters are read here. On a real edition this page would say where to write, and who answers.</p>',
    },
  ],
}
