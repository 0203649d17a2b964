/** What many learners believe about these networks, and what is so. */
export type Misconception = keyof typeof MISCONCEPTIONS;

export const MISCONCEPTIONS = {
  M2: { believed: 'The results of the channels are averaged.', so: 'They are added up, and the bias with them. Nothing is divided.' },
  M4: { believed: 'More filters make larger maps.', so: 'More filters make more maps. How large each is depends on window, stride and padding alone.' },
  M5: { believed: 'There is a bias for every pixel, or for every weight.', so: 'One number for each filter, added at every place.' },
  M6: { believed: 'A 3×3 filter has nine weights.', so: 'It has nine for each channel it reads, and one bias.' },
  M9: { believed: 'A negative answer is no answer.', so: 'It says that the opposite was found. It lasts until an activation cuts it off.' },
  M10: { believed: 'The stride must divide the size.', so: 'The result is rounded down, and what is left over at the right and at the bottom is never read.' },
  M11: { believed: 'Pooling learns, or mixes maps.', so: 'It has no weights, and treats every map by itself.' },
  M12: { believed: 'Pooling makes a network blind to where things are.', so: 'It forgives small moves only. Move the picture further and the numbers, and sometimes the verdict, change.' },
  M14: { believed: 'The order in which maps are flattened does not matter.', so: 'Any order would do, but one was chosen before learning, and every weight after it belongs to one place in it.' },
  M15: { believed: 'A row of dense weights is a picture of the class.', so: 'It weighs the last maps, not pixels: where in which map does something speak for the class?' },
  M16: { believed: 'A large logit means a sure answer.', so: 'Only the differences between logits count. The same amount added to all of them changes nothing.' },
  M18: { believed: 'Each number sees the whole picture.', so: 'It sees its receptive field, and the field grows from layer to layer.' },
  M26: { believed: 'Every number in a pooling window has a say.', so: 'Only the largest goes on. The others could be anything smaller.' },
} as const;
