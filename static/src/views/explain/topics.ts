/** Everything that can be asked about, gathered from beside the views. Fetched with the first question. */
import { topics as compare } from '../compare/Compare.words';
import { topics as guess } from '../guess/Guess.words';
import { topics as bars } from '../history/Bars.words';
import { topics as edge } from '../history/Edge.words';
import { topics as look } from '../history/FirstLook.words';
import { topics as history } from '../history/History.words';
import { topics as sharing } from '../history/Sharing.words';
import { topics as skip } from '../history/Skip.words';
import { topics as squeeze } from '../history/Squeeze.words';
import { topics as tower } from '../history/Stack.words';
import { topics as story } from '../history/Story.words';
import { topics as lab } from '../lab/Lab.words';
import { topics as missions } from '../missions/Missions.words';
import { topics as open } from '../open/Open.words';
import { topics as altered } from '../picture/Altered.words';
import { topics as picture } from '../picture/Picture.words';
import { topics as bar } from '../shell/Bar.words';
import { topics as convolved } from '../stage/Conv2d.words';
import { topics as activation } from '../stage/Activation.words';
import { topics as add } from '../stage/Add.words';
import { topics as norm } from '../stage/BatchNorm.words';
import { topics as stack } from '../stage/Concat.words';
import { topics as distances } from '../stage/Distances.words';
import { topics as dropout } from '../stage/Dropout.words';
import { topics as general } from '../stage/General.words';
import { topics as scale } from '../stage/Rescale.words';
import { topics as mean } from '../stage/GlobalAverage.words';
import { topics as pool } from '../stage/Pool.words';
import { topics as vote } from '../stage/Dense.words';
import { topics as flat } from '../stage/Flatten.words';
import { topics as response } from '../stage/ResponseNorm.words';
import { topics as sub } from '../stage/Subsample.words';
import { topics as soft } from '../stage/Softmax.words';
import { topics as studio } from '../studio/Studio.words';
import { topics as surgery } from '../surgery/Surgery.words';
import { topics as depths } from '../text/Depths.words';
import { topics as inspector } from '../text/Inspector.words';
import { topics as words } from '../text/Prose.words';
import { topics as threaded } from '../threaded/Threaded.words';
import { topics as weights } from '../weights/Weights.words';
import type { Topics } from './topic';

export const topics: Topics = {
  ...bar,
  ...open,
  ...threaded,
  ...picture,
  ...altered,
  ...lab,
  ...convolved,
  ...depths,
  ...inspector,
  ...guess,
  ...missions,
  ...words,
  ...activation,
  ...add,
  ...norm,
  ...stack,
  ...distances,
  ...dropout,
  ...response,
  ...sub,
  ...general,
  ...scale,
  ...mean,
  ...pool,
  ...flat,
  ...vote,
  ...soft,
  ...studio,
  ...surgery,
  ...history,
  ...story,
  ...sharing,
  ...look,
  ...edge,
  ...tower,
  ...bars,
  ...squeeze,
  ...skip,
  ...compare,
  ...weights,
};
