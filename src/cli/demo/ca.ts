import { CATEGORIES, siblingArticles, TAGS } from './siblings.ts'
import type { DemoEdition } from './types.ts'

/** The Canadian edition. */
export const CA: DemoEdition = {
  region: 'ca',
  name: 'The Meridian Canada',
  tagline: 'Cities, science, food and the outdoors, from coast to coast to coast',
  accent: '#9b2335',
  footerNote: 'A demonstration publication. People and places in it are invented.',
  callToAction: {
    text: 'One good story each Sunday, with nothing to click on.',
    label: 'About the letter',
    url: '/ca/about/',
  },
  categories: CATEGORIES,
  tags: TAGS,
  articles: [
    {
      slug: 'the-last-light-on-the-point',
      title:
        'The keeper of the last light on the point, and what she does all day now that the lamp looks after itself',
      excerpt: 'The light has been automatic since 1988. Somebody still has to paint it.',
      author: 'jonah-whitcombe',
      category: 'outdoors',
      tags: ['water', 'history'],
      published: '2026-11-21T08:00',
      picture: {
        scene: 'lighthouse',
        light: 2,
        alt: 'A red and white lighthouse on a dark point at dusk, its beam over the water.',
        caption: 'The beam carries nineteen nautical miles in clear air.',
      },
      figure: {
        scene: 'harbour',
        light: 1,
        alt: 'Five small boats at anchor below low hills.',
        caption: 'Supplies come by boat on the first calm Tuesday.',
      },
      html: `<p>A lighthouse paints itself out of the sea air, flake by flake, and Colleen Thibodeau paints it back. She does the seaward side in June and the landward side in August, and in between she does the stairs, of which there are a hundred and eleven.</p>
<p>The lamp at the end of the point has needed nobody since 1988. A sensor the size of a thimble decides when it is dark. A diesel set in the old fog-signal house stands ready for the day when the cable fails. In principle the place could be left alone.</p>
<h2>Why somebody stays</h2>
<p>In practice there is the weather. Eight times a day Colleen walks to the edge and writes down what she sees: height of the swell, direction of the wind, how far the visibility goes, what the cloud is doing. A buoy can measure three of these. The fourth needs a person who has looked at the same horizon for twenty-two years.</p>
<!-- figure -->
<p>Fishermen listen for her at six in the morning. They could take the forecast from a screen, and they do, and then they wait to hear whether she agrees.</p>
<blockquote><p>The model says four-foot seas. I say four feet, and a lump in it. The lump is what sinks you.</p></blockquote>
<h2>The lens</h2>
<p>At the top, under a canvas cover, is the old Fresnel lens. It is a beehive of glass, ring within ring, each prism ground to bend the light of one small flame until it lies flat along the sea. With a lens like that, a lamp no brighter than a desk light could be seen from the next headland. The lamp that replaced it is the size of a jam jar and brighter still, and nobody will ever put it in a museum.</p>
<p>She polishes the old one anyway, in October, when the visitors have gone.</p>`,
    },
    {
      slug: 'a-town-that-plans-for-snow',
      title: '“Plough & salt” is not a plan: how one prairie town learned to live with snow',
      excerpt:
        'Where the snow goes matters more than how fast it goes. A city engineer kept a notebook for eleven winters.',
      author: 'tomas-lindqvist',
      category: 'cities',
      tags: ['climate', 'design', 'walking'],
      published: '2026-11-16T09:10',
      picture: {
        scene: 'snow',
        light: 1,
        alt: 'Snow falling on firs and white fields below pale mountains.',
        caption: 'The first fall that lies is the one the town rehearses for.',
      },
      seo: {
        title: 'How one prairie town learned to live with snow',
        description:
          'A city engineer kept a notebook for eleven winters. Where the snow goes matters more than how fast.',
      },
      html: `<p>In the top drawer of Ingrid Sawatzky's desk are eleven notebooks, one for each winter that she has been the town engineer. They record where the snow was put, and what it did next.</p>
<p>What it does next is the point. A metre of loose snow is mostly air. Pushed into a bank it settles to a third of its height, turns to ice at the bottom, and stays until April, exactly where the people would like to walk.</p>
<h2>Sidewalks first</h2>
<p>Ten years ago the town cleared the main road, then the side roads, then, if the crew had hours left, the sidewalks. Ingrid counted falls. Most of those who were brought to the clinic with a broken wrist had not been in a car. So the order was turned round: the paths to the school, the clinic and the grocery come before any road but the one the ambulance takes.</p>
<ul><li>Benches stand on the south side, where the sun is.</li><li>Crossings are raised a hand's breadth, so that meltwater runs off them.</li><li>Each block has a pocket, a strip of grass left empty, that holds one whole storm.</li></ul>
<p>The pockets are the cheapest idea in the notebooks. Before them, crews moved each storm twice.</p>
<h2>Less salt, more grit</h2>
<p>Salt stops working well below about minus ten, and it ends in the creek. The town now wets it with brine, which sticks, and uses a third as much. On the coldest days it spreads grit, and in spring it sweeps the grit up and uses it again.</p>
<p>The budget is what it was. The clinic's wrist count has halved. Ingrid has begun a twelfth notebook, and its first line, as in all the others, is a date and the word <em>flurries</em>.</p>`,
    },
    ...siblingArticles({
      town: 'Larkspur Falls, Ontario',
      dark: 'the Bruce Hollow dark-sky preserve',
      bakery: 'the north end of Halifax',
      spell: (word) => word,
    }),
    {
      slug: 'the-train-that-stops-if-you-wave',
      title: 'The train that stops if you wave',
      excerpt:
        'Along three hundred kilometres of northern track there are no stations, only people who know where to stand.',
      author: 'jonah-whitcombe',
      category: 'outdoors',
      tags: ['rail', 'history', 'walking'],
      published: '2026-10-27T10:45',
      picture: {
        scene: 'train',
        light: 1,
        alt: 'A red train with lit windows crossing open country below low hills.',
        caption: 'A flag stop is wherever the engineer can see you in time.',
      },
      html: `<p>To stop the train you stand on the right side of the track, in something bright, and wave as though you meant it. The engineer answers with two short notes. Then a few hundred tonnes of steel come to rest beside you, and a door opens, and somebody takes your canoe.</p>
<p>It is called a flag stop, and along the northern line it is how almost everyone boards. There are camps, cabins, trapline trails and one post office. There is no road. The train is the road.</p>
<h2>A timetable of habits</h2>
<p>The printed timetable gives two times, one at each end. In between, the crew go by memory. They know that the Beaulieu family gets on at the second trestle on the Friday before Thanksgiving, with a dog. They know which bend needs a whistle because a moose is partial to it.</p>
<p>A heavy train takes the better part of a kilometre to stop, so an early wave is a kindness. After dark, people make a small circle with a lamp. Across the body means stop; up and down means all is well and I was only saying hello.</p>
<h2>What it carries</h2>
<p>On the day I rode, the baggage car held eleven canoes, a wood stove, a cake in a hatbox, a snow machine, and a man asleep on mailbags who turned out to be the relief cook. At a place with no name, a woman handed up a jar of honey for the engineer and was gone into the trees before the wheels turned.</p>
<p>I had a ticket to the far end. I got off early, at a lake, because the window had been showing me one after another and it seemed rude not to.</p>`,
    },
    {
      slug: 'the-kitchen-garden-under-the-midnight-sun',
      title: 'A kitchen garden under the midnight sun',
      excerpt:
        'North of sixty, a cabbage can grow without sleeping. The gardeners manage on a little less.',
      author: 'priya-raman',
      category: 'food',
      tags: ['climate', 'craft'],
      published: '2026-09-14T07:00',
      picture: {
        scene: 'garden',
        light: 1,
        alt: 'Rows of flowers and vegetables running towards low hills.',
        caption: 'Frost-free days last year: eighty-four.',
      },
      html: `<p>In late June the sun goes down at the community garden for form's sake. It dips behind the ridge, thinks better of it, and comes back. The cabbages do not notice. They photosynthesize around the clock, and by August some of them are too big to carry.</p>
<p>The season is short, but a season is more than a number of days. What a plant counts is light and warmth together, and at this latitude there are nearly twice as many hours of the first as farther south.</p>
<h2>Warm feet</h2>
<p>The difficulty is below ground. A spade's depth down, the soil is still near freezing in May. So the beds are raised to the knee, boarded with larch, and filled over a layer of willow brush that warms as it rots.</p>
<ol><li>Start indoors in March, under lamps.</li><li>Harden off for ten days, or the leaves burn.</li><li>Plant when the birch leaves are the size of a squirrel's ear.</li><li>Cover at the first clear night in August.</li></ol>
<p>Lettuce will bolt in so much light, so it grows in the shade of the peas. Spinach is not worth the argument. Carrots come out sweeter than any I have had, since cold nights make the root store sugar against freezing.</p>
<h2>Shared out by weight</h2>
<p>Everything is weighed at a table by the gate. A third goes to whoever grew it, a third to the school kitchen, and a third to the elders, who are not asked whether they want kohlrabi and have learned to say so.</p>`,
    },
    {
      slug: 'notes-towards-a-map-of-smells',
      title: 'Notes towards a map of smells',
      excerpt: 'A draft that only editors can see.',
      author: 'tomas-lindqvist',
      category: 'cities',
      tags: ['design'],
      published: '2026-11-20T12:00',
      picture: {
        scene: 'market',
        light: 1,
        alt: 'Market stalls with striped awnings.',
        caption: 'Tuesday market.',
      },
      status: 'draft',
      html: '<p>Begin at the bakery. Bread travels two blocks upwind and four down.</p>',
    },
    {
      slug: 'winter-stars-for-cold-hands',
      title: 'Winter stars for cold hands',
      excerpt: 'Six things to find before your fingers give up.',
      author: 'amara-osei',
      category: 'space',
      tags: ['night'],
      published: '2026-12-20T18:00',
      picture: {
        scene: 'night-sky',
        light: 2,
        alt: 'Stars over dark hills.',
        caption: 'Look south at nine.',
      },
      status: 'future',
      html: '<p>Orion first, because he is easy. Three stars in a row make the belt; follow them down and to the left to Sirius, the brightest star there is.</p><p>Then up and to the right, to the red eye of the Bull, and on to the small smudge of the Pleiades. Six are easy. Seven is a good night.</p>',
    },
  ],
  pages: [
    {
      slug: 'about',
      title: 'About',
      excerpt: 'What The Meridian is.',
      html: '<p>The Meridian is published in three countries, in three editions that share a taste and some of their articles. This one is edited for readers in Canada.</p><p>We print what somebody went to see. We correct what we get wrong, on the page where we got it wrong.</p>',
    },
    {
      slug: 'contact',
      title: 'Contact',
      excerpt: 'How to reach the editors.',
      html: '<p>This is a demonstration: no letters are read here. On a real edition this page would say where to write, and who answers.</p>',
    },
  ],
}
