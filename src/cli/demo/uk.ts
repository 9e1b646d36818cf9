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
<p>There was a saying for it, which her granddaughter still has: <span lang="cy">Nid yw’r môr yn aros am neb</span>, the sea waits for nobody. It is the kind of thing that goes on tea towels. On these sands it is a safety notice.</p>
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
      slug: 'forty-years-of-rain-in-one-coat-pocket',
      title: 'Forty years of rain in one coat pocket',
      excerpt:
        'A postwoman wrote down the weather at every gate. Now the people who model floods would like a word.',
      author: 'amara-osei',
      category: 'science',
      tags: ['water', 'climate', 'walking'],
      published: '2026-10-15T08:45',
      picture: {
        scene: 'mountains',
        light: 1,
        alt: 'Mountains in layers of blue under a clear sky.',
        caption: 'The round, seen from the top: eleven miles and a hundred and four letter boxes.',
      },
      figure: {
        scene: 'river',
        light: 1,
        alt: 'A river winding between green hills.',
        caption: 'The beck at Low Garth, which rises an hour before anyone expects it to.',
      },
      html: `<p>There are thirty-eight of them, all the same make, with a loop for a pencil. Jean Postlethwaite carried one in the left pocket of her coat for every year that she walked the upper valley with the post. She wrote down the rain, in a code of her own, gate by gate. When she retired she put them in a biscuit tin, and there they would have stayed if the bridge had not been washed away.</p>
<p>After the flood a young man came from the university to ask what people had seen. They sent him to Jean. He stayed for nine hours and missed his train.</p>
<h2>Between the gauges</h2>
<p>Rain is measured in funnels, and funnels are far apart. There is one at the dam and one at the school, seven miles between them and six hundred feet of hill. On a summer afternoon a cloud can drop an inch on a farm in the middle and wet neither. To the record it was a dry day.</p>
<p>Jean was in the middle. Her code has four strengths, from <em>spit</em> to <em>hoying</em>, and a mark for which way it was coming from. It is not a measurement. But there are over eleven thousand mornings of it, always at the same places, always by the same coat.</p>
<!-- figure -->
<h2>Teaching a model to read</h2>
<p>The hydrologists took the days on which both funnels had caught something and asked what <em>hoying</em> came to in millimetres. It came to between four and nine in the hour, so steadily that they could use it backwards. Then they ran the old floods again with Jean’s rain in the gaps. The river in the computer rose when the river in the valley had.</p>
<table><thead><tr><th scope="col">Jean’s word</th><th scope="col">Millimetres an hour</th></tr></thead><tbody><tr><td>Spit</td><td>under half</td></tr><tr><td>Mizzle</td><td>half to one</td></tr><tr><td>Wet</td><td>one to four</td></tr><tr><td>Hoying</td><td>four to nine</td></tr></tbody></table>
<p>One thing puzzled them. On some forty days she had written <em>hoying</em> at a single gate, under a sky that the radar showed to be clear. They asked her about it with great tact. She had a look. That, she said, was the Hendersons’ gutter.</p>`,
    },
    {
      slug: 'the-allotment-at-the-end-of-the-line',
      title: 'The allotment at the end of the line',
      excerpt:
        'Behind the buffers of a country terminus, eleven people grow leeks on ground that belongs to a timetable.',
      author: 'priya-raman',
      category: 'food',
      tags: ['rail', 'craft', 'history'],
      published: '2026-10-08T07:20',
      picture: {
        scene: 'garden',
        light: 2,
        alt: 'Rows of vegetables and flowers in evening light.',
        caption: 'Plot seven, which is on the sleepers of the old coal road.',
      },
      html: `<p>The railway owns the land as far as the hawthorn hedge, and has done since 1862. It meant to go on to the coast. It got as far as the buffers, ran out of money, and let the rest to its porters at a shilling a year, so that they should have something to do between trains.</p>
<p>There are no porters now. There are eleven plot-holders, a water butt made from a locomotive tender, and a lease that says they must be off the ground in twenty-four hours if the company should wish to proceed to the sea.</p>
<h2>Ash</h2>
<p>A century of engines dropped their fires here, and the top foot of soil is the colour of slate. It is wonderful for carrots, which run down through it like wire, and hopeless for cabbages. The plot-holders trade. Every September there is a morning when carrots walk up the lane in barrows and cabbages walk down.</p>
<p>Mr Oyelaran, on plot three, had the ash tested when he took over. It was clean enough to eat from, and had a good deal of potash in it. He grows onions the size of a child’s head and will not be drawn on how, except that it begins with getting up.</p>
<h2>By the clock</h2>
<ul><li>The 7:12 wakes the robins, and the robins wake the slugs.</li><li>The 10:40 brings the manure, in a bag, with the guard’s compliments.</li><li>The 13:05 is for lunch.</li><li>After the 18:22 nobody waters, because the driver likes to see his own beans and stops to talk.</li></ul>
<p>When the winter timetable comes in, in December, the whole garden moves by seven minutes and is cross about it for a week.</p>
<h2>The show</h2>
<p>It is held on the platform, on the last Saturday in August, between trains. The judge comes down from the junction and has fifty-three minutes. Last year she gave first prize for leeks to plot nine, and there was a silence that lasted until the signal dropped.</p>
<p>I asked what they would do if the letter came one day and the line were to go on to the sea. They had plainly thought about it. Mr Oyelaran said that he would ask for a window seat on the left. From there, he said, you would have the best view of the onions.</p>`,
    },
    {
      slug: 'the-clock-winders-round',
      title: 'The clock winder’s round',
      excerpt:
        'A city has forty-one public clocks and one man who knows how wrong each of them is.',
      author: 'tomas-lindqvist',
      category: 'cities',
      tags: ['craft', 'repair', 'history'],
      published: '2026-09-17T09:30',
      picture: {
        scene: 'skyline',
        light: 1,
        alt: 'Office towers reflected in water on a bright day.',
        caption: 'From the tower of the Corn Exchange you can see nine other clocks.',
      },
      html: `<p>On Mondays he does the churches, on Tuesdays the banks that are no longer banks, and on Thursdays the station, the infirmary and a hatter’s. Desmond Clegg has wound the public clocks of the city for twenty-six years. He carries a crank the length of his arm, a tin of grease, and a wristwatch that he sets each morning by the radio and believes in no further than that.</p>
<h2>How wrong is right</h2>
<p>A tower clock is a bar of steel swinging in a draught. In July it is longer and slow, and in January shorter and quick. A halfpenny laid on the pendulum of the Corn Exchange, a little above the middle, makes it gain two fifths of a second a day. There are eleven halfpennies on it, and one button, from the summer when he ran out.</p>
<p>He does not aim for perfect. Forty-one perfect clocks would strike at once, and nobody would hear anything but noon. He sets them to follow one another up the hill, from the river to the cathedral, over the space of about a minute and a half. The cathedral has the last word. He has never told the cathedral.</p>
<blockquote><p>People say, is that the right time? I say, it’s the right time for here.</p></blockquote>
<h2>What people do with them</h2>
<p>Everyone has the time in a pocket now. He supposed that the clocks would go, and two of them did, in his first year. Then the council took down a third for repair and was astonished by the letters. They did not come from people who had been late. They came from people who had lost a place to meet.</p>
<ol><li>Under the Exchange, if you are to be kept waiting.</li><li>Under the hatter’s, if you are to be met.</li><li>At the station, if it is the last time.</li></ol>
<h2>Sunday</h2>
<p>On Sundays he does none. The weights go on coming down by themselves: eight days to the drop, so that there is a day in hand, and in twenty-six years he has needed it twice. He goes up on the hill with a flask and listens to them come in, one after another. It is how he finds out which of them will want a halfpenny in the morning.</p>`,
    },
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
<p>I followed one for forty miles. It never once went up a thing that it could go round. At each day’s end it came down to a flat place with water and a bit of shelter, called a stance, and there, each day, I found that I was tired.</p>
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
