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
<blockquote><p>You get to know a rivet. You meet it every nine years, and you’ve both put on a little weight.</p></blockquote>
<p>Dolores Quan has been round twice. She can tell from the sound of the scraper which decade a patch was done in. She does not think of it as endless. It has an end, she says; it has two, and she has been to both.</p>`,
    },
    ...siblingArticles({
      town: 'Millbrook, Vermont',
      dark: 'the Juniper Basin, in the high desert of Oregon',
      bakery: 'the West Side of Providence',
      spell: (word) => SPELLING[word],
    }),
    {
      slug: 'the-observatory-that-closes-for-fireflies',
      title: 'The observatory that closes for fireflies',
      excerpt:
        'For two weeks in June a mountain telescope shuts its dome. The astronomers sit on the grass and do field work.',
      author: 'amara-osei',
      category: 'space',
      tags: ['night', 'climate'],
      published: '2026-10-14T18:30',
      picture: {
        scene: 'night-sky',
        light: 1,
        alt: 'A starry sky over black hills, with one lit window.',
        caption: 'The last lamp on the mountain is the one over the visitors’ log.',
      },
      figure: {
        scene: 'mountains',
        light: 1,
        alt: 'Mountains in layers of blue under a clear sky.',
        caption: 'The ridge at seven in the evening, an hour before anything happens.',
      },
      html: `<p>The calendar in the control room is full for the whole year but for two weeks in June, which are crossed out in green. No maintenance is planned. The telescope is fine. What happens is that the meadow below the dome begins to blink, and the dome’s own red safety lights put it off.</p>
<p>Fireflies talk in light, and the talk is short. A male of the commonest kind here flies a slow letter J and glows on the upstroke, once every five or six seconds. A female in the grass, if she likes it, answers after two. If there is another light about, she does not see him, he does not see her, and there are fewer fireflies next year.</p>
<h2>Two instruments</h2>
<p>Rosalind Achterberg, who directs the place, worked out one evening that her mirror and her meadow wanted exactly the same thing. Both were trying to catch a faint signal against a bright background. Both lost when the town put up new parking lots. The difference was that the sky could be corrected for the glow with a computer, and the meadow could not.</p>
<!-- figure -->
<p>So the dome closes, the red lights go off, and the staff sit on folding chairs with clickers, one to each square of a string grid. They count flashes for ten minutes and then rest their eyes. It is real data; it goes to a survey of some four hundred meadows. It is also, several of them told me, the best two weeks of the year.</p>
<h2>Reading the grid</h2>
<ul><li>Warm nights flash faster. The beat alone gives the temperature to within a degree.</li><li>A full moon costs a third of the flashes.</li><li>One porch light, a quarter of a mile off, costs as much as the moon.</li></ul>
<p>That last line changed the town. The observatory had asked for years that lamps be shielded, on account of galaxies, and had been heard with courtesy. It asked once on account of fireflies, with a map, and the hardware store sold out of amber bulbs.</p>
<blockquote><p>Nobody’s grandmother ever put a galaxy in a jar.</p></blockquote>
<p>On the last night in June someone walks up and turns the key, and the dome opens with a noise like a drawer. The galaxies have not gone anywhere. A few late fireflies drift in through the slit and have to be shown out with a hat.</p>`,
    },
    {
      slug: 'pie-by-the-mile',
      title: 'Pie by the mile',
      excerpt:
        'Nine diners, four hundred miles of two-lane road, and one question asked at every counter.',
      author: 'priya-raman',
      category: 'food',
      tags: ['craft', 'history'],
      published: '2026-10-02T07:00',
      picture: {
        scene: 'market',
        light: 1,
        alt: 'Market stalls with striped awnings on a bright day.',
        caption: 'Where the peaches come from, mile 212.',
      },
      html: `<p>The rule was that I would ask for whatever had been made that morning and nothing else. The road was an old federal highway that an interstate has made pointless, so the people who use it are going somewhere on it. I drove for three days. I will not say how much I weighed at the end.</p>
