import type { DemoAuthorName } from './types.ts'

export interface DemoAuthor {
  nicename: DemoAuthorName
  name: string
  role: string
  description: string
}

/** The demonstration's four bylines. */
export const DEMO_AUTHORS: readonly DemoAuthor[] = [
  {
    nicename: 'amara-osei',
    name: 'Amara Osei',
    role: 'science editor',
    description:
      'Amara studied physics and left the laboratory for the newsroom when she found that she liked explaining an experiment better than repeating it.',
  },
  {
    nicename: 'tomas-lindqvist',
    name: 'Tomas Lindqvist',
    role: 'cities correspondent',
    description:
      'Tomas writes about streets, bridges and the people who mend them. He has never learned to drive.',
  },
  {
    nicename: 'priya-raman',
    name: 'Priya Raman',
    role: 'food and culture writer',
    description:
      'Priya cooked in other people’s kitchens for nine years before she wrote about them. She keeps three sourdough starters, one of them by accident.',
  },
  {
    nicename: 'jonah-whitcombe',
    name: 'Jonah Whitcombe',
    role: 'outdoors writer',
    description:
      'Jonah walks for a living, mostly in the rain, and answers readers’ letters about boots with more patience than he expected to have.',
  },
]
