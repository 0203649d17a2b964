"""A picture that was sent, and a way to lay filters on it."""

import numpy as np
import pytest

from tests.service.filters.answered import CONVOLVE


@pytest.fixture(scope="module")
def photo(client, make_picture, make_png):
    """A picture that was sent, and its numbers (3, h, w) from 0 to 1."""
    image = make_picture(5, (70, 46))
    answer = client.post("/api/lab/pictures", files={"picture": ("a.png", make_png(image))})
    return {"picture": answer.json()["picture"]}, np.asarray(image).transpose(2, 0, 1) / 255


@pytest.fixture(scope="module")
def ask(client, photo):
    """``ask(step, ...)``: what comes of these filters, laid on the picture."""

    def ask(*steps, source=None, to=CONVOLVE, query="", **more):
        body = {"source": source or photo[0], "steps": list(steps), **more}
        return client.post(f"{to}{query}", json=body)

    return ask