<h2>Mile 0: buttermilk</h2>
<p>A buttermilk pie is a desperate thing, made by people who have run out of fruit. Eggs, sugar, a cup of something sour. At the first diner it trembled when the trucks went by, and the woman who had made it said that a pie that doesn’t tremble has been left in for the length of one phone call.</p>
<h2>Mile 88: the crust question</h2>
<p>Lard, I was told, at once, with a look at the door. At mile 131 it was butter, and at mile 160 it was both, half and half, by a man who wished not to be drawn into it. They agree about one thing. The fat must stay in pieces. When they melt in the oven they leave gaps, the steam opens the gaps, and the gaps are what you came for. A warm kitchen ruins it, which is why the good ones are made at four in the morning.</p>
<h2>Mile 212: peaches</h2>
<p>The diner at mile 212 has an orchard behind it. Peaches are picked by the twelve-year-old daughter, who presses each with a thumb beside the stem and gives it one of three grades: pie, Thursday, or us.</p>
<ol><li><strong>Pie</strong> is ripe, but still argues.</li><li><strong>Thursday</strong> will be pie by then.</li><li><strong>Us</strong> is eaten over the sink.</li></ol>
<p>The slice came with nothing on it. I asked about ice cream and was told that it could be had, in the tone in which one is told about the hospital.</p>
<h2>Mile 400</h2>
<p>At the last stop the pie was over. It was three in the afternoon. What was left was the smell, a plate with a fork on it, and the cook, sitting down for the first time since before light. I told her where I had been. She asked about every one of them, by the waitress’s name. It seems that they all know each other. On Mondays, when they close, they drive up and down the road and have supper at each other’s counters, and what they order is soup.</p>`,
    },
    {
      slug: 'the-night-train-has-a-librarian',
      title: 'The night train has a librarian',
      excerpt:
        'Somewhere between two time zones, a retired schoolteacher pushes a cart down the aisle and asks what you like.',
      author: 'jonah-whitcombe',
      category: 'outdoors',
      tags: ['rail', 'night', 'history'],
      published: '2026-09-10T20:15',
      picture: {
        scene: 'train',
        light: 2,
        alt: 'A train with lit windows crossing open country at dusk.',
        caption: 'Car six, a little after nine, on the long grade.',
      },
      html: `<p>She starts at the rear, because the rear gets sleepy first. The cart is from an airline that no longer exists. On it are about eighty paperbacks, a box of pencils, a flashlight, and a card file in which every book has one line, written by whoever had it last.</p>
<p>Her name is Loretta Finch. She taught fourth grade for thirty-one years, bought a ticket to see her sister on the far side of the mountains, and noticed that by ten in the evening the whole car had run out of telephone. There is no signal on the pass for five hours. People were reading the safety leaflet.</p>
<h2>How it works</h2>
<p>You do not choose. Loretta asks two questions. The first is what you last read all the way through. The second is whether you want company or not. Then she looks at you for a moment, as if at somebody’s homework, and hands you a book.</p>
<p>I said that the last thing had been a manual for a camp stove, and that I did not mind. I was given a novel about a lighthouse. The card said: <em>Skip nothing. The goat comes back.</em></p>
<h2>Where the books live</h2>
<p>The railroad knows about her in the way that a large company knows about a cat. Officially she is a passenger with a pass. In practice there is a locker at each end of the line with her name on it in marker, and the car attendants take the cart down from the rack before they have put on their gloves.</p>
<ul><li>A book may leave the train if the reader is past the middle.</li><li>It should come back, by mail, to either station. About nine in ten do.</li><li>Books that come back with sand in them are shelved with the romances.</li></ul>
<h2>Morning</h2>
<p>At five the sky goes gray over the flats, and then pink, and you can see what you have been sleeping across: sage, a fence, a hundred miles of nothing with one lamp in it. Loretta comes through again for the cards. People write with their heads down, like a class.</p>
<p>I had got as far as the goat. I asked what she was reading herself. Timetables, she said. It is the only kind of book in which everybody is expected somewhere.</p>`,
    },
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
