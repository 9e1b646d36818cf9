import { LONG_READ } from './long-read.ts'
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
    LONG_READ,
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
      html: `<p>In the top drawer of Ingrid Sawatzky’s desk are eleven notebooks, one for each winter that she has been the town engineer. They record where the snow was put, and what it did next.</p>
<p>What it does next is the point. A metre of loose snow is mostly air. Pushed into a bank it settles to a third of its height, turns to ice at the bottom, and stays until April, exactly where the people would like to walk.</p>
<h2>Sidewalks first</h2>
<p>Ten years ago the town cleared the main road, then the side roads, then, if the crew had hours left, the sidewalks. Ingrid counted falls. Most of those who were brought to the clinic with a broken wrist had not been in a car. So the order was turned round: the paths to the school, the clinic and the grocery come before any road but the one the ambulance takes.</p>
<ul><li>Benches stand on the south side, where the sun is.</li><li>Crossings are raised a hand’s breadth, so that meltwater runs off them.</li><li>Each block has a pocket, a strip of grass left empty, that holds one whole storm.</li></ul>
<p>The pockets are the cheapest idea in the notebooks. Before them, crews moved each storm twice.</p>
<h2>Less salt, more grit</h2>
<p>Salt stops working well below about minus ten, and it ends in the creek. The town now wets it with brine, which sticks, and uses a third as much. On the coldest days it spreads grit, and in spring it sweeps the grit up and uses it again.</p>
<p>The budget is what it was. The clinic’s wrist count has halved. Ingrid has begun a twelfth notebook, and its first line, as in all the others, is a date and the word <em>flurries</em>.</p>`,
    },
    ...siblingArticles({
      town: 'Larkspur Falls, Ontario',
      dark: 'the Bruce Hollow dark-sky preserve',
      bakery: 'the north end of Halifax',
      spell: (word) => word,
    }),
    {
      slug: 'what-the-lake-says-when-it-freezes',
      title: 'What the lake says when it freezes',
      excerpt:
        'New ice sings, groans and now and then fires a shot. A physicist with a microphone has begun to understand it.',
      author: 'amara-osei',
      category: 'science',
      tags: ['water', 'climate', 'night'],
      published: '2026-10-13T09:20',
      picture: {
        scene: 'snow',
        light: 2,
        alt: 'Snow over dark firs and pale fields in evening light.',
        caption: 'The ice here is forty centimetres thick by the middle of January.',
      },
      figure: {
        scene: 'mountains',
        light: 1,
        alt: 'Mountains in layers of blue under a clear sky.',
        caption: 'On still nights the sound comes back from the far shore.',
      },
      html: `<p>The first time that Noor Haddad heard it she lay down flat, as she had been taught to do on thin ice, and waited to get wet. The sound went past underneath her from left to right, high to low, like a wire being struck in a film about space. Nothing cracked. She was standing on enough ice to park a truck.</p>
<p>What she had heard was an ordinary contraction, made strange by the thing it travelled through. Ice is stiff, so high notes run through it faster than low ones. Hit it far away, and the top of the sound reaches you first and the bottom last. The click becomes a chirp.</p>
<h2>A thermometer that sings</h2>
<p>She now keeps four microphones frozen into a lake north of Sudbury, and every evening in January they fill up. Ice shrinks as it cools. When the sun leaves the surface, the top layer pulls in while the bottom, which touches water, stays at zero. Something must give, and it gives in thousands of small cracks a night, most of them no longer than a hand.</p>
<!-- figure -->
<p>From the delay between the high part of a chirp and the low, she can work out how thick the ice is along the way, without drilling. In a winter of comparing, the microphones were wrong by less than three centimetres.</p>
<ul><li>A <strong>chirp</strong> is a crack a long way off.</li><li>A <strong>groan</strong> is the whole sheet leaning on the shore.</li><li>A <strong>shot</strong> is a crack near you. It is seldom a reason to run.</li><li><strong>Silence</strong>, after a mild week, is a reason.</li></ul>
<h2>Who wants to know</h2>
<p>Winter roads, for a start. Some communities in the north get their fuel and lumber over ice, and the season for it has become shorter and harder to predict. Someone still goes out with an auger and drills every few hundred metres. A string of microphones could listen to all of it, all night.</p>
<p>The people who live there did not need to be told that the ice speaks. An elder to whom Noor played her recordings listened politely, and then corrected the order in which she had filed them. It was by date. It should have been, he said, by temperature.</p>`,
    },
    {
      slug: 'the-ferry-that-is-also-the-main-street',
      title: 'The ferry that is also the main street',
      excerpt:
        'On an island of nine hundred people, everything that matters happens in the twenty-five minutes of the crossing.',
      author: 'tomas-lindqvist',
      category: 'cities',
      tags: ['water', 'design', 'history'],
      published: '2026-10-01T07:45',
      picture: {
        scene: 'harbour',
        light: 2,
        alt: 'Small boats on still water at dusk below low hills.',
        caption: 'The 6:40, seen from the island side.',
      },
      html: `<p>There is a town hall on the island, and a very good one, but nobody would think of settling anything in it. For that you take the 6:40. The ferry carries sixteen cars and, on a weekday morning, about seventy people, and by the time it bumps the dock on the mainland the seventy have agreed on the price of firewood, the date of the fair, and who is going to tell Gordon about his dog.</p>
<h2>Seating</h2>
<p>The lounge has two sides. Port is for talking and starboard is for sleeping, and the line between them runs down the middle of the coffee machine. Teenagers have the stairs. The back row, by the life jackets, is where you sit if you would like to be asked what is wrong.</p>
<p>When the province bought a new boat, its designers came to count seats. They counted ninety-six, of which some forty were ever used, and proposed to save weight. The island wrote back with a plan of who sat where. The boat has ninety-six seats.</p>
<h2>Twenty-five minutes</h2>
<p>A city planner would say that the island lacks a square, a café and a high street, and has hidden all three inside a vehicle. The length of the crossing may be why it works. In five minutes you nod. In an hour you bring a book. Twenty-five is long enough to begin a quarrel and too short to go home angry, since you will be on the 5:15 together.</p>
<blockquote><p>You can’t storm off. We had a man try, in ninety-eight. He got as far as the anchor.</p></blockquote>
<p>The deckhand, whose name is Florence Basil, has married two couples on board, neither of them officially. She carries a first-aid kit, a ring of keys for people’s houses, and a list in her head of who is not on the boat and ought to be. If an old man misses two mornings she stops at his gate on her way up the hill.</p>
<h2>A bridge</h2>
<p>Every ten years somebody proposes one. It would be quicker, and open at night, and the engineers say it can be done. The island votes, and the ferry wins, by a little less each time. Florence voted for the bridge once, she told me. It was a rough February. Then she thought about where she would find everybody.</p>`,
    },
    {
      slug: 'soup-for-a-hundred',
      title: 'Soup for a hundred',
      excerpt:
        'Cooking for four and cooking for a hundred use the same onions and hardly anything else in common.',
      author: 'priya-raman',
      category: 'food',
      tags: ['craft', 'health'],
      published: '2026-09-23T11:00',
      picture: {
        scene: 'kitchen',
        light: 2,
        alt: 'Round loaves on a wooden bench in evening light.',
        caption: 'The bread is baked the night before; the soup will not wait for it.',
      },
      html: `<p>The pot holds ninety litres and has a name, which is Margaret. It takes two people to lift her empty and nobody to lift her full. Every Wednesday she is filled in the basement of a church in Winnipeg, and at noon, for as long as she lasts, anyone who comes down the stairs is given soup.</p>
<p>I had cooked for crowds before, or thought so. On my first Wednesday I chopped the onions as I do at home, and Mr. Petrenko, who has run the kitchen for nineteen years, looked at the heap and asked me kindly who the other ninety-six were for.</p>
<h2>Heat is slow, and then it is not</h2>
<p>A small pot boils from the bottom and tells you at once. Ninety litres take an hour and a quarter to come up, and when they have come up they do not go down. Pasta cooked in Margaret goes on cooking when the flame is off, all the way to glue. So barley, which forgives; so potatoes in large pieces; so beans cooked yesterday.</p>
<p>Salt is stranger still. You would think that it went up with the water, and it does, but your tongue does not. One spoon from a great pot is always a little too hot to judge. Mr. Petrenko ladles out a cup, walks round the room with it, and tastes at the far end.</p>
<h2>The order of things</h2>
<ol><li>Onions first, and for far longer than seems sensible. They are the floor that the rest stands on.</li><li>Then roots, biggest first.</li><li>Then stock, hot. Cold stock costs you half an hour that you do not have.</li><li>Then what is already cooked.</li><li>Dill, at the very end, by the fistful. Nobody has ever complained of too much.</li></ol>
<p>The recipe is a strip of tape on the wall with nine numbers on it. When the number of guests changes, he moves a pencil mark along the tape instead of doing sums. It is a slide rule. His mother made it.</p>
<h2>What is left</h2>
<p>Nothing, as a rule. At a quarter to one the ladle touches the bottom, and that sound, like a bell under water, is the sign to cut the last of the loaves thick. Someone washes Margaret with a broom. I have gone most Wednesdays since, and am allowed to do the onions.</p>`,
    },
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
      html: `<p>In late June the sun goes down at the community garden for form’s sake. It dips behind the ridge, thinks better of it, and comes back. The cabbages do not notice. They photosynthesize around the clock, and by August some of them are too big to carry.</p>
<p>The season is short, but a season is more than a number of days. What a plant counts is light and warmth together, and at this latitude there are nearly twice as many hours of the first as farther south.</p>
<h2>Warm feet</h2>
<p>The difficulty is below ground. A spade’s depth down, the soil is still near freezing in May. So the beds are raised to the knee, boarded with larch, and filled over a layer of willow brush that warms as it rots.</p>
<ol><li>Start indoors in March, under lamps.</li><li>Harden off for ten days, or the leaves burn.</li><li>Plant when the birch leaves are the size of a squirrel’s ear.</li><li>Cover at the first clear night in August.</li></ol>
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
