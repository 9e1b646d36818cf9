import { CATEGORIES, siblingArticles, TAGS } from './siblings.ts'
import type { DemoEdition } from './types.ts'

const SPELLING = {
  colour: 'color',
  neighbour: 'neighbor',
  grey: 'gray',
  metre: 'meter',
  favourite: 'favorite',
} as const

/** The American edition. */
export const US: DemoEdition = {
  region: 'us',
  name: 'The Meridian US',
  tagline: 'Cities, science, food and the outdoors, across fifty states',
  accent: '#1f4e8c',
  footerNote: 'A demonstration publication. People and places in it are invented.',
  callToAction: {
    text: 'One good story each Sunday, with nothing to click on.',
    label: 'About the letter',
    url: '/us/about/',
  },
  categories: CATEGORIES,
  tags: TAGS,
  articles: [
    {
      slug: 'the-painters-of-the-long-bridge',
      title: 'The painters of the long bridge never finish, and would be sorry if they did',
      excerpt:
        'It takes nine years to paint from one end to the other. Then the first end needs doing.',
      author: 'tomas-lindqvist',
      category: 'cities',
      tags: ['craft', 'repair', 'design'],
      published: '2026-11-20T07:15',
      picture: {
        scene: 'bridge',
        light: 1,
        alt: 'A red suspension bridge over calm water with hills behind.',
        caption: 'Paint is the bridge’s skin: what it keeps out is salt.',
      },
      html: `<p>The crew meets at the north tower at six, drinks its coffee looking down two hundred feet of air, and goes on from where it stopped. It has been going on from where it stopped since 1951.</p>
<p>Steel would be a perfect material if it did not want so badly to be ore again. Give it water, oxygen and a little salt and it starts back. Paint stands in the way. A coat as thick as four sheets of paper is all there is between a bridge and its own weight in rust.</p>
<h2>Three coats, three jobs</h2>
<p>The first coat is mostly zinc, which corrodes so that the steel need not. The second is a thick gray layer that keeps water out. The third is the one you see, and its job is the sun.</p>
<p>Before any of them comes the part that takes the time. Old paint is blasted off inside a tent that hangs from the cables, so that nothing falls into the bay, and the bare metal must be coated before night. Dew would undo it.</p>
<blockquote><p>You get to know a rivet. You meet it every nine years, and you've both put on a little weight.</p></blockquote>
<p>Dolores Quan has been round twice. She can tell from the sound of the scraper which decade a patch was done in. She does not think of it as endless. It has an end, she says; it has two, and she has been to both.</p>`,
    },
    ...siblingArticles({
      town: 'Millbrook, Vermont',
      dark: 'the Juniper Basin, in the high desert of Oregon',
      bakery: 'the West Side of Providence',
      spell: (word) => SPELLING[word],
    }),
    {
      slug: 'where-the-desert-keeps-its-water',
      title: 'Where the desert keeps its water',
      excerpt:
        'A barrel cactus is a well. A dry wash is a river that runs underneath. You only have to know when to look.',
      author: 'jonah-whitcombe',
      category: 'outdoors',
      tags: ['water', 'climate', 'walking'],
      published: '2026-10-30T08:20',
      picture: {
        scene: 'desert',
        light: 1,
        alt: 'Sand dunes in front of red mesas under a pale sky.',
        caption: 'Rain falls here on about thirty days of the year.',
      },
      figure: {
        scene: 'river',
        light: 1,
        alt: 'A river winding between green hills.',
        caption: 'The same water, four hundred miles upstream.',
      },
      html: `<p>The rangers at the trailhead give everyone the same advice, which is to carry a gallon and to turn back at half. Then, if you ask the older one, she tells you where the water is.</p>
<p>It is under the wash. A desert stream runs on the surface for a few hours after a storm and for months below it, through gravel, at the pace of a tired walker. Where bedrock comes up, so does the water, and there you find cottonwoods. A cottonwood drinks fifty gallons on a summer day. It does not grow where there is none.</p>
<!-- figure -->
<h2>Tanks</h2>
<p>In the sandstone are hollows that fill in the monsoon and last into spring. Spadefoot toads wait for them underground for most of a year, and wake to the drumming of rain. A tadpole has perhaps two weeks before the pool is dust. Some of them grow legs in nine days.</p>
<p>Plants keep their own accounts. The saguaro is pleated like an accordion and swells after rain. The ocotillo puts out leaves within two days of a shower and drops them again when the ground dries, five or six times a year.</p>
<h2>What we took from it</h2>
<p>I walked eleven miles, carried a gallon, and drank all of it. On the way back I put my hand flat on the sand under a cottonwood. It was cool, and a little way down it was damp, and I left it where it was.</p>`,
    },
    {
      slug: 'a-timetable-for-a-small-city',
      title: 'A timetable for a small city',
      excerpt:
        'Ridership doubled when the buses came every fifteen minutes and nobody needed a timetable at all.',
      author: 'tomas-lindqvist',
      category: 'cities',
      tags: ['design', 'rail'],
      published: '2026-09-22T06:50',
      picture: {
        scene: 'skyline',
        light: 2,
        alt: 'Lit office towers reflected in water at dusk.',
        caption: 'The last bus leaves at ten past midnight.',
      },
      seo: {
        description: 'How frequency, not speed, doubled the riders of one small city’s buses.',
      },
      html: `<p>The old map of the bus network had nineteen lines on it, and you could go nearly anywhere, once an hour. The new map has seven. You walk a little farther to a stop, and then a bus comes.</p>
<p>Planners call it the trade between coverage and frequency, and it is seldom put to the people who ride. Here it was. For a year the transit office carried two maps from church basement to school gym and asked one question: would you rather walk or wait?</p>
<h2>The arithmetic of waiting</h2>
<p>If buses come every hour and you arrive when you please, you wait half an hour on average. At fifteen minutes it is seven and a half. No faster bus could save as much. And if you have to change, you wait twice.</p>
<p>People said they would rather walk. Not all of them could, so a van now comes to the door for those who cannot, at the same fare.</p>
<p>Two years on, the count of riders has doubled. The printed timetable is still made, for the library. The drivers say that what they notice is that nobody runs any more.</p>`,
    },
  ],
  pages: [
    {
      slug: 'about',
      title: 'About',
      excerpt: 'What The Meridian is.',
      html: '<p>The Meridian is published in three countries, in three editions that share a taste and some of their articles. This one is edited for readers in the United States.</p><p>We print what somebody went to see. We correct what we get wrong, on the page where we got it wrong.</p>',
    },
    {
      slug: 'contact',
      title: 'Contact',
      excerpt: 'How to reach the editors.',
      html: '<p>This is a demonstration: no letters are read here. On a real edition this page would say where to write, and who answers.</p>',
    },
  ],
}
