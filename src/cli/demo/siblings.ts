import type { DemoArticle } from './types.ts'

// Articles that every edition has, each in its own spelling and with its own places.

interface Place {
  /** Town of the repair table. */
  town: string
  /** Where the sky is dark. */
  dark: string
  /** Town or quarter of the bakery. */
  bakery: string
  /** colour or color, neighbour or neighbor. */
  spell: (word: 'colour' | 'neighbour' | 'grey' | 'metre' | 'favourite') => string
}

/** The shared articles for an edition. */
export function siblingArticles(place: Place): DemoArticle[] {
  const { spell } = place
  return [
    {
      slug: 'the-table-where-broken-things-go',
      title: 'The table where broken things go',
      excerpt:
        'On the first Saturday of the month, a library puts away its picture books and lets people bring in their toasters.',
      author: 'tomas-lindqvist',
      category: 'cities',
      tags: ['repair', 'craft', 'design'],
      published: '2026-11-18T07:30',
      picture: {
        scene: 'workshop',
        light: 1,
        alt: 'A workbench under a window, with hand tools hung in a row above it.',
        caption: 'The tools belong to everybody, and everybody puts them back.',
      },
      group: 'repair-cafe',
      html: `<p>The kettle belongs to Ruth, who is eighty-one, and it has a fault that she describes as a sulk. It boils when it likes. Across the table a retired telephone engineer named Owen turns it over, reads the plate on the bottom aloud as if it were a poem, and asks for the small screwdriver with the yellow handle.</p>
<p>This is the repair table at the public library in ${place.town}. It runs from ten until one, it costs nothing, and nobody is allowed to leave a thing behind. You sit with your broken object while somebody mends it, and by the end you have usually held the lamp, found the screw, and learned the word for the part that failed.</p>
<h2>Most things fail in one of five ways</h2>
<p>After three years of Saturdays, Owen keeps a tally on the back of the sign-in sheet. A loose connection comes first, then a blown fuse, then a belt that has stretched, then dirt, then a plastic clip that was always going to snap.</p>
<ol><li><strong>Look</strong> before you open anything. A scorch mark is a map.</li><li><strong>Listen.</strong> A hum means power; silence means a break before the motor.</li><li><strong>Photograph</strong> every layer as you lift it off.</li><li><strong>Put the screws</strong> in an egg box, in order.</li></ol>
<p>The kettle has the first kind of fault. A tongue of copper, thin as a leaf, has gone ${spell('grey')} and soft from a thousand mornings. Owen scrapes it bright and bends it back a hair’s breadth.</p>
<blockquote><p>People think we fix kettles. What we fix is the idea that you can’t look inside.</p></blockquote>
<p>Of the forty-one things that came last month, twenty-eight went home working. Nine needed a part. Four were beyond help, and one of those, a music box, went home anyway, because its owner said she would rather have it silent than not at all.</p>
<h2>What the table is for</h2>
<p>The librarian who started it wanted to keep a few appliances out of the landfill. She got that. She also got a room in which a fourteen-year-old shows a plumber how to re-flash a router, and a plumber shows the fourteen-year-old how to sweat a joint. A ${spell('neighbour')} is somebody whose lamp you have rewired.</p>
<p>Ruth’s kettle boils. The table applauds, as it does for everything, and she packs it into her bag still warm. If you have the patience for this sort of thing, you may also like <a href="/what-slow-bread-knows/">what slow bread knows</a>.</p>`,
    },
    {
      slug: 'learning-to-see-in-the-dark',
      title: 'Learning to see in the dark',
      excerpt:
        'Your eyes need half an hour to find the night. Most of us have not given it to them since we were children.',
      author: 'amara-osei',
      category: 'space',
      tags: ['night', 'health', 'walking'],
      published: '2026-11-11T18:00',
      picture: {
        scene: 'night-sky',
        light: 2,
        alt: 'The Milky Way as a pale band above black hills and one lit window.',
        caption: 'On a clear night without a moon, about two thousand stars can be seen at once.',
      },
      figure: {
        scene: 'mountains',
        light: 2,
        alt: 'Hills in layers, each darker than the one behind it, at dusk.',
        caption: 'The last light goes from the valleys first.',
      },
      group: 'dark-skies',
      html: `<p>We turned the headlamps off at the gate of ${place.dark}, and for a minute there was nothing at all. Then the path came up out of the ground, as if somebody had laid it there.</p>
<p>It had been there all along. What had changed was a molecule. The retina has two kinds of receivers: cones, which see ${spell('colour')} and want plenty of light, and rods, which see shape and movement and are content with almost none. Rods work with a pigment called rhodopsin, and bright light takes it apart. In the dark it is put together again, and that takes its time.</p>
<h2>The thirty-minute rule</h2>
<p>Cones adapt in about ten minutes and then give up. Rods go on for thirty or forty, by which time the eye is many thousands of times more sensitive than it was under a street lamp. One glance at a telephone and you begin again.</p>
<table><thead><tr><th scope="col">Time in the dark</th><th scope="col">What you can see</th></tr></thead><tbody><tr><td>1 minute</td><td>The brightest stars, and your own breath</td></tr><tr><td>10 minutes</td><td>The path; the seven stars of the Bear</td></tr><tr><td>30 minutes</td><td>The Milky Way, and your shadow in it</td></tr></tbody></table>
<!-- figure -->
<p>There is a second trick. The very centre of your gaze has no rods, so a faint star disappears when you stare at it. Look a little to the side and it comes back. Astronomers call it averted vision. Deer-watchers, who found it first, do not call it anything.</p>
<h2>What the dark is good for</h2>
<p>Moths steer by it. Migrating birds, which mostly fly at night, take lit towers for something else and circle them until they tire. People sleep by it. None of this asks that towns be black; it asks that lamps point down, glow warm, and go out when nobody is there.</p>
<p>At eleven the cloud came in and we walked back without the lamps. It was not bravery. By then we could see perfectly well.</p>`,
    },
    {
      slug: 'what-slow-bread-knows',
      title: 'What slow bread knows',
      excerpt:
        'A baker who starts on Thursday for Saturday explains why time is an ingredient, and a cheap one.',
      author: 'priya-raman',
      category: 'food',
      tags: ['craft', 'health', 'history'],
      published: '2026-11-04T06:15',
      picture: {
        scene: 'kitchen',
        light: 1,
        alt: 'Five round loaves cooling in a row on a wooden bench by a window.',
        caption: 'Saturday’s loaves were mixed on Thursday afternoon.',
      },
      group: 'slow-bread',
      html: `<p>There are four things in Miriam Adeyemi’s bread, and three of them are flour, water and salt. The fourth is the clock. In her bakery in ${place.bakery} it hangs above the mixer, and she looks at it more often than at the oven.</p>
<p>A loaf that rises in an hour and a loaf that rises in forty can weigh the same and cost much the same to make. What happens in the other thirty-nine is chemistry done by small employees.</p>
<h2>Two crews on one shift</h2>
<p>In a sourdough, wild yeasts make gas and a little alcohol. Beside them lactic bacteria make acid. The acid tightens the gluten, keeps it from spoiling, and gives the crumb its faint sour note. Enzymes in the flour itself cut starch into sugars, which feed both crews and later brown the crust.</p>
<p>Cold slows the yeast more than it slows the bacteria. That is why a night in the refrigerator makes bread that is sourer, and why Miriam can sleep.</p>
<ul><li><strong>Thursday, four o’clock:</strong> feed the starter, which lives in a jar named Gladys.</li><li><strong>Thursday, nine:</strong> mix, fold, fold again.</li><li><strong>Friday:</strong> leave it alone. This is the hard part.</li><li><strong>Saturday, five:</strong> bake hot, and open the door to the street.</li></ul>
<h2>The ${spell('favourite')} loaf</h2>
<p>It is not the prettiest. It is a plain round with a dark bottom, and people who buy it on Saturday eat it until Wednesday, because acid also keeps starch from going stale as fast.</p>
<blockquote><p>I don’t sell old-fashioned bread. I sell bread that somebody waited for.</p></blockquote>
<p>She learned from her aunt, who measured with a tea tin and never wrote anything down. When the tin was lost in a move, the aunt baked three bad loaves in a row, then found another tin of the same make. The bread came back. It had been in the tin, or in her hands; she never cared to find out which.</p>
<p>Patience of the same kind is on show at <a href="/the-table-where-broken-things-go/">the table where broken things go</a>.</p>`,
    },
    {
      slug: 'the-footbridge-that-hums',
      title: 'The footbridge that hums',
      excerpt:
        'Every crowd walks in step sooner or later. A bridge has to be ready for the moment when it does.',
      author: 'tomas-lindqvist',
      category: 'cities',
      tags: ['design', 'walking', 'craft'],
      published: '2026-10-20T07:05',
      picture: {
        scene: 'bridge',
        light: 2,
        alt: 'A suspension bridge at dusk, its cables dark against the sky.',
        caption: 'At rush hour four hundred people are on it at once.',
      },
      group: 'footbridge',
      html: `<p>Stand in the middle of the new footbridge in ${place.town} at half past five and you can feel the town going home. It arrives through the soles of your shoes, a slow side-to-side that is not quite movement and not quite sound. The engineers call it the hum. They spent eleven weeks making sure that it stays one.</p>
<p>A person who walks pushes down about twice a second and, less obviously, sideways about once. One person does not matter. Four hundred do not matter either, so long as each keeps her own time, because the pushes cancel. The trouble begins when they stop cancelling.</p>
<h2>Why crowds fall into step</h2>
<p>If the ground sways a little, you widen your stance and lean with it. So does everybody else. The lean makes the sway larger, the larger sway collects more walkers, and within a minute a crowd of strangers is marching. Nobody has decided anything. Pendulum clocks on one wall do the same, as Christiaan Huygens noticed from his sickbed in 1665.</p>
<blockquote><p>We did not design for the weight of the crowd. We designed for its manners.</p></blockquote>
<p>The cure is friction in the right place. Under the deck, where only the ducks see them, hang nine steel boxes. In each a weight as heavy as a small car sits on springs in a bath of oil. When the bridge leans left the weights are late, and being late they pull right.</p>
<h2>The test</h2>
<p>Before the opening, the town was asked to come and walk. Six hundred people did, among them a running club, a brass band and the whole of one school.</p>
<ol><li>First they walked as they liked, and nothing happened.</li><li>Then they walked to a drum, once a second, and the needle rose to a third of what is allowed.</li><li>Then they were asked to jump, and the school had to be told twice to stop.</li></ol>
<p>The hum was left in on purpose. A bridge that does not move at all is a bridge with too much steel in it. This one uses a little more than half of what the first drawing wanted, and tells you each evening that it is working.</p>
<p>For another use of patience and a small screwdriver, see <a href="/the-table-where-broken-things-go/">the table where broken things go</a>.</p>`,
    },
    {
      slug: 'a-year-with-one-tree',
      title: 'A year with one tree',
      excerpt:
        'The same fir, the same bench, ten minutes a day. It turns out that a tree is mostly a matter of timing.',
      author: 'jonah-whitcombe',
      category: 'outdoors',
      tags: ['climate', 'walking', 'night'],
      published: '2026-10-06T08:10',
      picture: {
        scene: 'forest',
        light: 2,
        alt: 'Fir woods in layers under an evening sky, the nearest trees black.',
        caption: 'The tree is the third from the left. It took a while to be sure.',
      },
      group: 'one-tree',
      html: `<p>I picked it because it was near the bench. It is a fir of middling height on the edge of the woods outside ${place.town}, with a bend at about the height of my chest where something once stood on it. For a year I went there every day that I was at home and looked at it for ten minutes. I came away with a notebook, a stiff neck, and a different idea of what a tree does all day.</p>
<h2>What happens when nothing does</h2>
<p>In January the answer seemed to be that it waits. Then a botanist lent me a band of steel with a spring in it, to be worn round the trunk like a belt, and the tree turned out to be breathing. It was thinner every afternoon and thicker every dawn by the width of two hairs. By day it drinks more slowly than it sweats, and the wood is pulled taut. By night it catches up.</p>
<p>The belt also shows the growing, which I had imagined as steady. Nine tenths of it came between the middle of May and the end of June. Most of that came at night, because a cell can only swell when water is to spare.</p>
<table><thead><tr><th scope="col">Month</th><th scope="col">What I wrote down</th><th scope="col">Belt</th></tr></thead><tbody><tr><td>January</td><td>Snow on the north side only</td><td>no change</td></tr><tr><td>May</td><td>Buds like wet paintbrushes</td><td>a hair a week</td></tr><tr><td>June</td><td>Pollen on my sandwich</td><td>a hair a day</td></tr><tr><td>October</td><td>Needles yellow inside, green out</td><td>no change</td></tr></tbody></table>
<h2>Visitors</h2>
<p>A treecreeper comes at about twenty past eight, starts at the bottom, goes up in a spiral and flies to the bottom of the next one. In ten months I did not see it come down. A line of ants uses the bend as a landing. In August a slug spent three days on the trunk and left on the fourth, by what road I cannot say.</p>
<p>I had expected to grow fond of it, and I did, as one grows fond of a train that one takes every day. I had not expected it to make me punctual. Now the year is over and I find that I still go. The belt has moved, by one hair, since Sunday.</p>`,
    },
    {
      slug: 'how-a-market-knows-what-day-it-is',
      title: 'How a market knows what day it is',
      excerpt:
        'The first stall is up at four, and by the order in which the others follow you could set a calendar.',
      author: 'priya-raman',
      category: 'food',
      tags: ['history', 'craft', 'health'],
      published: '2026-09-29T06:00',
      picture: {
        scene: 'market',
        light: 2,
        alt: 'Market stalls with striped awnings in low evening light.',
        caption: 'The awnings come down in the opposite order.',
      },
      group: 'market-day',
      html: `<p>The eggs come first. They have the longest drive and the least patience, and by a quarter past four a woman called Bettina has backed her van against the church wall of the square in ${place.town} and is lighting a stove the size of a hat. She nods at the dark. Somewhere in it the bread is nodding back.</p>
<p>Nobody runs this market. There is a form, and a fee, and a man from the town hall who comes at nine to see that the fire lane is clear. The rest is habit, and the habit is older than the pavement.</p>
<h2>Who stands where</h2>
<p>Cheese wants the north side, where the sun does not come until noon. Flowers want the corner with two streets, since people buy flowers when they had not meant to. Fish stands downhill of everyone, because of the water, and downwind of the coffee, because of the coffee. New stalls begin by the bins. It takes about six years to reach the fountain.</p>
<p>None of this is written down. When the square was repaved a surveyor drew up numbered pitches, and on the first Saturday every trader set up exactly where he or she had always been, with the fresh paint running through the middle of the potatoes.</p>
<h2>Reading the stalls</h2>
<ul><li><strong>Asparagus to the front</strong> means the last week of April, whatever the weather says.</li><li><strong>Two kinds of plum</strong> means that school has begun again.</li><li><strong>Leeks with frost on them</strong> means that you should have bought your gloves last week.</li><li><strong>No Bettina</strong> means that the hens are resting, and that it is November.</li></ul>
<p>A supermarket knows the day too, but it hides it. Its strawberries are the same in March. The price is all that moves, and you have to read it off a label.</p>
<blockquote><p>People ask me if it’s fresh. I tell them when it was a hen’s idea.</p></blockquote>
<h2>Noon</h2>
<p>By twelve the cheese has sun on it and begins to pack. The awnings come down in the opposite order, flowers last, and by one o’clock there is nothing on the square but a crate of bruised pears with a note that says <em>take them</em>. Somebody always does. I took four, and made them into something with ginger, and it was Saturday all week.</p>`,
    },
  ]
}

/** Categories of every edition; the words are each edition's own where they differ. */
export const CATEGORIES = [
  {
    slug: 'cities',
    name: 'Cities',
    description: 'Streets, bridges, rooms, and the people who keep them in order.',
  },
  {
    slug: 'science',
    name: 'Science',
    description: 'How things work, told by people who have tried them.',
  },
  {
    slug: 'space',
    name: 'Space',
    description: 'Looking up, with and without instruments.',
    parent: 'science',
  },
  { slug: 'food', name: 'Food', description: 'What is grown, baked and eaten, and by whom.' },
  {
    slug: 'outdoors',
    name: 'Outdoors',
    description: 'Paths, weather, water, and going a long way slowly.',
  },
] as const

export const TAGS = [
  { slug: 'climate', name: 'Climate' },
  { slug: 'craft', name: 'Craft' },
  { slug: 'design', name: 'Design' },
  { slug: 'health', name: 'Health' },
  { slug: 'history', name: 'History' },
  { slug: 'night', name: 'Night' },
  { slug: 'rail', name: 'Rail' },
  { slug: 'repair', name: 'Repair' },
  { slug: 'water', name: 'Water' },
  { slug: 'walking', name: 'Walking' },
] as const
