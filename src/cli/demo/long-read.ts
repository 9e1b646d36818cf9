import type { DemoArticle } from './types.ts'

/** The piece that has everything an article may hold: contents, pictures, figures, notes, and what is asked for. */
export const LONG_READ: DemoArticle = {
  slug: 'how-long-is-the-shore',
  title: 'How long is the shore?',
  excerpt:
    'Three people set out to measure one small island. They came back with three answers, and all of them were right.',
  author: 'amara-osei',
  category: 'science',
  tags: ['water', 'history', 'walking', 'design'],
  published: '2026-11-23T06:30',
  picture: {
    scene: 'mountains',
    light: 2,
    alt: 'Ridges of dark hills at dusk, each paler than the one before it.',
    caption:
      'From the ferry the island is one long line. That is already the first way of measuring it.',
  },
  gallery: [
    {
      scene: 'harbour',
      light: 1,
      alt: 'Five small boats at anchor below low hills.',
      caption: 'The harbour, where the first count began and two of the three ended.',
    },
    {
      scene: 'lighthouse',
      light: 2,
      alt: 'A red and white lighthouse on a dark point at dusk.',
      caption: 'The point: four kilometres on the chart, seven on foot.',
    },
    {
      scene: 'harbour',
      light: 2,
      alt: 'Small boats on still water at dusk.',
      caption: 'High water. At low water there would be another beach here.',
    },
  ],
  html: `<p>The question came from a child on the morning ferry, and nobody on board could answer it. How far is it round the island? Her father said about thirty kilometres. The deckhand said forty. A woman with a rucksack, who had walked it, said that it depended on your shoes, and everybody laughed, because it sounded like a joke.</p>
<p>It was not a joke. The woman was Ingrid Sommerfeld, who teaches surveying in Halifax, and who has spent eleven summers finding out how much it depends on your shoes.<sup><a href="#note-1" id="note-1-ref">1</a></sup> That July she had brought two students and a wager. Each of the three would measure the shore of the same island by a different method, without talking to the others, and on the last evening they would open three envelopes in the pub.</p>
<p>I went along to carry things.</p>
<h2>Three ways round</h2>
<h3>The chart</h3>
<p>Daniel Achebe had the easy one. He stayed at a table by the window with a chart and a pair of brass dividers set to one kilometre, and walked them round the coast, point by point, counting under his breath. Where the dividers stepped across the mouth of a cove, the cove did not exist. It took him an hour and ten minutes, and then he went swimming.</p>
<h3>The wheel</h3>
<figure class="wp-block-pullquote"><blockquote><p>A coast has no length. It has a length for a gull, and another for a limpet.</p><cite>Ingrid Sommerfeld</cite></blockquote></figure>
<p>Mei Tanaka pushed a wheel. It was a surveyor’s wheel, a metre to the turn, with a counter that clicks, and she pushed it along the top of the beach for four days. A wheel goes into coves. It goes round boulders if you are honest, and over them if you are not, and Mei is honest: at the end of the second day she had covered the stretch that Daniel had covered with nine steps, and the counter said nineteen kilometres.</p>
<h3>The string</h3>
<p>Ingrid had string. She could not do the whole island with it, nobody could, so she did a hundred metres of it here and there and multiplied. She laid the string along the water’s edge, into each crack, round each stone that was larger than her fist. In the first hundred metres she used three hundred and twelve metres of string.</p>
<p>Every time she bent to go round a stone, there was a smaller stone on it. I began to see where this was going, and to be a little afraid of it.</p>
<!-- gallery -->
<h2>What was in the envelopes</h2>
<p>The pub was full; word had got about. Daniel’s envelope said twenty-nine. Mei’s said forty-six. Ingrid’s, which was an estimate and said so, came to a hundred and forty-three, and the room groaned as if somebody had missed a penalty.</p>
<figure class="wp-block-table"><table><thead><tr><th>Who</th><th>With what</th><th>Step</th><th>Steps counted</th><th>Length of the shore</th><th>Days</th></tr></thead><tbody><tr><td>Daniel</td><td>dividers on a chart</td><td>1 km</td><td>29</td><td>29 km</td><td>½</td></tr><tr><td>Mei</td><td>a wheel</td><td>1 m</td><td>46,210</td><td>46 km</td><td>4</td></tr><tr><td>Ingrid</td><td>string, in samples</td><td>5 cm</td><td>2,860,000</td><td>143 km</td><td>6</td></tr></tbody></table><figcaption>One island, measured three times in the same week of July.</figcaption></figure>
<p>Nobody had made a mistake. Ingrid made them check. The shore is simply longer the more closely you look at it, and it does not settle down: halve the step and the length goes up again, by about the same share each time, for as long as anyone has had the patience.</p>
<p>The first person to write this down was a meteorologist, Lewis Fry Richardson, who wanted to know whether countries with long borders fight more.<sup><a href="#note-2" id="note-2-ref">2</a></sup> He looked the borders up and found that neighbours disagreed. The smaller of two countries, having the larger maps, had the longer border.</p>
<h2>How crooked is crooked?</h2>
<p>If you plot the length against the step on the right sort of paper, you get a straight line. A smooth shore gives a flat one. The steeper the line, the more crooked the shore; and that slope, unlike the length, is a thing on which a gull and a limpet agree. Mei wrote the sum on a beer mat. Later she typed it out for me, since I had put my glass on it.</p>
<pre class="wp-block-code"><code>// How crooked a shore is, from two measurements of it (lengths and steps in metres)
function crookedness(long, short) {
  const growth = Math.log(long.length / short.length)
  return 1 + growth / Math.log(short.step / long.step)
}

crookedness({ length: 143_000, step: 0.05 }, { length: 29_000, step: 1000 }) // 1.16
</code></pre>
<p>A ruler’s edge scores 1. A shore so crumpled that it covered the whole of the map would score 2. Ours came out at 1.16, which is rough for an island and about what you would expect of one that has been gnawed by ice.</p>
<figure class="wp-block-embed"><iframe src="https://www.openstreetmap.org/export/embed.html?bbox=-64.42%2C44.15%2C-64.18%2C44.32&amp;layer=mapnik" title="A map of a shore like ours: see how it changes as you come closer" width="640" height="480"></iframe></figure>
<h2>So what do you tell the child?</h2>
<p>You can buy a printed answer. The atlas in the library says that the island has thirty-one kilometres of coast, to the nearest kilometre, without saying how long its shoes were. Insurance is written on such figures, and so are rules about how many mussel rafts a bay may hold, and what is owed to whom when a tanker breaks.</p>
<details><summary>How would you do it at home?</summary><p>Take a map and a strip of paper. Mark the strip at every two centimetres, walk it round a lake, and count. Do it again with a mark at every centimetre. If the second count is exactly twice the first, your lake is a reservoir.</p></details>
<details><summary>Does it ever stop?</summary><p>On paper it need not. On a beach it does, a little above the size of a grain of sand, where the question of which grains belong to the land stops having an answer before the sum does.</p></details>
<p>Ingrid’s advice is to ask back: what do you want it for? To sail round it, take the chart. To walk it, take the wheel, and allow four days. To be a barnacle, take the string.</p>
<blockquote><p>People say, but what is the real length? I tell them that it is a real shore. The length was ours.</p></blockquote>
<p>On the ferry back the child was there again, going to the dentist. Ingrid gave her a metre of string and the end of the railing, and by the time we bumped the dock she had measured the bench, the lifebelt, and most of her father, and had found out for herself that he was longer round the ears.</p>
<hr>
<ol><li id="note-1">Her notebooks for all eleven summers are kept in a biscuit tin. She has measured the same cove in each, and it has grown by a fifth; she has been getting better at kneeling. <a href="#note-1-ref">↩</a></li><li id="note-2">He found no answer to the question about wars. The part about borders was an appendix, and was printed only after his death. <a href="#note-2-ref">↩</a></li></ol>`,
}
