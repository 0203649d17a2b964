"""Write down what PyTorch says of every example: ``python -m tests.engine.reference.make``.

Makes pytorch.npz beside this file, which test_reference.py compares with everywhere, also
where PyTorch is not installed. PyTorch computes in float64 from the float32 numbers that
are kept; so do not take ``inputs`` from the examples' seeds, take them from the file.

    spec       JSON: for every case its kind, its settings, how many inputs
    <at>.x<i>  input i of case <at>           (n, c, h, w) float32
    <at>.p.<name>                             its parameters
    <at>.grad                                 the slope of every output cell
    <at>.y     <at>.dx<i>   <at>.dp.<name>    what PyTorch made of them
"""

import json
from pathlib import Path

import numpy as np

from tests.engine import pytorch
from tests.engine.examples import EXAMPLES

HOME = Path(__file__).parent / "pytorch.npz"


def make():
    arrays, spec = {}, []
    for at, example in enumerate(EXAMPLES):
        layer = example.layer
        inputs = example.inputs(seed=100 + at, dtype=np.float32)
        params = example.params(seed=200 + at, dtype=np.float32)
        shape = (len(inputs[0]), *layer.output_shape(*example.shapes))
        grad = np.random.default_rng(300 + at).normal(size=shape).astype(np.float32)
        y, blame, learned = pytorch.run(
            layer,
            [x.astype(np.float64) for x in inputs],
            {name: p.astype(np.float64) for name, p in params.items()},
            grad.astype(np.float64),
        )
        spec.append({"kind": layer.kind, "settings": layer.settings(), "inputs": len(inputs)})
        arrays |= {f"{at}.x{i}": x for i, x in enumerate(inputs)}
        arrays |= {f"{at}.p.{name}": p for name, p in params.items()}
        arrays |= {f"{at}.grad": grad, f"{at}.y": y}
        arrays |= {f"{at}.dx{i}": dx for i, dx in enumerate(blame)}
        arrays |= {f"{at}.dp.{name}": dp for name, dp in learned.items()}
    arrays = {name: array.astype(np.float32) for name, array in arrays.items()}
    np.savez_compressed(HOME, spec=np.array(json.dumps(spec)), **arrays)
    print(f"{HOME.name}: {len(spec)} cases, {HOME.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    make()
